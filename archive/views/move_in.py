"""Move in: bring an archive, a list of members, or another system's exports."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from archive.forms import UploadForm
from archive.models import Upload
from archive.recognising import Strange
from archive.states import Brought, UploadState
from archive.uploads import take_in
from archive.views.outcomes import summary_of
from chapters.access import Role, requires
from chapters.clock import now

MOST_SHOWN = 20
IN_ORDER = (Brought.ARCHIVE, Brought.ROSTER, Brought.SUMMARY, Brought.AUDIT)
"""In which files are best brought in, as whoever a report names must be here; alike ones the latest first."""


@requires(Role.PRESIDENT)
@require_http_methods(["GET", "HEAD", "POST"])
def move_in(request: Any) -> HttpResponse:
    """What waits to be confirmed and what was brought in, and a form for more."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    strange: list[Strange] = []
    if request.method == "POST" and form.is_valid():
        files = form.cleaned_data["brought"]
        uploads, strange = take_in(chapter=request.chapter, by=request.member, files=files, at=now())
        if not strange:
            target = f"{request.path}{uploads[0].pk}/" if len(uploads) == 1 else request.path
            return redirect(target)
        if uploads:
            messages.info(request, _("The other files wait below."))
    context = {"form": form, "strange": strange, **_files(request)}
    return render(request, "archive/move_in.html", context, status=422 if form.errors or strange else 200)


def _files(request: Any) -> dict[str, Any]:
    found = Upload.objects.in_chapter(request.chapter).defer("content").select_related("by").order_by("-at", "-pk")
    uploads = list(found[:MOST_SHOWN])
    rows = [
        {
            "href": f"{request.path}{upload.pk}/",
            "title": upload.name,
            "note": summary_of(upload),
            "brings": upload.kind,
            "kind": upload.get_kind_display(),
            "waits": upload.state == UploadState.WAITING,
            "status": upload.get_state_display(),
        }
        for upload in uploads
    ]
    waiting = sorted((row for row in rows if row["waits"]), key=lambda row: IN_ORDER.index(row["brings"]))
    return {"waiting": waiting, "past": [row for row in rows if not row["waits"]]}
