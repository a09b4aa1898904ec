"""What members type about a lead that somebody shared."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chapters.fields import TextLines
from referrals.forms.slips import without_contact
from referrals.states import QuestionKind, Stage

ENDS = [(Stage.WON.value, _("It came to business")), (Stage.LOST.value, _("Nothing came of it"))]
"""How a lead can end, but for a referral."""


class QuestionForm(forms.Form):
    """Ask the giver, with one tap or in words."""

    kind = forms.TypedChoiceField(choices=QuestionKind.choices, coerce=QuestionKind)
    words = TextLines(label=_("What would you like to know?"), required=False, rows=2)

    def clean_words(self) -> str:
        """Without a way to reach the prospect."""
        return without_contact(self.cleaned_data["words"])


class MoreForm(forms.Form):
    """Say what more there is."""

    words = TextLines(label=_("What more do you know?"), rows=2)

    def clean_words(self) -> str:
        """Without a way to reach the prospect, who does not know yet (F55)."""
        return without_contact(self.cleaned_data["words"])

    @property
    def allowed(self) -> None:
        """A name is not what was asked."""
        return


class NameForm(forms.Form):
    """Say whether the giver's name may be used."""

    answer = forms.TypedChoiceField(choices=[("yes", _("Yes")), ("no", _("No"))], coerce=lambda value: value == "yes")

    def clean(self) -> dict[str, Any]:
        """No words go with it."""
        return {**(super().clean() or {}), "words": ""}

    @property
    def allowed(self) -> bool:
        """What was tapped."""
        return bool(self.cleaned_data["answer"])


class EndForm(forms.Form):
    """How a lead ended."""

    stage = forms.TypedChoiceField(choices=ENDS, coerce=Stage)
