"""A chapter comes from another server: the network's admin brings its archive, then its president is invited."""

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from archive.actions import FaultyArchive, Founded, found_by_archive, no_faults
from archive.fates import Verdict
from archive.forms import NewChapterForm
from archive.models import Upload
from archive.offices import Offered, give, offered
from archive.previews import offices_named
from archive.source import NotAnArchive, read_zip
from archive.states import Brought, UploadState
from archive.stored import Stored
from archive.views.outcomes import in_words
from chapters.access import Role, requires
from chapters.clock import now
from chapters.models import Chapter
from chapters.scope import chapter_scope
from members.actions.invitations import invite
from members.models import Office, Stay
from members.states import OfficeName

LARGEST = 20_000_000
MOST_FAULTS = 200


@requires(Role.NETWORK_ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def bring_chapter(request: Any) -> HttpResponse:
    """An archive becomes a new chapter, all or nothing; every fault is shown."""
    form = NewChapterForm(request.POST, request.FILES) if request.method == "POST" else NewChapterForm()
    shown: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(_found(request, form.cleaned_data["archive"].read()))
        except FaultyArchive as refusal:
            shown = [str(fault) for fault in refusal.faults]
        except NotAnArchive as refusal:
            form.add_error("archive", str(refusal))
    context = {"form": form, "faults": shown[:MOST_FAULTS], "more_faults": max(0, len(shown) - MOST_FAULTS)}
    return render(request, "archive/bring_chapter.html", context, status=422 if form.errors or shown else 200)


def _found(request: Any, data: bytes) -> str:
    faults, at = no_faults(), now()
    contents = read_zip(io.BytesIO(data), faults, LARGEST)
    founded = found_by_archive(contents=contents, faults=faults, at=at, network=request.network)
    with chapter_scope(founded.chapter.pk):
        _remember(founded)
    return f"{request.network.path}move-in/{founded.chapter.slug}/"


def _remember(founded: Founded) -> None:
    """The chapter's own first file, with what came of it."""
    at = founded.chapter.created_at
    offices = offices_named(founded.archive, Stored(), founded.chapter.today(at))
    Upload.objects.create(
        chapter=founded.chapter,
        kind=Brought.ARCHIVE,
        name=_("archive"),
        content=b"",
        at=at,
        state=UploadState.DONE,
        outcome={"counts": {Verdict.NEW: founded.changes.added}, "offices": offices},
    )


@requires(Role.NETWORK_ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def name_officers(request: Any, founded: str) -> HttpResponse:
    """Who leads it, out of those the archive names; once it had a president it is no longer the network's to say."""
    chapter = get_object_or_404(Chapter, network=request.network, slug=founded)
    with chapter_scope(chapter.pk):
        today = chapter.today(now())
        led = Office.objects.in_chapter(chapter).filter(office=OfficeName.PRESIDENT).exists()
        file = Upload.objects.in_chapter(chapter).filter(by=None).order_by("pk").first()
        if led or file is None:
            return redirect(request.network.path)
        offices = _offices(chapter, file.outcome.get("offices", []), today)
        if request.method == "POST":
            wanted = set(request.POST.getlist("office"))
            chosen = [one for one in offices if one.key in wanted]
            give(chapter=chapter, offices=chosen, today=today, by=None)
            for member in {one.stay.member for one in chosen if one.stay.member.user_id is None}:
                invite(member=member, by=None, at=now())
            messages.info(request, _("They are invited by mail."))
            return redirect(request.network.path)
        context = {
            "moved": chapter,
            "counts": in_words(file.outcome["counts"]),
            "offices": offices,
            "named": any(office == OfficeName.PRESIDENT for _email, office in file.outcome.get("offices", [])),
        }
        return render(request, "archive/name_officers.html", context)


def _offices(chapter: Chapter, named: Sequence[Sequence[str]], today: date) -> list[Offered]:
    """Those the archive names; where it names no president, everybody who could be."""
    if not any(office == OfficeName.PRESIDENT for _email, office in named):
        here = Stay.objects.in_chapter(chapter).current_on(today).order_by("member__name", "member__email")
        anybody = [(email, OfficeName.PRESIDENT) for email in here.values_list("member__email", flat=True)]
        named = [*anybody, *named]
    return offered(chapter, named, today=today)
