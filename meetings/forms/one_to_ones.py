"""What people type to plan a one-to-one, to prepare it, and to note what was said."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy

from chapters.fields import LocalTimeField, TextLines, day_field
from chapters.values import meeting_instant
from meetings.actions.appointments import Idea
from meetings.actions.one_to_ones import Talk
from meetings.actions.preparing import Sheet
from members.models import Member
from referrals.forms.sending import PresetChoice, SendingForm, choice_of

TIMES = ("first", "second", "third")


class Times(forms.Form):
    """One to three times in the chapter's zone: where the clocks go back the first of the two, where they skip one as
    much later as they do (`chapters.values.meeting_instant`).
    """

    first = LocalTimeField(label=gettext_lazy("When?"))
    second = LocalTimeField(label=gettext_lazy("A second time"), required=False)
    third = LocalTimeField(label=gettext_lazy("A third time"), required=False)

    zone: ZoneInfo

    @property
    def times(self) -> tuple[datetime, ...]:
        """The instants that were typed, in UTC, each once."""
        typed = (self.cleaned_data[name] for name in TIMES)
        found = (meeting_instant(local.date(), local.time(), self.zone) for local in typed if local)
        return tuple(dict.fromkeys(found))


class OtherTimesForm(Times):
    """Other times of a one-to-one."""

    def __init__(self, data: Any = None, *, zone: ZoneInfo) -> None:
        super().__init__(data)
        self.zone = zone


class ProposeForm(SendingForm, Times):
    """With whom, when, for how long, where and about what."""

    other = forms.TypedChoiceField(label=gettext_lazy("With whom?"), widget=forms.RadioSelect)
    minutes = PresetChoice(
        label=gettext_lazy("How many minutes?"),
        choices=[(str(minutes), str(minutes)) for minutes in (30, 45, 60, 90)],
        coerce=int,
        initial="60",
    )
    place = forms.CharField(
        label=gettext_lazy("Where?"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("A café, an office, or a link."),
    )
    topics = TextLines(label=gettext_lazy("What about?"), required=False, rows=2)

    def __init__(self, data: Any = None, *, people: Iterable[Member], zone: ZoneInfo, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.zone = zone
        known = choice_of(people)
        field: Any = self.fields["other"]
        field.choices = [(key, person.name) for key, person in known.items()]
        field.coerce = known.__getitem__

    @property
    def idea(self) -> Idea:
        """What was typed, as the domain knows it."""
        typed = self.cleaned_data
        return Idea(self.times, typed["minutes"], typed["place"].strip(), typed["topics"])


class WorksheetForm(forms.Form):
    """What one brings to a one-to-one."""

    looks_for = TextLines(
        label=gettext_lazy("What I look for"),
        required=False,
        help_text=gettext_lazy("The client, the supplier or the introduction that would help most just now."),
    )
    last_clients = TextLines(
        label=gettext_lazy("My last clients"),
        required=False,
        help_text=gettext_lazy("Three or four: what kind, what they needed, how they found you. No names needed."),
    )
    who_i_know = TextLines(
        label=gettext_lazy("Whom I know"),
        required=False,
        help_text=gettext_lazy("Trades, companies, clubs and circles you could open a door to."),
    )

    @property
    def sheet(self) -> Sheet:
        """What was typed, as the domain knows it."""
        return Sheet(**{name: self.cleaned_data[name] for name in self.base_fields})


class NoteForm(forms.Form):
    """A note, and who reads it."""

    text = TextLines(label=gettext_lazy("Note"))
    shared = PresetChoice(
        label=gettext_lazy("Who reads it?"),
        choices=[("no", gettext_lazy("only I")), ("yes", gettext_lazy("we two"))],
        coerce=lambda value: value == "yes",
        initial="no",
    )


class OneToOneForm(SendingForm):
    """With whom, when, about what."""

    other = forms.TypedChoiceField(label=gettext_lazy("With whom?"), widget=forms.RadioSelect)
    day = day_field(
        gettext_lazy("When?"), help_text=gettext_lazy("Today or earlier. It counts for the week you met in.")
    )
    topics = TextLines(label=gettext_lazy("What about?"), required=False, rows=2)
    again = forms.BooleanField(label=gettext_lazy("We met a second time that day"), required=False)

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
