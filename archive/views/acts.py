"""What is done about one file: bring it in, discard it, give the offices it names."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from archive.models import UploadMoved
from archive.offices import give, offered
from archive.states import Brought, UploadState
from archive.uploads import confirm, discard
from archive.views.brought import upload_of
from archive.views.decisions import remember
from chapters.access import Role, requires
from chapters.clock import now
from members.refusals import Refusal


@requires(Role.PRESIDENT)
@require_POST
def bring_in(request: Any, upload: int) -> HttpResponse:
    """Confirm it: now its rows are stored."""
    file = upload_of(request, upload)
    if file.state == UploadState.WAITING and file.kind != Brought.ARCHIVE:
        remember(request, file)
    try:
        confirm(upload=file, at=now())
    except UploadMoved:
        messages.info(request, _("This file was confirmed or discarded already."))
    return redirect(f"{request.chapter.path}move-in/{upload}/")


@requires(Role.PRESIDENT)
@require_POST
def discard_upload(request: Any, upload: int) -> HttpResponse:
    """Forget the file; nothing of it was stored."""
    discard(upload=upload_of(request, upload))
    messages.info(request, _("Discarded. Nothing of it was stored."))
    return redirect(f"{request.chapter.path}move-in/")


@requires(Role.PRESIDENT)
@require_POST
def give_offices(request: Any, upload: int) -> HttpResponse:
    """Appoint those whom the archive named and the president ticked."""
    file = upload_of(request, upload)
    today = request.chapter.today(now())
    wanted = set(request.POST.getlist("office"))
    chosen = [
        one for one in offered(request.chapter, file.outcome.get("offices", []), today=today) if one.key in wanted
    ]
    try:
        give(chapter=request.chapter, offices=chosen, today=today, by=request.member)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.info(request, _("Done. They find their pages at once."))
    return redirect(f"{request.chapter.path}move-in/{upload}/")
