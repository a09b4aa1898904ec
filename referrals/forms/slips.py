"""What members type of referrals and leads, and why one was no use."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chapters.fields import TextLines
from referrals.forms.sending import PresetChoice, SendingForm, ToSomebody
from referrals.states import Stage, UseName, Warmth
from referrals.values import Lead, Referral

ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
NUMBER = re.compile(r"(?:\+|\b0|\(0)[\d\s()/-]{7,}\d")
PHONE_DIGITS = 9


def without_contact(text: str) -> str:
    """A lead's text. Raises ValidationError where it has a phone number or e-mail: the prospect does not know yet."""
    numbers = (found.group() for found in NUMBER.finditer(text))
    if ADDRESS.search(text) or any(sum(map(str.isdigit, number)) >= PHONE_DIGITS for number in numbers):
        raise forms.ValidationError(_("Leave out phone numbers and e-mails: they don’t know yet."))
    return text


class ReferralForm(ToSomebody):
    """Pass a referral. How the prospect comes to expect the call is asked for: without it nothing is kept of them."""

    prospect = forms.CharField(label=_("Who should they call?"), max_length=200)
    prospect_phone = forms.CharField(
        label=_("Phone"), max_length=200, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    prospect_email = forms.EmailField(label=_("E-mail"), max_length=254, required=False)
    need = TextLines(label=_("What do they need?"), rows=2)
    warmth = forms.TypedChoiceField(
        label=_("They expect the call. What did you do?"),
        choices=Warmth.choices,
        coerce=lambda value: Warmth(int(value)),
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what you did, so that they expect the call. If they don’t, share a lead.")},
    )
    inside = PresetChoice(
        label=_("Who is the client?"),
        choices=[("no", _("somebody else")), ("yes", _("I am"))],
        coerce=lambda value: value == "yes",
        initial="no",
    )
    use_name = PresetChoice(
        label=_("May my name be used?"), choices=UseName.choices, coerce=UseName, initial=UseName.YES
    )

    @property
    def referral(self) -> Referral:
        """What was typed, as the domain knows it."""
        typed = {key: self.cleaned_data[key] for key in Referral.__dataclass_fields__}
        return Referral(**typed)


class LeadForm(SendingForm):
    """Share a lead. The prospect does not know yet, so no phone or e-mail is asked for, or kept where typed."""

    need = TextLines(
        label=_("What have you heard?"),
        help_text=_("What is needed, and where you heard of it."),
    )
    prospect = forms.CharField(
        label=_("Who is it?"),
        max_length=200,
        required=False,
        help_text=_("A name or a company. No phone number or e-mail: they don’t know yet."),
    )
    prospect_shown = forms.BooleanField(label=_("The chapter may read this name"), required=False)
    use_name = PresetChoice(
        label=_("May my name be used?"), choices=UseName.choices, coerce=UseName, initial=UseName.ASK
    )

    def clean_need(self) -> str:
        """Without a way to reach the prospect."""
        return without_contact(self.cleaned_data["need"])

    def clean_prospect(self) -> str:
        """Without a way to reach them."""
        return without_contact(self.cleaned_data["prospect"])

    def clean(self) -> dict[str, Any]:
        """Refused where contact details come along (F55)."""
        cleaned = super().clean()
        if self.data.get("prospect_phone") or self.data.get("prospect_email"):
            self.add_error(None, _("No phone number or e-mail with a lead: they don’t know yet."))
        return cleaned

    @property
    def lead(self) -> Lead:
        """What was typed, as the domain knows it."""
        return Lead(**{key: self.cleaned_data[key] for key in Lead.__dataclass_fields__})


class ReportForm(forms.Form):
    """How it goes, and the stage its receiver saw when they tapped."""

    stage = forms.TypedChoiceField(
        choices=[(stage.value, stage.label) for stage in Stage if stage not in {Stage.PASSED, Stage.BAD}], coerce=Stage
    )
    seen = forms.TypedChoiceField(choices=Stage.choices, coerce=Stage, required=False, empty_value=None)


class BadForm(forms.Form):
    """Why a slip was no use."""

    reason = TextLines(label=_("What was wrong?"), help_text=_("A sentence that helps to do better next time."))
