"""Roll call: one screen, one tap a mark; two officers see each other's taps."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from hashlib import blake2b
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRefresh

from chapters.access import requires
from chapters.clock import now
from chapters.fragments import answer, go_to
from meetings.actions.marking import Said, take_marks
from meetings.happening import happening_at
from meetings.permissions import ROLL_CALL, can_lead
from meetings.rhythm import ComingMeeting
from meetings.roll import Roll, RollRow, roll_of
from meetings.states import Attendance
from meetings.views.finding import meeting_or_404, path_of
from meetings.views.words import day_words, days_early
from members.refusals import Refusal
from notices.values import one_line

LONGEST_NAME = 200
MARK_OF = re.compile(r"m(\d{1,18})")


@requires(*ROLL_CALL)
@require_http_methods(["GET", "HEAD", "POST"])
def roll_call(request: Any, day: date | None = None) -> HttpResponse:
    """The roll of today's meeting, of the next, or of a day; marks come one by one, or all in one form."""
    at = now()
    meeting = meeting_or_404(request, day, at)
    if request.method == "POST":
        return _take(request, meeting, at)
    if request.htmx and "visits" in request.GET:
        return _visitors(request, meeting, request.GET["visits"])
    roll = roll_of(request.chapter, meeting)
    if request.htmx and "shown" in request.GET:
        return _news(request, meeting, roll, request.GET["shown"])
    context = {
        **_shown(request, meeting, roll),
        "meeting": meeting,
        "day": day_words(meeting.date, request.chapter.today(at)),
        "early": days_early(meeting, request.chapter, at),
        "meeting_path": path_of(request, meeting.date),
        "leads": can_lead(request.roles),
        "was": ",".join(f"{row.pk}:{row.mark}" for row in roll.rows),
        **_visits(request, meeting),
    }
    return answer(request, "meetings/roll_call.html", context)


def _visits(request: Any, meeting: ComingMeeting) -> dict[str, Any]:
    visits = happening_at(request.chapter, meeting).visits
    shown = blake2b(repr(visits).encode(), digest_size=8).hexdigest()
    return {"visits": visits, "visits_shown": shown}


def _visitors(request: Any, meeting: ComingMeeting, shown: str) -> HttpResponse:
    """The visitors, where they are others than on a screen that shows `shown`; else nothing (204)."""
    found = _visits(request, meeting)
    if found["visits_shown"] == shown:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    context = {"meeting": meeting, "here": path_of(request, meeting.date, "roll-call"), **found}
    return render(request, "meetings/roll_call.html#visitors", context)


def _shown(request: Any, meeting: ComingMeeting, roll: Roll) -> dict[str, Any]:
    return {"roll": roll, "here": path_of(request, meeting.date, "roll-call")}


def _take(request: Any, meeting: ComingMeeting, at: datetime) -> HttpResponse:
    said = _said(request.POST)
    before = roll_of(request.chapter, meeting) if request.htmx else None
    try:
        take_marks(chapter=request.chapter, day=meeting.date, said=said, by=request.member, at=at)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return HttpResponseClientRefresh() if request.htmx else go_to(path_of(request, meeting.date, "roll-call"))
    if before is None:
        messages.info(request, _("Marks are kept."))
        return go_to(path_of(request, meeting.date, "roll-call"))
    now_there = meeting_or_404(request, meeting.date, at)
    undo = next((row for row in before.rows if row.pk in said), None)
    roll = roll_of(request.chapter, now_there)
    return _news(request, now_there, roll, request.POST.get("shown", ""), undo=undo)


def _said(typed: Mapping[str, str]) -> dict[int, Said]:
    """What is said of whom. A whole form also carries what it showed (`was`), so that only changes count."""
    was = dict(pair.split(":", 1) for pair in typed.get("was", "").split(",") if ":" in pair)
    said = {}
    for name, value in typed.items():
        found = MARK_OF.fullmatch(name)
        if found is None or (value and value not in Attendance.values):
            continue
        key = found[1]
        substitute = typed.get(f"s{key}")
        if was.get(key) != value or (substitute is not None and value == Attendance.SUBSTITUTE):
            mark = Attendance(value) if value else None
            said[int(key)] = Said(mark, one_line(substitute or "")[:LONGEST_NAME])
    return said


def _news(request: Any, meeting: ComingMeeting, roll: Roll, shown: str, *, undo: RollRow | None = None) -> HttpResponse:
    """What is new to a screen that shows `shown`: nothing (204), some rows, or a page to be loaded again."""
    changed = roll.changed_since(shown)
    if changed is None or meeting.held or meeting.cancelled:
        return HttpResponseClientRefresh()
    if not changed and undo is None:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    now_row = next((row for row in roll.rows if undo and row.pk == undo.pk), None)
    context = {**_shown(request, meeting, roll), "changed": changed, "undo": undo, "now_row": now_row}
    return render(request, "meetings/roll_call.html#changes", context)
