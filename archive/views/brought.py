"""One file somebody brought: every row's fate before it is confirmed, how far it is, what came of it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRefresh

from archive.models import Upload
from archive.offices import offered
from archive.states import Brought, UploadState
from archive.views.outcomes import in_words, summary_of
from archive.views.preview_archive import show_archive
from archive.views.preview_sheet import show_sheet
from chapters.access import Role, requires
from chapters.clock import now
from chapters.fragments import answer


def upload_of(request: Any, key: int) -> Upload:
    """The chapter's file of this key; 404 where there is none."""
    found: Upload = get_object_or_404(Upload.objects.in_chapter(request.chapter).select_related("by"), pk=key)
    return found


@requires(Role.PRESIDENT)
@require_http_methods(["GET", "HEAD", "POST"])
def brought(request: Any, upload: int) -> HttpResponse:
    """What the file would bring, or what came of it; POST says how it is to be read."""
    file = upload_of(request, upload)
    if file.state == UploadState.RUNNING:
        return _running(request, file)
    if file.state != UploadState.WAITING:
        return _over(request, file)
    if file.kind == Brought.ARCHIVE:
        return show_archive(request, file)
    return show_sheet(request, file)


def _running(request: Any, file: Upload) -> HttpResponse:
    context = {"file": file, "said": summary_of(file)}
    return answer(request, "archive/running.html", context, fragment="progress")


def _over(request: Any, file: Upload) -> HttpResponse:
    if getattr(request, "htmx", None):
        return HttpResponseClientRefresh()
    context = {
        "file": file,
        "said": summary_of(file),
        "counts": in_words(file.outcome.get("counts", {})),
        "faults": file.outcome.get("faults", []),
        "refused": file.outcome.get("refused", []),
        "offices": offered(request.chapter, file.outcome.get("offices", []), today=request.chapter.today(now())),
    }
    return answer(request, "archive/over.html", context)
