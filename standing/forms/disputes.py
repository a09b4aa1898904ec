"""What a member types to have a row looked at again, and what an officer answers."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from chapters.fields import TextLines, day_field
from meetings.actions.marking import Said
from meetings.states import Attendance
from members.models import Member
from referrals.forms.sending import choice_of
from referrals.forms.slips import without_contact
from standing.disputing import Answer


class WhyForm(forms.Form):
    """A word why."""

    why = TextLines(
        label=gettext_lazy("Why?"),
        help_text=gettext_lazy("A sentence or two. No names of clients: officers do not need them."),
    )


class DisputeMarkForm(WhyForm):
    """What the mark should be."""

    mark = forms.ChoiceField(label=gettext_lazy("What should it be?"), widget=forms.RadioSelect)
    substitute = forms.CharField(
        label=gettext_lazy("Who came instead"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Only where it is a substitute."),
    )

    field_order = ("mark", "substitute", "why")

    def __init__(self, data: Any = None, *, now: str) -> None:
        super().__init__(data)
        field: Any = self.fields["mark"]
        field.choices = [(mark.value, mark.label) for mark in Attendance if mark != now]

    @property
    def said(self) -> Said:
        """The mark that was chosen."""
        return Said(Attendance(self.cleaned_data["mark"]), self.cleaned_data["substitute"].strip())


class MissingForm(WhyForm):
    """Whom one met, and when."""

    other = forms.TypedChoiceField(label=gettext_lazy("With whom?"))
    day = day_field(gettext_lazy("On which day?"))

    field_order = ("other", "day", "why")

    def __init__(self, data: Any = None, *, people: Iterable[Member], today: date, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        known = choice_of(people)
        field: Any = self.fields["other"]
        field.choices = [("", "…"), *((key, person.name) for key, person in known.items())]
        field.coerce = known.__getitem__
        self.fields["day"].widget.attrs["max"] = today.isoformat()


class MissingSlipForm(WhyForm):
    """To whom it went, or what the lead says, and when."""

    other = forms.TypedChoiceField(
        label=gettext_lazy("Who received the referral?"),
        required=False,
        empty_value=None,
    )
    need = TextLines(
        label=gettext_lazy("What did the lead say?"),
        required=False,
        help_text=gettext_lazy(
            "Only of a lead; the chapter reads it once it is put in. Of a referral you say later whom it is about."
        ),
    )
    day = day_field(gettext_lazy("On which day?"))

    field_order = ("other", "need", "day", "why")

    def __init__(self, data: Any = None, *, people: Iterable[Member], today: date) -> None:
        super().__init__(data)
        known = choice_of(people)
        field: Any = self.fields["other"]
        field.choices = [("", gettext_lazy("nobody: it was a lead")), *((key, one.name) for key, one in known.items())]
        field.coerce = known.__getitem__
        self.fields["day"].widget.attrs["max"] = today.isoformat()

    def clean_need(self) -> str:
        """Without a way to reach the prospect."""
        return without_contact(self.cleaned_data["need"])

    def clean(self) -> dict[str, Any]:
        """A lead says something."""
        if not self.cleaned_data.get("other") and not self.cleaned_data.get("need", "").strip():
            self.add_error("need", gettext("Say whom the referral went to, or what the lead said."))
        return self.cleaned_data


class AnswerDisputeForm(forms.Form):
    """Whether it is put right, and a word for the member."""

    upheld = forms.ChoiceField(
        label=gettext_lazy("What do you find?"),
        choices=[("yes", gettext_lazy("put it right")), ("no", gettext_lazy("it stays as it is"))],
        widget=forms.RadioSelect,
    )
    word = TextLines(label=gettext_lazy("A word for them"))

    @property
    def answer(self) -> Answer:
        """What was typed, as the domain knows it."""
        return Answer(self.cleaned_data["upheld"] == "yes", self.cleaned_data["word"].strip())
