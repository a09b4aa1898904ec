"""When the weekly reminder is due: the day before the meeting, at the hour the chapter sets, in its own zone.

Where the clocks skip that hour it is due as long after the gap begins as the hour was past it (02:30 becomes 03:30);
where the hour comes twice, at the first (chapters.values.meeting_instant). Either way once: a meeting's reminder is
one notice a member, whatever the clock does.
"""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.db.models import Q

from chapters.models import Chapter
from chapters.values import meeting_instant
from meetings.rhythm import HORIZON, ComingMeeting, rhythm_of
from members.models import Leave, Member
from notices.actions import tell
from notices.due import handler
from notices.values import Recipient

WEEKLY_REMINDER = "weekly_reminder"
MEETING = "meeting "
"""A reminder is about this and the meeting's local date."""
ONE_DAY = timedelta(days=1)
LOOK_AGAIN = timedelta(hours=6)
"""The rhythm, the hour and the members may change meanwhile."""


def reminder_at(chapter: Chapter, meeting: ComingMeeting) -> datetime:
    """The instant the reminder of a meeting is due."""
    return meeting_instant(meeting.date - ONE_DAY, time(chapter.reminder_hour), chapter.zone)


@handler(WEEKLY_REMINDER)
def remind(chapter: Chapter, due_at: datetime, at: datetime) -> datetime:
    """Tell every member of each meeting whose reminder is due and which had not begun at `due_at`; look again later.

    Meetings that began meanwhile are told of too: their notices are skipped as too late, where one can see it (F22).
    """
    first, last = chapter.today(due_at), chapter.today(at) + HORIZON
    soonest = at + LOOK_AGAIN
    for meeting in rhythm_of(chapter, first, last).meetings(first, last):
        due = reminder_at(chapter, meeting)
        if due > at:
            return min(soonest, due)
        if meeting.starts_at > due_at and not meeting.held:
            _tell_everybody(chapter, meeting, due, at)
    return soonest


def _tell_everybody(chapter: Chapter, meeting: ComingMeeting, due: datetime, at: datetime) -> None:
    for member in _expected(chapter, meeting):
        to = Recipient(member.email, member.user_id)
        about = f"{MEETING}{meeting.date}"
        tell(chapter=chapter, kind=WEEKLY_REMINDER, about=about, to=to, at=at, due_at=due, subject=member.pk)


def _expected(chapter: Chapter, meeting: ComingMeeting) -> Iterable[Member]:
    """Members on the meeting's day who are not on leave then."""
    begun = Q(first_day__isnull=True) | Q(first_day__lte=meeting.date)
    not_over = Q(last_day__isnull=True) | Q(last_day__gte=meeting.date)
    away = Leave.objects.in_chapter(chapter).filter(begun, not_over, approved=True)
    members = Member.objects.in_chapter(chapter).current_on(meeting.date)
    found: Iterable[Member] = members.exclude(pk__in=away.values("member")).order_by("pk")
    return found
