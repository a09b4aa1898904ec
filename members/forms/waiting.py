"""What people type to get on the waiting list, and officers to keep it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from chapters.categories import category_key
from chapters.models import Category
from members.actions.waiting import DAYS
from members.states import Said
from notices.values import one_line

LONGEST = 200
"""Letters in a trade, and in what it is compared by."""


class OneLine(forms.CharField):
    """One line of text, whatever was pasted."""

    def to_python(self, value: Any) -> str:
        """Without line breaks and other control characters."""
        return one_line(super().to_python(value) or "")


class PlaceForm(forms.Form):
    """Somebody would like a seat."""

    name = OneLine(label=_("Your name"), max_length=200, widget=forms.TextInput({"autocomplete": "name"}))
    trade = OneLine(
        label=_("What do you do?"),
        max_length=LONGEST,
        help_text=_("Your trade or profession, as in Baker."),
        widget=forms.TextInput({"autocomplete": "organization-title"}),
    )
    email = forms.EmailField(label=_("E-mail"), max_length=254, widget=forms.EmailInput({"autocomplete": "email"}))
    consent = forms.BooleanField(
        label=_("You may keep this for a year, and write to me when such a seat is open."),
        help_text=_("The officers read it. Every mail has a link that removes it at once."),
        error_messages={"required": _("Without it we may not keep your address.")},
    )

    def clean_trade(self) -> str:
        """Words that can be told from others, neither they nor what they are compared by too long."""
        trade = str(self.cleaned_data["trade"])
        key = category_key(trade)
        if not key or len(key) > LONGEST:
            raise ValidationError(_("Say in a few words what you do."))
        return trade


class AnswerForm(forms.Form):
    """Whether somebody would like to come, of an open seat."""

    said = forms.ChoiceField(choices=Said)


class HearingForm(forms.Form):
    """How long each has before the next on the list hears of it."""

    days = forms.IntegerField(label=_("Days each has"), min_value=1, max_value=60, initial=DAYS)


class TradeForm(forms.Form):
    """Which of the chapter's categories somebody's trade is."""

    category = forms.TypedChoiceField(label=_("They wait for"))

    def __init__(self, *args: Any, categories: Iterable[Category], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {category.key: category for category in categories}
        field: Any = self.fields["category"]
        field.choices = [(key, category.name) for key, category in known.items()]
