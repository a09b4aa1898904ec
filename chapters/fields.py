"""What several forms ask for alike."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

TYPED = "%Y-%m-%dT%H:%M"
LONGEST = 2000
"""Letters in a text of several lines."""
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
"""No day is typed before or after these: beyond them a slip of the finger, and no instant in every zone."""


class TextLines(forms.CharField):
    """Several lines, kept with plain line ends whatever device sent them."""

    def __init__(self, *, rows: int = 3, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), max_length=LONGEST, **kwargs)

    def to_python(self, value: Any) -> str:
        """Text with line feeds alone."""
        return (super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")


def within_reach(day: date) -> None:
    """Raises ValidationError unless it is a day that somebody can have meant."""
    if not FIRST_DAY <= day <= LAST_DAY:
        first_and_last = {"first": FIRST_DAY.year, "last": LAST_DAY.year}
        raise ValidationError(_("Choose a day between %(first)s and %(last)s.") % first_and_last)


def day_field(label: Any, **options: Any) -> forms.DateField:
    """A date, typed with the device's own picker; within reach."""
    widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, validators=[within_reach], **options)


def time_field(label: Any, **options: Any) -> forms.TimeField:
    """A time of day, typed with the device's own picker."""
    return forms.TimeField(label=label, widget=forms.TimeInput({"type": "time"}, format="%H:%M"), **options)


class LocalTimeField(forms.CharField):
    """A date and time of day as the chapter's clocks show it; the form makes an instant of it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_length=40, widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=TYPED), **kwargs
        )

    def clean(self, value: Any) -> datetime | None:
        """The local time without a zone, to the minute, on a day within reach; None where nothing was typed."""
        typed = super().clean(value)
        if not typed:
            return None
        try:
            local = datetime.fromisoformat(typed)
        except ValueError:
            local = None
        if local is None or local.tzinfo is not None:
            raise forms.ValidationError(_("Type a day and a time, for example 2026-12-01 12:30."))
        within_reach(local.date())
        return local.replace(second=0, microsecond=0)
