"""The code for members' and visitors' phones: on a tablet at the door, changing, and printed on paper."""

from datetime import date
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chapters.access import requires
from chapters.clock import now
from chapters.fragments import answer
from meetings import codes
from meetings.permissions import DOORS_OPEN, ROLL_CALL, can_arrive
from meetings.views.finding import meeting_or_404, path_of
from meetings.views.words import day_words


@requires(*ROLL_CALL)
@require_safe
def code(request: Any, day: date) -> HttpResponse:
    """The changing code, filling the window; a screen that polls with what it shows gets 204, or the next one."""
    at = now()
    meeting = meeting_or_404(request, day, at)
    shown = codes.code_now(request.chapter, day, at) if can_arrive(meeting, at) else None
    if request.htmx and request.GET.get("shown") == (shown.token if shown else ""):
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    opens = (meeting.starts_at - DOORS_OPEN).astimezone(request.chapter.zone)
    context = {
        "place": "meeting",
        "code": shown,
        "here": path_of(request, day),
        "day": day_words(day, request.chapter.today(at)),
        "opens": "" if at >= meeting.ends_at or meeting.held or meeting.cancelled else f"{opens:%H:%M}",
    }
    return answer(request, "meetings/code.html", context, fragment="live")


@requires(*ROLL_CALL)
@require_safe
def printed_code(request: Any) -> HttpResponse:
    """The code on paper, with what it is for."""
    context = {"place": "set_up", "code": codes.printed_code(request.chapter)}
    return render(request, "meetings/printed_code.html", context)
