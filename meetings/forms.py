"""What people type around a meeting."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chapters.fields import TextLines, day_field
from meetings.actions.marking import Said
from meetings.actions.one_to_ones import Talk
from meetings.states import Attendance
from members.models import Member
from referrals.forms import SendingForm, choice_of


class CancelForm(forms.Form):
    """Why there is no meeting."""

    note = forms.CharField(
        label=_("What shall members read?"),
        required=False,
        max_length=300,
        help_text=_("For example: the hall is being painted."),
    )


class MoveForm(forms.Form):
    """Another day, hour or place for one meeting."""

    day = day_field(_("Day"))
    clock = forms.TimeField(label=_("Time"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    place = forms.CharField(label=_("Place"), required=False, max_length=500)


class MarkForm(forms.Form):
    """One member's mark; with a reason once the meeting is closed."""

    mark = forms.ChoiceField(label=_("Mark"), widget=forms.RadioSelect, required=False)
    substitute = forms.CharField(
        label=_("Who came instead"), required=False, max_length=200, help_text=_("Only where it is a substitute.")
    )
    reason = forms.CharField(
        label=_("Why it is corrected"), max_length=500, help_text=_("Stays beside the mark, with your name.")
    )

    def __init__(self, data: Any = None, *, closed: bool, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        marks: Any = [(mark.value, mark.label) for mark in Attendance]
        field: Any = self.fields["mark"]
        field.choices = marks if closed else [*marks, ("", _("not marked"))]
        field.required = closed
        if not closed:
            del self.fields["reason"]

    @property
    def said(self) -> Said:
        """The mark that was chosen."""
        mark = self.cleaned_data["mark"]
        return Said(Attendance(mark) if mark else None, self.cleaned_data["substitute"].strip())


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


class OneToOneForm(SendingForm):
    """With whom, when, about what."""

    other = forms.TypedChoiceField(label=_("With whom?"), widget=forms.RadioSelect)
    day = day_field(_("When?"), help_text=_("Today or earlier. It counts for the week you met in."))
    topics = TextLines(label=_("What about?"), required=False, rows=2)
    again = forms.BooleanField(label=_("We met a second time that day"), required=False)

    def __init__(self, data: Any = None, *, people: Iterable[Member], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        known = choice_of(people)
        field: Any = self.fields["other"]
        field.choices = [(key, person.name) for key, person in known.items()]
        field.coerce = known.__getitem__

    @property
    def talk(self) -> Talk:
        """What was typed, as the domain knows it."""
        typed = self.cleaned_data
        return Talk(typed["other"], typed["day"], typed["topics"], typed["again"])
