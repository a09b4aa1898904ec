"""What people type around presentations, standing in and the week's ask."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from chapters.fields import TextLines
from meetings.models import Presentation, Substitute
from members.models import Member
from notices.values import one_line
from referrals.forms.sending import choice_of
from referrals.forms.slips import without_contact

MOST_LEADS = 10
LONGEST_LEAD = 500
NEW = "new"


class OneLine(forms.CharField):
    """A line of text, whatever was pasted."""

    def to_python(self, value: Any) -> str:
        """Without line ends and other control characters."""
        return one_line(super().to_python(value) or "")


class TitleForm(forms.Form):
    """What a presentation is about."""

    title = OneLine(
        label=_("What will you speak about?"),
        required=False,
        max_length=200,
        help_text=_("One line that makes people curious. The chapter reads it."),
    )


class SpeakerForm(forms.Form):
    """Who presents, as an officer says, and who did when they looked."""

    member = forms.TypedChoiceField(label=_("Who presents?"))
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, people: Iterable[Member], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        known = choice_of(people)
        field: Any = self.fields["member"]
        field.choices = [(key, person.name) for key, person in known.items()]
        field.coerce = known.__getitem__


class SwapForm(forms.Form):
    """For which of one's own days, or for nothing; and whose day it was when one looked."""

    own = forms.TypedChoiceField(label=_("What do you offer for it?"), required=False, empty_value=None)
    speaker = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, mine: Mapping[str, Presentation], **kwargs: Any) -> None:
        """`mine` are one's own days to come, by how they are called."""
        super().__init__(data, **kwargs)
        known = {str(row.pk): row for row in mine.values()}
        field: Any = self.fields["own"]
        field.choices = [*((str(row.pk), day) for day, row in mine.items()), ("", _("nothing, I would just like it"))]
        field.coerce = known.__getitem__


class FeedbackForm(forms.Form):
    """What one took from a presentation, to whoever gave it."""

    learned = TextLines(label=_("What I learned"), required=False, rows=3)
    could_refer = TextLines(label=_("Whom I could refer"), required=False, rows=3)
    speaker = forms.IntegerField(widget=forms.HiddenInput)


class WeekAskForm(forms.Form):
    """Whom one wants to meet this week."""

    text = OneLine(
        label=_("Whom do you want to meet this week?"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A name is best: “the facility manager of the new clinic”. Leave it empty to take it back."),
    )


class CantComeForm(forms.Form):
    """Who comes instead: nobody, one of the chapter's list, or somebody new, who joins it."""

    stand_in = forms.ChoiceField(label=_("Who comes in your place?"), required=False)
    substitute = OneLine(
        label=_("Name"), required=False, max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=_("They get a page with time, place and what to say."),
    )
    trade = OneLine(label=_("What they do"), required=False, max_length=200)

    def __init__(self, data: Any = None, *, people: Iterable[Substitute], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.known = {str(one.pk): one for one in people}
        field: Any = self.fields["stand_in"]
        listed = [(key, f"{one.name}, {one.trade}" if one.trade else one.name) for key, one in self.known.items()]
        field.choices = [("", _("nobody")), *listed]

    def clean(self) -> dict[str, Any]:
        """Somebody new has a name."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("substitute") and (cleaned.get("email") or cleaned.get("trade")):
            self.add_error("substitute", _("Whose is it? Type their name too."))
        return cleaned

    @property
    def chosen(self) -> Substitute | None:
        """Who was picked from the list."""
        return self.known.get(self.cleaned_data["stand_in"])

    @property
    def new(self) -> dict[str, str] | None:
        """Who was typed; typing somebody counts for more than the list."""
        typed = self.cleaned_data
        if not typed["substitute"]:
            return None
        return {"name": typed["substitute"], "email": typed["email"], "trade": typed["trade"]}


class LeadsForm(forms.Form):
    """Leads typed one a line."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    leads = TextLines(label=_("Your leads, one a line"), rows=4)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"key": uuid4()})

    def clean(self) -> dict[str, Any]:
        """A page that lost its key gets another, and asks once more."""
        if self.errors.pop("key", None):
            self.add_error(None, _("This page was left half-way. Please send it once more."))
            typed: Any = self.data
            changed = typed.copy()
            changed["key"] = str(uuid4())
            self.data = changed
        return self.cleaned_data

    def clean_leads(self) -> list[str]:
        """The lines, without a way to reach the prospect: they don't know yet (F55)."""
        lines = [line for typed in self.cleaned_data["leads"].split("\n") if (line := one_line(typed))]
        if len(lines) > MOST_LEADS:
            raise forms.ValidationError(_("Up to ten at a time."))
        if any(len(line) > LONGEST_LEAD for line in lines):
            raise forms.ValidationError(_("Keep each lead to a few sentences."))
        return [without_contact(line) for line in lines]


class SubstituteForm(forms.Form):
    """Somebody on the chapter's list of people who stand in."""

    name = OneLine(label=_("Name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=_("For the page with time, place and what to say. Ask them first."),
    )
    trade = OneLine(label=_("What they do"), required=False, max_length=200)
