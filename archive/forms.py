"""What is typed when a chapter moves in: files, how a list is to be read, whom a name means."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.columns import Column, Guessed
from archive.dates import Order
from archive.fates import Candidate
from archive.recognising import File
from archive.sheets import Row
from chapters.fields import day_field

LARGEST = 10 * 1024 * 1024
MOST_FILES = 20
SAMPLES = 3
LONGEST_SAMPLE = 40
ORDERS = [
    (Order.DAY_FIRST, gettext_lazy("day first, as in 24/3/2026")),
    (Order.MONTH_FIRST, gettext_lazy("month first, as in 3/24/2026")),
    (Order.YEAR_FIRST, gettext_lazy("year first, as in 2026-03-24")),
]


class SeveralFiles(forms.ClearableFileInput):
    """A field for files, as many as one likes."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """The files that were sent, none of them too large."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Each file, read into memory."""
        given: list[UploadedFile[Any]] = [super(FilesField, self).clean(one, initial) for one in data or [None]]
        if len(given) > MOST_FILES:
            raise ValidationError(_("Bring at most %d files at once.") % MOST_FILES)
        if sum(one.size or 0 for one in given) > LARGEST:
            raise ValidationError(
                _("That is more than %d MB. Ask whoever runs the server to bring it in.") % (LARGEST // 1024 // 1024)
            )
        return [File(one.name or _("file"), one.read()) for one in given]


class UploadForm(forms.Form):
    """Files to bring."""

    brought = FilesField(
        label=gettext_lazy("Files"),
        help_text=gettext_lazy(
            "An archive (.zip), a list of members (CSV or Excel), or another system’s meeting summary and slips audit."
        ),
    )


class NewChapterForm(forms.Form):
    """An archive that becomes a chapter."""

    archive = forms.FileField(
        label=gettext_lazy("Archive"), help_text=gettext_lazy("A .zip, as another server gives it.")
    )

    def clean_archive(self) -> Any:
        """Not too large for a page."""
        sent = self.cleaned_data["archive"]
        if sent.size > LARGEST:
            raise ValidationError(
                _("That is more than %d MB. Ask whoever runs the server to bring it in.") % (LARGEST // 1024 // 1024)
            )
        return sent


class RosterForm(forms.Form):
    """Which column of a list is what, and how its dates are written."""

    order = forms.ChoiceField(label=gettext_lazy("Dates are written"), choices=ORDERS)
    joined_on = day_field(gettext_lazy("First day of members without a date"))

    def __init__(self, *args: Any, sheet: Sequence[Row], guessed: Guessed, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        header = sheet[guessed.header] if guessed.header >= 0 else []
        rows = sheet[guessed.header + 1 :]
        choices = [("", _("leave it out")), *Column.choices]
        self.places: list[int] = []
        for place in range(max((len(row) for row in sheet), default=0)):
            samples = [row[place][:LONGEST_SAMPLE] for row in rows if place < len(row) and row[place]][:SAMPLES]
            name = header[place] if place < len(header) else ""
            if name or samples:
                self.places.append(place)
                self.fields[f"column_{place}"] = forms.ChoiceField(
                    label=name or _("Column %d") % (place + 1),
                    choices=choices,
                    required=False,
                    initial=guessed.columns.get(place, ""),
                    help_text=", ".join(samples),
                )
        self.order_fields([*(f"column_{place}" for place in self.places), "order", "joined_on"])

    def clean(self) -> dict[str, Any]:
        """No two columns are the same thing."""
        cleaned = super().clean() or {}
        chosen = [cleaned.get(f"column_{place}") for place in self.places]
        for column in Column:
            if chosen.count(column) > 1:
                raise ValidationError(_("Two columns are %s. Leave one out.") % column.label)
        return cleaned

    def reading(self) -> dict[str, Any]:
        """As an upload remembers it."""
        columns = {place: self.cleaned_data[f"column_{place}"] for place in self.places}
        return {
            "columns": {str(place): column for place, column in columns.items() if column},
            "order": self.cleaned_data["order"],
            "joined_on": self.cleaned_data["joined_on"].isoformat(),
        }


class SpanForm(forms.Form):
    """The days a report tells of."""

    first = day_field(gettext_lazy("From"))
    last = day_field(gettext_lazy("To"))

    def clean(self) -> dict[str, Any]:
        """The end is not before the beginning, nor years after it."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and not 0 <= (last - first).days <= 3660:
            raise ValidationError(_("Choose a span that ends after it begins, of at most ten years."))
        return cleaned

    def reading(self) -> dict[str, Any]:
        """As an upload remembers it."""
        return {name: self.cleaned_data[name].isoformat() for name in ("first", "last")}


class RecordForm(forms.Form):
    """From which day on what a chapter did counts."""

    record_from = day_field(
        gettext_lazy("The record begins on"),
        required=False,
        help_text=gettext_lazy("Nothing before it counts for or against anybody. Set up → Chapter changes it later."),
    )

    def reading(self) -> dict[str, Any]:
        """As an upload remembers it; nothing where no day was said."""
        day = self.cleaned_data["record_from"]
        return {"record_from": day.isoformat()} if day else {}


class ArchiveForm(forms.Form):
    """What an archive may do."""

    update = forms.BooleanField(
        label=gettext_lazy("Its rows replace what is stored where the two differ"), required=False
    )

    def reading(self) -> dict[str, Any]:
        """As an upload remembers it."""
        return {"update": self.cleaned_data["update"]}


class WhoForm(forms.Form):
    """Whom names mean that several people have. `asked` is by row or by name."""

    def __init__(self, *args: Any, asked: Mapping[str, tuple[str, Sequence[Candidate]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = dict(enumerate(asked))
        for number, (label, candidates) in enumerate(asked.values()):
            choices = [("", _("leave out")), *((str(one.pk), one.label) for one in candidates)]
            self.fields[f"who_{number}"] = forms.ChoiceField(label=label, choices=choices, required=False)

    def people(self) -> dict[str, int]:
        """The keys of those who were chosen."""
        chosen = {key: self.cleaned_data[f"who_{number}"] for number, key in self.keys.items()}
        return {key: int(pk) for key, pk in chosen.items() if pk}


class AcceptForm(forms.Form):
    """Doubtful rows to bring all the same."""

    accepted = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Bring these as well"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, rows: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["accepted"]
        field.choices = rows
