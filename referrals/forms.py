"""What members type: referrals, leads, thanks, and why a slip was no use."""

import re
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chapters.currencies import decimals_of
from chapters.fields import TextLines
from chapters.models import Chapter
from members.models import Member
from referrals.models import Slip
from referrals.states import Kind, Stage, UseName, Warmth
from referrals.values import Lead, Referral, Sending, Thanks

AMOUNT_DIGITS = 12
THOUSANDS = re.compile(r"^\d{1,3}([,\s\u00a0\u202f]\d{3})+(\.\d+)?$")
ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
NUMBER = re.compile(r"(?:\+|\b0|\(0)[\d\s()/-]{7,}\d")
PHONE_DIGITS = 9


class PresetChoice(forms.TypedChoiceField):
    """A choice that is made already, and stays so where nothing is sent."""

    def __init__(self, *, initial: str, **kwargs: Any) -> None:
        super().__init__(initial=initial, widget=forms.RadioSelect, **kwargs)

    def clean(self, value: Any) -> Any:
        """The choice sent, else the one made."""
        return super().clean(value or self.initial)


class SendingForm(forms.Form):
    """Carries the id made for this sending, and the phone's time where a queue sends it later."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    given_at = forms.DateTimeField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial={"uuid": uuid.uuid4(), **(initial or {})})

    def clean(self) -> dict[str, Any]:
        """What was typed; a phone's unreadable time is as good as none."""
        self.errors.pop("given_at", None)
        if self.errors.pop("uuid", None):
            self.add_error(None, _("This page was left half-way. Please send it once more."))
            self._put("uuid", str(uuid.uuid4()))
        return self.cleaned_data

    def _put(self, name: str, value: str) -> None:
        typed: Any = self.data
        changed = typed.copy()
        changed[name] = value
        self.data = changed

    @property
    def sending(self) -> Sending:
        """Which sending this is."""
        return Sending(self.cleaned_data["uuid"], self.cleaned_data.get("given_at"))


def choice_of(people: Iterable[Member]) -> dict[str, Member]:
    """The people of a list, by the value their choice has in a form."""
    return {str(person.pk): person for person in people}


def without_contact(text: str) -> str:
    """A lead's text. Raises ValidationError where it has a phone number or e-mail: the prospect does not know yet."""
    numbers = (found.group() for found in NUMBER.finditer(text))
    if ADDRESS.search(text) or any(sum(map(str.isdigit, number)) >= PHONE_DIGITS for number in numbers):
        raise forms.ValidationError(_("Leave out phone numbers and e-mails: they don’t know yet."))
    return text


class ToSomebody(SendingForm):
    """For one member, out of the chapter's others."""

    receiver = forms.TypedChoiceField(label=_("Who is it for?"), widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, people: Iterable[Member], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        known = choice_of(people)
        field: Any = self.fields["receiver"]
        field.choices = [(key, person.name) for key, person in known.items()]
        field.coerce = known.__getitem__


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


class ThanksForm(ToSomebody):
    """Say thanks: to whom, for which slip, in what words, for how much business."""

    slip = forms.TypedChoiceField(label=_("For which slip?"), required=False, empty_value=None)
    text = TextLines(label=_("What would you like to say?"), required=False)

    def __init__(self, data: Any = None, *, chapter: Chapter, slips: Iterable[Slip], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["receiver"].label = _("Whom do you thank?")
        known = {str(slip.uuid): slip for slip in slips}
        field: Any = self.fields["slip"]
        field.choices = [("", _("For something else")), *((key, in_short(slip)) for key, slip in known.items())]
        field.coerce = known.__getitem__
        self.fields["amount"] = forms.DecimalField(
            label=_("Business, in %(currency)s") % {"currency": chapter.currency},
            required=False,
            min_value=0,
            max_digits=AMOUNT_DIGITS,
            decimal_places=decimals_of(chapter.currency),
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        )
        self._write_plainly()

    def _write_plainly(self) -> None:
        """Thousands may be set apart, as people write them."""
        typed = str(self.data.get("amount", "")).strip()
        if THOUSANDS.match(typed):
            self._put("amount", re.sub(r"[,\s]", "", typed))

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
        return Thanks(text=self.cleaned_data["text"], amount=self.cleaned_data["amount"] or None)


class ReportForm(forms.Form):
    """How it goes, and the stage its receiver saw when they tapped."""

    stage = forms.TypedChoiceField(
        choices=[(stage.value, stage.label) for stage in Stage if stage not in {Stage.PASSED, Stage.BAD}], coerce=Stage
    )
    seen = forms.TypedChoiceField(choices=Stage.choices, coerce=Stage, required=False, empty_value=None)


class BadForm(forms.Form):
    """Why a slip was no use."""

    reason = TextLines(label=_("What was wrong?"), help_text=_("A sentence that helps to do better next time."))


def in_short(slip: Slip) -> str:
    """A slip in one line, for those who may see it: who gave it, the prospect, the need."""
    what = slip.need if slip.kind == Kind.LEAD else f"{slip.prospect}, {slip.need}"
    return f"{slip.giver}: {what[:80]}"
