"""What members type to say thanks."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chapters.currencies import decimals_of
from chapters.fields import TextLines
from chapters.models import Chapter
from referrals.forms.sending import PresetChoice, ToSomebody, in_short
from referrals.models import Slip, ThankYou
from referrals.values import Thanks

AMOUNT_DIGITS = 12
THOUSANDS = re.compile(r"^\d{1,3}([,\s\u00a0\u202f]\d{3})+(\.\d+)?$")


def amount_field(chapter: Chapter) -> forms.DecimalField:
    """Business, with the decimals of the chapter's currency (ISO 4217)."""
    return forms.DecimalField(
        label=_("Business, in %(currency)s") % {"currency": chapter.currency},
        required=False,
        min_value=0,
        max_digits=AMOUNT_DIGITS,
        decimal_places=decimals_of(chapter.currency),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )


def repeat_field(*, repeat: bool = False) -> PresetChoice:
    """Whether the business comes again."""
    return PresetChoice(
        label=_("Will it come again?"),
        choices=[("no", _("one-off")), ("yes", _("repeat business"))],
        coerce=lambda value: value == "yes",
        initial="yes" if repeat else "no",
    )


def plainly(typed: str) -> str:
    """An amount without what sets its thousands apart, as people write them."""
    typed = typed.strip()
    return re.sub(r"[,\s]", "", typed) if THOUSANDS.match(typed) else typed


class ThanksForm(ToSomebody):
    """Say thanks: to whom, for which slip, in what words, for how much business."""

    slip = forms.TypedChoiceField(label=_("For which slip?"), required=False, empty_value=None)
    text = TextLines(label=_("What would you like to say?"), required=False)

    def __init__(self, data: Any = None, *, chapter: Chapter, slips: Iterable[Slip], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["receiver"].label = _("Whom do you thank?")
        known = {str(slip.uuid): slip for slip in slips}
        field: Any = self.fields["slip"]
        field.choices = [
            ("", _("For their help, or something else")),
            *((key, in_short(slip)) for key, slip in known.items()),
        ]
        field.coerce = known.__getitem__
        self.fields["amount"] = amount_field(chapter)
        self.fields["repeat"] = repeat_field()
        if self.data.get("amount"):
            self._put("amount", plainly(str(self.data["amount"])))

    def clean(self) -> dict[str, Any]:
        """The one who is thanked gave the slip."""
        cleaned = super().clean()
        slip, receiver = cleaned.get("slip"), cleaned.get("receiver")
        if slip and receiver and slip.giver_id != receiver.pk:
            self.add_error("slip", _("That slip came from somebody else."))
        return cleaned

    @property
    def thanks(self) -> Thanks:
        """What was typed, as the domain knows it; no business is no amount."""
        return thanks_of(self.cleaned_data)


def thanks_of(typed: dict[str, Any]) -> Thanks:
    """No business is no amount, and nothing that comes again."""
    amount = typed["amount"] or None
    return Thanks(text=typed["text"], amount=amount, repeat=bool(amount and typed["repeat"]))


class CorrectThanksForm(forms.Form):
    """Say thanks otherwise; `seen` is the correction they were read at, empty for none."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    text = TextLines(label=_("What would you like to say?"), required=False)

    def __init__(self, data: Any = None, *, thank_you: ThankYou) -> None:
        decimals = decimals_of(thank_you.chapter.currency)
        amount = "" if thank_you.amount is None else f"{thank_you.amount:.{decimals}f}"
        super().__init__(data, initial={"seen": seen_of(thank_you), "text": thank_you.text, "amount": amount})
        self.fields["amount"] = amount_field(thank_you.chapter)
        self.fields["repeat"] = repeat_field(repeat=thank_you.repeat)
        typed: Any = self.data
        if typed.get("amount"):
            changed = typed.copy()
            changed["amount"] = plainly(str(typed["amount"]))
            self.data = changed

    @property
    def thanks(self) -> Thanks:
        """What was typed, as the domain knows it."""
        return thanks_of(self.cleaned_data)


def seen_of(thank_you: ThankYou) -> str:
    """Which correction of thanks somebody reads; empty for none."""
    return thank_you.corrected_at.isoformat() if thank_you.corrected_at else ""
