"""What visitors type of themselves, and what is noted of them."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chapters.fields import TextLines
from meetings.actions.visiting import Guest
from members.models import Member
from notices.values import one_line
from referrals.forms.sending import choice_of


class Line(forms.CharField):
    """One line of text, whatever was pasted."""

    def to_python(self, value: Any) -> str:
        """Without line breaks and other control characters."""
        return one_line(super().to_python(value) or "")


class GuestForm(forms.Form):
    """A visitor registers: their address is kept where they agree to be contacted."""

    name = Line(label=_("Your name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    category = Line(
        label=_("What do you do?"),
        required=False,
        max_length=200,
        help_text=_("Your trade or profession, as in Baker."),
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    email = forms.EmailField(
        label=_("E-mail"), required=False, max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    consent = forms.BooleanField(
        label=_("You may write to me about my visits and about joining."),
        required=False,
        help_text=_("Without it we keep no address, and you get no mail."),
    )

    def clean(self) -> dict[str, Any]:
        """An address comes with the consent to use it."""
        typed = super().clean() or self.cleaned_data
        if typed.get("email") and not typed.get("consent"):
            self.add_error("consent", _("Tick this, or leave the e-mail empty."))
        return typed

    @property
    def guest(self) -> Guest:
        """Who they are, as the domain knows it."""
        return Guest(**self.cleaned_data)


class DoorForm(GuestForm):
    """A visitor at the door."""

    invited_by = Line(label=_("Who invited you?"), required=False, max_length=100)


class HostForm(forms.Form):
    """Who looks after a visitor."""

    host = forms.TypedChoiceField(label=_("Who looks after them?"), required=False, empty_value=None)

    def __init__(self, data: Any = None, *, people: Iterable[Member], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        known = choice_of(people)
        field: Any = self.fields["host"]
        field.choices = [("", _("whoever invited them")), *((key, person.name) for key, person in known.items())]
        field.coerce = known.__getitem__


class FollowUpForm(forms.Form):
    """How it was, in a few words."""

    note = TextLines(label=_("What did they say?"), required=False, rows=2)


class VisitForm(forms.Form):
    """A visitor of one day."""

    name = forms.CharField(label=_("Name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    category = forms.CharField(label=_("What they do"), required=False, max_length=200)
    email = forms.EmailField(
        label=_("E-mail"), required=False, max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    invited_by = forms.TypedChoiceField(label=_("Invited by"), required=False, empty_value=None)

    def __init__(self, data: Any = None, *, people: Iterable[Member], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        known = choice_of(people)
        field: Any = self.fields["invited_by"]
        field.choices = [("", _("nobody of us")), *((key, person.name) for key, person in known.items())]
        field.coerce = known.__getitem__
