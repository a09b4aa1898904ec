"""What officers type of the rules. Whether they can be so, the domain says."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chapters.fields import day_field
from chapters.rules import RULE_RANGES, RuleSet

RULE_WORDS: dict[str, tuple[Any, Any]] = {
    "attendance_percent": (gettext_lazy("Meetings to come to, in %"), gettext_lazy("0 turns the rule off.")),
    "attendance_window_weeks": (gettext_lazy("Weeks of meetings looked at"), ""),
    "attendance_margin_percent": (
        gettext_lazy("Points below that are still “at risk”"),
        gettext_lazy("Further below is “behind”."),
    ),
    "max_substitutes": (gettext_lazy("Substitutes that count"), gettext_lazy("Empty: any number. 0: none.")),
    "leads_per_week": (
        gettext_lazy("Good leads and referrals a week"),
        gettext_lazy("A busy week counts for up to twice as many. 0 turns the rule off."),
    ),
    "leads_window_weeks": (gettext_lazy("Weeks of leads looked at"), ""),
    "one_to_ones_per_year": (
        gettext_lazy("One-to-ones a year with every other member"),
        gettext_lazy("0 turns the rule off."),
    ),
    "partner_one_to_ones_per_quarter": (
        gettext_lazy("One-to-ones a quarter with each power partner"),
        gettext_lazy("0 turns the rule off."),
    ),
    "at_risk_percent": (
        gettext_lazy("Share that is still “at risk”, in %"),
        gettext_lazy("Of leads and one-to-ones; less than that is “behind”."),
    ),
    "grace_weeks": (
        gettext_lazy("Weeks a new member settles in"),
        gettext_lazy("Nobody is judged before."),
    ),
    "flag_after_weeks": (
        gettext_lazy("Weeks “behind” in a row that flag a seat"),
        gettext_lazy("A flag opens a conversation. 0: only people flag."),
    ),
}


class RulesForm(forms.Form):
    """The eleven rules; substitutes left empty are any number."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        defaults = RuleSet().as_dict()
        for key, (lowest, highest) in RULE_RANGES.items():
            label, hint = RULE_WORDS[key]
            usual = "" if defaults[key] is None else _("Usually %(number)s.") % {"number": defaults[key]}
            self.fields[key] = forms.IntegerField(
                label=label,
                required=defaults[key] is not None,
                min_value=lowest,
                max_value=highest,
                help_text=" ".join(str(part) for part in (hint, usual) if part),
            )

    def keys(self) -> dict[str, int | None]:
        """What was typed, by key; empty ones as None."""
        return {key: self.cleaned_data[key] for key in RULE_RANGES}

    def rules(self) -> RuleSet:
        """The rules as they would hold."""
        return RuleSet.with_defaults(self.keys())


class VersionForm(RulesForm):
    """A new version of a chapter's rules, from a day on that is not past."""

    field_order = ("effective_from",)

    effective_from = day_field(
        gettext_lazy("From"),
        help_text=gettext_lazy("They are applied from the Monday after. What was judged before stays as it was."),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_effective_from(self) -> date:
        """Today or later: what was judged by other rules stays."""
        day: date = self.cleaned_data["effective_from"]
        if day < self.today:
            earliest = {"day": date_format(self.today, "j F Y")}
            raise ValidationError(_("Rules are not changed for days gone by. The first day is %(day)s.") % earliest)
        return day
