"""What an archive would bring, or every fault that it has."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect

from archive.forms import ArchiveForm
from archive.models import Upload
from archive.previews import offices_named, preview_archive
from archive.rows import ROW_TYPES
from archive.uploads import look_again
from archive.views.outcomes import in_words, summary_of
from chapters.clock import now
from chapters.fragments import answer

MOST_FAULTS = 200


def show_archive(request: Any, file: Upload) -> HttpResponse:
    """The page; POST says whether its rows may replace stored ones."""
    form = ArchiveForm(request.POST if request.method == "POST" else None, initial=file.reading)
    if request.method == "POST" and form.is_valid():
        look_again(upload=file, reading=form.reading())
        return redirect(request.path)
    preview = preview_archive(request.chapter, bytes(file.content), update=bool(file.reading.get("update")), at=now())
    tables = [
        {"title": row_type.file, "note": ", ".join(words)}
        for row_type in ROW_TYPES
        if (part := preview.changes.of(row_type))
        and (words := in_words({"new": len(part.added), "replaced": len(part.renewed), "same": part.same}))
    ]
    context = {
        "file": file,
        "said": summary_of(file),
        "form": form,
        "faults": [str(fault) for fault in preview.faults[:MOST_FAULTS]],
        "more_faults": max(0, len(preview.faults) - MOST_FAULTS),
        "tables": tables,
        "brings": preview.changes.added + preview.changes.renewed,
        "without": preview.changes.without,
        "offices": offices_named(preview.archive, preview.stored, request.chapter.today(now())),
    }
    return answer(request, "archive/preview_archive.html", context, status=422 if form.errors else 200)
