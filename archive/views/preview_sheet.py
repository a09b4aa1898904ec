"""Every row's fate of a spreadsheet, and what is asked about it."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from archive.fates import Verdict, reasons
from archive.forms import RecordForm, RosterForm, SpanForm
from archive.models import Upload
from archive.previews import SheetPreview, preview_sheet, record_could_begin
from archive.uploads import look_again
from archive.views.decisions import decisions, overlapping
from archive.views.outcomes import summary_of
from chapters.clock import now
from chapters.fragments import answer

PAGE = 100
MOST_REASONS = 20


def show_sheet(request: Any, file: Upload) -> HttpResponse:
    """The page; POST says how the sheet is to be read."""
    preview = preview_sheet(request.chapter, file, at=now())
    form = _reading_form(request, file, preview)
    if request.method == "POST" and form.is_valid():
        look_again(upload=file, reading=form.reading())
        return redirect(request.path)
    shown = request.GET.get("show", "")
    shown = shown if shown in Verdict.values else ""
    fates = [fate for fate in preview.fates if not shown or fate.verdict == shown]
    context = {
        "file": file,
        "said": summary_of(file),
        "form": form,
        "unsure": bool(form.errors) or not _is_sure(file, preview),
        "new": preview.counts[Verdict.NEW],
        "tabs": _tabs(request.path, preview, shown),
        "show": shown,
        "page": Paginator(fates, PAGE).get_page(request.GET.get("page")),
        "decisions": decisions(preview.fates),
        "record": _record_form(request, preview),
        "overlapping": overlapping(file, preview.fates),
        "why": reasons(preview.fates)[:MOST_REASONS] if len(preview.fates) > PAGE else [],
    }
    return answer(request, "archive/preview_sheet.html", context, status=422 if form.errors else 200)


def _reading_form(request: Any, file: Upload, preview: SheetPreview) -> Any:
    data = request.POST if request.method == "POST" else None
    if preview.guessed is None or preview.reading is None:
        span = {"first": preview.span.first, "last": preview.span.last} if preview.span else {}
        return SpanForm(data, initial=span)
    initial: dict[str, Any] = {f"column_{place}": column.value for place, column in preview.reading.columns.items()}
    said = {"order": preview.reading.order.value, "joined_on": preview.reading.joined_on}
    form = RosterForm(data, sheet=preview.sheet, guessed=preview.guessed, initial=initial | said)
    for place in form.places:
        form.fields[f"column_{place}"].initial = initial.get(f"column_{place}", "")
    return form


def _record_form(request: Any, preview: SheetPreview) -> RecordForm | None:
    """Asks when the record begins, the first day of the report proposed, where that would change something."""
    proposed = record_could_begin(request.chapter, preview.span) if preview.span else None
    return RecordForm(initial={"record_from": proposed}) if proposed else None


def _is_sure(file: Upload, preview: SheetPreview) -> bool:
    """Whether nothing needs to be asked before the rows can be believed."""
    if file.reading:
        return True
    return preview.guessed.is_sure if preview.guessed else preview.span is not None


def _tabs(path: str, preview: SheetPreview, shown: str) -> list[dict[str, Any]]:
    everything = {"href": path, "label": _("All"), "count": len(preview.fates), "here": not shown}
    return [
        everything,
        *(
            {"href": f"{path}?show={verdict}", "label": verdict.label, "count": count, "here": shown == verdict}
            for verdict, count in preview.counts.items()
            if count
        ),
    ]
