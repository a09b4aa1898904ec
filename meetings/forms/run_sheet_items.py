"""What a leader types of one meeting's agenda: its items, all of them at once."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from meetings.agenda import LONGEST_MINUTES
from meetings.forms.agenda import LONGEST_TURN
from meetings.run_sheet import Line
from meetings.states import AgendaKind

MOST_ITEMS = 40
FormSet: Any = forms.BaseFormSet
"""Its types cannot be named as it runs."""


class LineForm(forms.Form):
    """One item: its name, minutes and who leads it, by name; a round keeps its time each."""

    kind = forms.TypedChoiceField(
        label=_("What it is"), choices=AgendaKind.choices, coerce=AgendaKind, initial=AgendaKind.ANNOUNCEMENTS
    )
    title = forms.CharField(label=_("Its name"), max_length=200)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=LONGEST_MINUTES)
    leader = forms.CharField(label=_("Who leads it"), max_length=200, required=False)
    seconds_each = forms.IntegerField(
        label=_("Seconds for each member"), required=False, min_value=0, max_value=LONGEST_TURN
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.initial:
            self.fields["kind"].widget = forms.HiddenInput()
        if self.initial.get("kind") != AgendaKind.PRESENTATIONS:
            self.fields["seconds_each"].widget = forms.HiddenInput()

    @property
    def line(self) -> Line:
        """The item as typed."""
        typed = self.cleaned_data
        each = typed["seconds_each"] if typed["kind"] == AgendaKind.PRESENTATIONS else 0
        return Line(typed["kind"], typed["title"].strip(), typed["minutes"], each or 0, typed["leader"].strip())


class BaseLinesForm(FormSet):
    """All of them, in their order, and one more."""

    deletion_widget = forms.CheckboxInput

    def add_fields(self, form: LineForm, index: int | None) -> None:
        """Besides: where it comes, and whether it is left out this time."""
        super().add_fields(form, index)
        form.fields["ORDER"].label = _("Place")
        form.fields["ORDER"].widget.attrs |= {"min": 1, "max": MOST_ITEMS}
        form.fields["DELETE"].label = _("Leave it out this time")

    def clean(self) -> None:
        """Something happens at a meeting."""
        if self.is_valid() and not self.lines:
            raise ValidationError(_("Leave at least one item on the agenda."))

    @property
    def lines(self) -> list[Line]:
        """The items in the order typed, without those left out."""
        return [form.line for form in self.ordered_forms]


LinesForm = forms.formset_factory(
    LineForm,
    formset=BaseLinesForm,
    extra=1,
    can_order=True,
    can_delete=True,
    max_num=MOST_ITEMS,
    absolute_max=MOST_ITEMS,
)
