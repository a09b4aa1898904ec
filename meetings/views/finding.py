"""What several pages look up and answer alike."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django_htmx.http import HttpResponseClientRefresh

from chapters.fragments import go_to
from meetings.rhythm import ComingMeeting, meeting_at_hand, meeting_on
from members.refusals import Refusal


def meeting_or_404(request: Any, day: date | None, at: datetime) -> ComingMeeting:
    """The meeting of a day, or today's, or the next; 404 where there is none."""
    meeting = meeting_on(request.chapter, day) if day else meeting_at_hand(request.chapter, at)
    if meeting is None:
        raise Http404
    return meeting


def path_of(request: Any, day: date, place: str = "meeting") -> str:
    """Where the page of a day's meeting is, or its roll call."""
    return f"{request.chapter.path}{place}/{day.isoformat()}/"


def done(request: Any, act: Callable[[], object], *, path: str, says: str, undo: str = "") -> HttpResponse:
    """Do one thing and go on to a page that says so, with its undo; a refusal is said there instead."""
    try:
        act()
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.info(request, says, extra_tags=undo)
    return HttpResponseClientRefresh() if request.htmx else go_to(path)
