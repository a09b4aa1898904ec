"""The meetings a chapter has had, and those to come."""

from datetime import timedelta
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from chapters.access import Role, requires
from chapters.clock import now
from meetings.models import Meeting
from meetings.rhythm import ComingMeeting, rhythm_of
from meetings.roll import THERE
from meetings.states import Attendance, MeetingStatus
from meetings.views.finding import path_of
from meetings.views.words import day_words, how_soon

PAGE = 26
AHEAD = timedelta(weeks=5)


@requires(Role.MEMBER)
@require_safe
def meetings(request: Any) -> HttpResponse:
    """Past meetings, newest first; on the first page those of the next weeks too."""
    at = now()
    today = request.chapter.today(at)
    rows = (
        Meeting.objects.in_chapter(request.chapter)
        .filter(Q(date__lt=today) | Q(status=MeetingStatus.HELD))
        .annotate(
            here=Count("marks", filter=Q(marks__mark__in=THERE)),
            sent=Count("marks", filter=Q(marks__mark=Attendance.SUBSTITUTE)),
        )
        .latest_first()
    )
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    past = [
        (path_of(request, row.date), day_words(row.date, today), _became(row), _minutes(request, row)) for row in page
    ]
    coming = rhythm_of(request.chapter, today, today + AHEAD).meetings(today, today + AHEAD)
    ahead = [_ahead(request, meeting, at) for meeting in coming if not meeting.held] if page.number == 1 else []
    return render(request, "meetings/meetings.html", {"place": "meeting", "page": page, "past": past, "ahead": ahead})


def _ahead(request: Any, meeting: ComingMeeting, at: Any) -> tuple[str, str, str]:
    clock = f"{meeting.starts_at.astimezone(request.chapter.zone):%H:%M}"
    day = day_words(meeting.date, request.chapter.today(at))
    return path_of(request, meeting.date), f"{day}, {clock}", how_soon(meeting, request.chapter, at)


def _minutes(request: Any, row: Any) -> str:
    return path_of(request, row.date, "minutes") if row.status == MeetingStatus.HELD else ""


def _became(row: Any) -> str:
    if row.status == MeetingStatus.CANCELLED:
        return row.note or _("cancelled")
    if row.status == MeetingStatus.SCHEDULED:
        return _("not closed")
    here = ngettext("%(count)d here", "%(count)d here", row.here) % {"count": row.here}
    sent = ngettext("%(count)d substitute", "%(count)d substitutes", row.sent) % {"count": row.sent}
    return f"{here}, {sent}" if row.sent else here
