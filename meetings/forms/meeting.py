"""What people type around a meeting."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chapters.fields import day_field, time_field
from meetings.actions.marking import Said
from meetings.states import Attendance


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
    clock = time_field(_("Time"))
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
