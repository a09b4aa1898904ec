"""Thanks to read out at a meeting: who thanks whom, in what words. Never an amount, and in the order they were said."""

from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from chapters.access import requires
from chapters.clock import now
from chapters.models import Chapter
from chapters.values import DAYS, first_instant
from meetings.models import Meeting
from meetings.permissions import LEADING
from meetings.rhythm import ComingMeeting
from meetings.views.finding import meeting_or_404, path_of
from referrals.models import ThankYou
from referrals.querysets import ThankYouQuerySet

A_DAY = timedelta(days=1)


@requires(*LEADING)
@require_safe
def thanks_to_read(request: Any, day: date) -> HttpResponse:
    """What was said since the meeting before was closed, on the screen or on paper."""
    at, chapter = now(), request.chapter
    meeting = meeting_or_404(request, day, at)
    said = _since_the_meeting_before(chapter, meeting, at)
    context = {
        "here": path_of(request, day),
        "day": date_format(day, "l j F Y"),
        "thanks": [(one.giver.name if one.giver else "", one.receiver.name, one.slip, one.text) for one in said],
        "place": "meeting",
    }
    return render(request, "meetings/thanks_to_read.html", context)


def _since_the_meeting_before(chapter: Chapter, meeting: ComingMeeting, at: datetime) -> ThankYouQuerySet:
    """As the minutes count it: from one close to the next, until now where it is not closed. Two statements."""
    earlier = Meeting.objects.in_chapter(chapter).held().filter(date__lt=meeting.date)
    before: Meeting | None = earlier.order_by("-date").first()
    since = first_instant(meeting.date - timedelta(days=DAYS), chapter.zone)
    if before is not None:
        since = min(before.closed_at or at, first_instant(before.date + A_DAY, chapter.zone))
    closed_at = meeting.row.closed_at if meeting.row and meeting.held else None
    until = min(closed_at or at, first_instant(meeting.date + A_DAY, chapter.zone))
    thanks: ThankYouQuerySet = ThankYou.objects.in_chapter(chapter).filter(at__gt=since, at__lte=until)
    return thanks.filter(day_unknown=False).defer("amount").with_people().order_by("at", "pk")
