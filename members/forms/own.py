"""What members type about themselves: details, profile, leave, and which mail they want."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from chapters.fields import TextLines, day_field, time_field
from members.models import Profile
from notices.kinds import app_of

MOST_ONE_TO_ONES = 12
GROUPS = {
    "standing": _("The week and my standing"),
    "meetings": _("Meetings and one-to-ones"),
    "referrals": _("Referrals, leads and thanks"),
    "members": _("My place in the chapter"),
    "reviews": _("Seat reviews"),
    "inbound": _("Mail I send"),
    "": _("Anything else"),
}
"""What news is about, by the app it comes from."""


class MyDetailsForm(forms.Form):
    """A member's own details. Mail goes to an address their account has proved to be theirs."""

    name = forms.CharField(label=_("Name"), max_length=200, widget=forms.TextInput({"autocomplete": "name"}))
    company = forms.CharField(
        label=_("Company"), max_length=200, required=False, widget=forms.TextInput({"autocomplete": "organization"})
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=200,
        required=False,
        widget=forms.TextInput({"autocomplete": "tel", "inputmode": "tel"}),
    )
    email = forms.ChoiceField(label=_("Mail of this chapter goes to"))
    one_to_ones_a_month = forms.IntegerField(
        label=_("One-to-ones a month"),
        min_value=0,
        max_value=MOST_ONE_TO_ONES,
        required=False,
        widget=forms.NumberInput({"inputmode": "numeric"}),
        help_text=_("How many you are glad to have planned for you by the officers. None? Write 0."),
    )

    def __init__(self, *args: Any, addresses: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["email"]
        field.choices = [(address, address) for address in addresses]


class ProfileForm(forms.Form):
    """The five parts of a profile, in one's own words."""

    whom_i_want_to_meet = TextLines(
        label=_("Whom I want to meet"),
        required=False,
        help_text=_("A kind of person, better a name: “the facility manager of the new clinic”."),
    )
    what_they_say = TextLines(
        label=_("What they say when they need me"),
        required=False,
        help_text=_("The sentence to listen for: “our boiler is older than our daughter”."),
    )
    how_to_introduce_me = TextLines(
        label=_("How to introduce me"), required=False, help_text=_("Two sentences that somebody else can say of you.")
    )
    what_is_not_for_me = TextLines(
        label=_("What is not for me"), required=False, help_text=_("It saves everybody a bad referral.")
    )
    whom_i_serve = TextLines(
        label=_("Whom I serve"), required=False, help_text=_("Your clients as they are today, and where.")
    )

    @classmethod
    def of(cls, profile: Profile | None, data: Mapping[str, Any] | None = None) -> "ProfileForm":
        """With what the profile says so far."""
        return cls(data, initial={part: getattr(profile, part) for part in Profile.PARTS} if profile else None)


class LeaveForm(forms.Form):
    """Days to be excused, and why."""

    first_day = day_field(_("First day"))
    last_day = day_field(_("Last day"), required=False, help_text=_("Leave it empty if you don’t know yet."))
    reason = forms.CharField(label=_("Reason"), max_length=500, required=False)

    def clean(self) -> dict[str, Any]:
        """The days in order."""
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", ValidationError(_("The last day is before the first.")))
        return cleaned


class MyNoticesForm(forms.Form):
    """Which kinds of notice are told, and between which times of day none is."""

    quiet_from = time_field(_("From"), required=False)
    quiet_until = time_field(_("Until"), required=False)
    wanted = forms.MultipleChoiceField(label=_("Tell me about"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, kinds: Iterable[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["wanted"]
        field.choices = list(kinds)

    def groups(self) -> list[tuple[str, list[Any]]]:
        """The ticks by what they are about, each group under its heading."""
        found: dict[str, list[Any]] = defaultdict(list)
        for tick in self["wanted"]:
            app = app_of(str(tick.data["value"]))
            found[app if app in GROUPS else ""].append(tick)
        return [(str(label), found[app]) for app, label in GROUPS.items() if app in found]

    def clean(self) -> dict[str, Any]:
        """Both times or none."""
        typed = super().clean() or {}
        if (typed.get("quiet_from") is None) != (typed.get("quiet_until") is None) and not self.errors:
            self.add_error("quiet_until", _("Say both times, or leave both empty."))
        return typed
