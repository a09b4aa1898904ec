"""What several forms ask for alike."""

from typing import Any

from django import forms

LONGEST = 2000
"""Letters in a text of several lines."""


class TextLines(forms.CharField):
    """Several lines, kept with plain line ends whatever device sent them."""

    def __init__(self, *, rows: int = 3, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), max_length=LONGEST, **kwargs)

    def to_python(self, value: Any) -> str:
        """Text with line feeds alone."""
        return (super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")


def day_field(label: Any, **options: Any) -> forms.DateField:
    """A date, typed with the device's own picker."""
    return forms.DateField(label=label, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **options)
