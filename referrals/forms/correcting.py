"""What a giver puts right in a slip."""

from hashlib import blake2b
from typing import Any

from django import forms

from referrals.forms.slips import LeadForm, LeadWords, ReferralForm
from referrals.models import Slip
from referrals.states import Kind

REFERRAL = ("prospect", "prospect_phone", "prospect_email", "need")
LEAD = ("need", "heard", "sure", "prospect", "prospect_shown")


class CorrectForm(forms.Form):
    """The words of a slip, and those the page was opened with (`seen`), so that nothing is overwritten unseen."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    @property
    def words(self) -> dict[str, Any]:
        """What was typed, by the slip's own names."""
        return {name: self.cleaned_data[name] for name in self.fields if name != "seen"}


class CorrectReferralForm(CorrectForm):
    """Of a referral: who it is, how to reach them, what they need.

    That they expect the call was said when it was passed; where it was not, as of one that an officer entered, it is
    said with this: nothing is kept of them without it (F55).
    """

    prospect = ReferralForm.base_fields["prospect"]
    prospect_phone = ReferralForm.base_fields["prospect_phone"]
    prospect_email = ReferralForm.base_fields["prospect_email"]
    need = ReferralForm.base_fields["need"]
    warmth = ReferralForm.base_fields["warmth"]

    def __init__(self, data: Any = None, *, said: int | None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if said is not None:
            del self.fields["warmth"]


class CorrectLeadForm(LeadWords, CorrectForm):
    """Of a lead."""

    need = LeadForm.base_fields["need"]
    heard = LeadForm.base_fields["heard"]
    sure = LeadForm.base_fields["sure"]
    prospect = LeadForm.base_fields["prospect"]
    prospect_shown = LeadForm.base_fields["prospect_shown"]


def words_seen(slip: Slip) -> str:
    """What stands for the words of a slip, as a page was opened with them."""
    names = LEAD if slip.kind == Kind.LEAD else REFERRAL
    return blake2b(repr([getattr(slip, name) for name in names]).encode(), digest_size=8).hexdigest()


def correct_form(slip: Slip, data: Any = None) -> CorrectReferralForm | CorrectLeadForm:
    """The form for a slip, with its words."""
    names = LEAD if slip.kind == Kind.LEAD else REFERRAL
    begun = {name: getattr(slip, name) for name in names} | {"seen": words_seen(slip)}
    if slip.kind == Kind.LEAD:
        return CorrectLeadForm(data, initial=begun)
    return CorrectReferralForm(data, initial=begun, said=slip.warmth)
