"""What members type of referrals and leads, and why one was no use."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chapters.fields import TextLines
from referrals.forms.sending import PresetChoice, SendingForm, ToSomebody, in_short
from referrals.models import Slip
from referrals.states import BadKind, Stage, Sure, UseName, Warmth
from referrals.values import Lead, Referral, ToLearn

ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
NUMBER = re.compile(r"(?:\+|\b0|\(0)[\d\s()/-]{7,}\d")
PHONE_DIGITS = 9


def has_contact(text: str) -> bool:
    """Whether a text has a phone number or an e-mail."""
    numbers = (found.group() for found in NUMBER.finditer(text))
    return bool(ADDRESS.search(text)) or any(sum(map(str.isdigit, number)) >= PHONE_DIGITS for number in numbers)


def without_contact(text: str) -> str:
    """A lead's text. Raises ValidationError where it has a phone number or e-mail: the prospect does not know yet."""
    if has_contact(text):
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

    came_from = forms.TypedChoiceField(label=_("Did it come out of another slip?"), required=False, empty_value=None)

    def __init__(self, data: Any = None, *, sources: Iterable[Slip] = (), **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        known = {str(slip.uuid): slip for slip in sources}
        field: Any = self.fields["came_from"]
        field.choices = [("", _("No")), *((key, in_short(slip)) for key, slip in known.items())]
        field.coerce = known.__getitem__
        if not known:
            del self.fields["came_from"]

    @property
    def referral(self) -> Referral:
        """What was typed, as the domain knows it."""
        typed = {key: self.cleaned_data[key] for key in Referral.__dataclass_fields__}
        return Referral(**typed)


class LeadWords(forms.Form):
    """What is typed of a lead's prospect, without a way to reach them: they do not know yet (F55)."""

    def clean_need(self) -> str:
        """Without a way to reach the prospect."""
        return without_contact(self.cleaned_data["need"])

    def clean_heard(self) -> str:
        """Nor to reach whoever told it."""
        return without_contact(self.cleaned_data["heard"])

    def clean_prospect(self) -> str:
        """Without a way to reach them."""
        return without_contact(self.cleaned_data["prospect"])


class LeadForm(LeadWords, SendingForm):
    """Share a lead. The prospect does not know yet, so no phone or e-mail is asked for, or kept where typed."""

    need = TextLines(label=_("What have you heard?"), help_text=_("What is needed, by when, how big."))
    heard = forms.CharField(label=_("Where did you hear of it?"), max_length=200, required=False)
    sure = forms.TypedChoiceField(
        label=_("How sure is it?"),
        choices=Sure.choices,
        coerce=Sure,
        empty_value="",
        required=False,
        widget=forms.RadioSelect,
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


class BadLeadForm(forms.Form):
    """Why a lead was no use."""

    reason = TextLines(label=_("What was wrong?"), help_text=_("A sentence that helps to do better next time."))


class BadForm(forms.Form):
    """What was wrong with a referral, what would have made it good, and, where there is more to say, what happened."""

    kind = forms.TypedChoiceField(
        label=_("What was it?"), choices=BadKind.choices, coerce=BadKind, widget=forms.RadioSelect
    )
    better = TextLines(label=_("What would have made it good?"), rows=2)
    reason = TextLines(label=_("What happened?"), required=False, rows=2)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    @property
    def learn(self) -> ToLearn:
        """What there is to learn, as the domain knows it."""
        return ToLearn(self.cleaned_data["kind"], self.cleaned_data["better"])


class BadAnswerForm(forms.Form):
    """What the giver answers, once."""

    words = TextLines(label=_("Your answer"), rows=2)
