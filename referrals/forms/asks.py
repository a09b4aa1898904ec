"""What members type to ask, to answer, and into their own book."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chapters.fields import TextLines, day_field
from referrals.forms.sending import SendingForm
from referrals.forms.slips import ReferralForm, has_contact
from referrals.models import Answer
from referrals.models.asks import NOT_AGREED
from referrals.values import Question, Vouched

USUALLY = timedelta(days=14)
"""From now until an answer is usually needed."""
LONGEST = timedelta(days=183)


class PlainWords(TextLines):
    """Several lines in which nobody's phone number or e-mail is kept."""

    def clean(self, value: Any) -> str:
        """Without them: their place is where a yes is asked for (F55)."""
        text: str = super().clean(value)
        if has_contact(text):
            raise forms.ValidationError(_("Leave out phone numbers and e-mails here."))
        return text


class AskForm(SendingForm):
    """Who do you know who … And until when, and whether the network is asked too."""

    text = PlainWords(
        label=_("Who do you know who …"),
        help_text=_("Say what they do and what it is about: “… installs heat pumps in old houses?”"),
    )
    need_by = day_field(_("An answer helps until"))
    to_network = forms.BooleanField(label=_("Ask the network’s other chapters too"), required=False)

    def __init__(self, data: Any = None, *, today: date, **kwargs: Any) -> None:
        super().__init__(data, initial={"need_by": today + USUALLY}, **kwargs)
        self.today = today
        self.fields["need_by"].widget.attrs |= {"min": today.isoformat(), "max": (today + LONGEST).isoformat()}

    def clean_need_by(self) -> date:
        """Today or later, and not half a year away."""
        day: date = self.cleaned_data["need_by"]
        if not self.today <= day <= self.today + LONGEST:
            raise forms.ValidationError(_("Choose a day from today on, within half a year."))
        return day

    @property
    def question(self) -> Question:
        """What was typed, as the domain knows it."""
        return Question(self.cleaned_data["text"], self.cleaned_data["need_by"])


class IntroduceForm(SendingForm):
    """I can introduce you."""

    words = PlainWords(label=_("A word to go with it"), required=False, rows=2)


class VouchForm(SendingForm):
    """Somebody I vouch for, who said that they may be named: without that tick nothing of them is kept (F55)."""

    person = forms.CharField(label=_("Who is it?"), max_length=200)
    phone = forms.CharField(
        label=_("Phone"), max_length=200, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    email = forms.EmailField(label=_("E-mail"), max_length=254, required=False)
    words = PlainWords(label=_("Why you vouch for them"), required=False, rows=2)
    agreed = forms.BooleanField(
        label=_("I asked them: they agree to be named and called"), error_messages={"required": NOT_AGREED}
    )

    def clean(self) -> dict[str, Any]:
        """With a way to reach them."""
        cleaned = super().clean()
        if "phone" in cleaned and "email" in cleaned and not (cleaned["phone"] or cleaned["email"]):
            self.add_error("phone", _("A phone number or an e-mail, so that they can be reached."))
        return cleaned

    @property
    def vouched(self) -> Vouched:
        """Who it is."""
        return Vouched(self.cleaned_data["person"], self.cleaned_data["phone"], self.cleaned_data["email"])


class FromBookForm(SendingForm):
    """Answer with somebody out of one's own book, by its entry."""

    agreed = forms.BooleanField(error_messages={"required": NOT_AGREED})


class NearbyAnswerForm(SendingForm):
    """Answer an ask of another chapter: one's own words, and the address one wants to be written to."""

    words = PlainWords(label=_("Your answer"))
    email = forms.EmailField(
        label=_("Your e-mail"),
        max_length=254,
        required=False,
        help_text=_("If they may write back to you. Any address you like, or none."),
    )


class TrustedForm(SendingForm):
    """Somebody for one's own book."""

    name = forms.CharField(label=_("Who is it?"), max_length=200)
    trade = forms.CharField(
        label=_("What do they do?"), max_length=200, help_text=_("As people ask for it: “plumber, heating”.")
    )
    phone = forms.CharField(
        label=_("Phone"), max_length=200, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    email = forms.EmailField(label=_("E-mail"), max_length=254, required=False)
    note = TextLines(label=_("Why you trust them"), required=False, rows=2)

    @property
    def details(self) -> dict[str, str]:
        """What was typed."""
        return {name: self.cleaned_data[name] for name in ("name", "trade", "phone", "email", "note")}


class PassAnswerForm(ReferralForm):
    """A referral made of one's own answer: its asker receives it, and what the answer says stands there already."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, answer: Answer) -> None:
        known = {
            "prospect": answer.person,
            "prospect_phone": answer.phone,
            "prospect_email": answer.email,
            "need": answer.ask.text,
        }
        super().__init__(None if data is None else {**known, **data}, people=[], initial=known)
        del self.fields["receiver"]
        del self.fields["uuid"], self.fields["given_at"]
