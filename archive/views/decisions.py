"""What somebody decides about doubtful rows: whom a name means, and which to bring all the same."""

from collections.abc import Sequence
from typing import Any

from django import forms

from archive.fates import Fate, Verdict
from archive.forms import AcceptForm, RecordForm, WhoForm
from archive.models import Upload
from archive.previews import preview_sheet
from archive.states import Brought
from archive.uploads import look_again
from chapters.clock import now

MOST_ASKED = 200


def decisions(fates: Sequence[Fate[Any]], data: Any = None) -> list[forms.Form]:
    """Forms for what is doubtful: whom a name means, and rows to bring all the same."""
    doubtful = [fate for fate in fates if fate.verdict == Verdict.DOUBTFUL]
    asked = {fate.asks: (f"{fate.what}: {fate.why}", fate.candidates) for fate in doubtful if fate.candidates}
    accept = [(fate.row, f"{fate.what}: {fate.why}") for fate in doubtful if not fate.candidates]
    found: list[forms.Form] = []
    if asked:
        found.append(WhoForm(data, asked=dict(list(asked.items())[:MOST_ASKED])))
    if accept and len(accept) <= MOST_ASKED:
        found.append(AcceptForm(data, rows=accept))
    return found


def overlapping(file: Upload, fates: Sequence[Fate[Any]]) -> int:
    """How many rows of an audit the chapter may hold already."""
    if file.kind != Brought.AUDIT:
        return 0
    return sum(fate.verdict == Verdict.DOUBTFUL and not fate.candidates for fate in fates)


def remember(request: Any, file: Upload) -> None:
    """Keep what was decided on the page with the file."""
    preview = preview_sheet(request.chapter, file, at=now())
    reading: dict[str, Any] = {}
    for form in decisions(preview.fates, request.POST):
        if not form.is_valid():
            continue
        if isinstance(form, WhoForm):
            reading["people"] = {**file.reading.get("people", {}), **form.people()}
        elif file.kind == Brought.ROSTER:
            reading["accepted"] = [*file.reading.get("accepted", ()), *form.cleaned_data["accepted"]]
    record = RecordForm(request.POST)
    if file.kind != Brought.ROSTER and record.is_valid():
        reading |= record.reading()
    if file.kind == Brought.AUDIT and request.POST.get("overlapping"):
        reading["overlapping"] = True
    if reading:
        look_again(upload=file, reading=reading)
