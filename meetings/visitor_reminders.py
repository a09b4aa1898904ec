"""When visitors are reminded of their visit, and hosts of their visitors."""

from datetime import date, datetime, time, timedelta

from django.db.models.functions import Coalesce

from chapters.models import Chapter
from chapters.values import meeting_instant
from meetings.models import Meeting, Visit
from meetings.notices.visitors import FOLLOW_UP, VISIT_REMINDER, follow_up_about, reminder_about
from meetings.rhythm import HORIZON, ONE_DAY, ComingMeeting, rhythm_of
from members.models import Member
from notices.actions import tell
from notices.values import Recipient
from referrals.actions.people import address_of

LOOK_AGAIN = timedelta(hours=6)
"""Visitors register, hosts and meetings change meanwhile."""
FOLLOW_UP_WITHIN = timedelta(days=2)
"""After this long since the close nobody is reminded any more: it would be too late to be warm."""


def remind_visitors(chapter: Chapter, due_at: datetime, at: datetime) -> datetime:
    """Tell visitors of the next meetings the day before, and hosts of the last ones the day after.

    Both at the chapter's hour, once, however often this runs. Answers when to look again.
    """
    soonest = at + LOOK_AGAIN
    _remind_hosts(chapter, at)
    first, last = chapter.today(due_at), chapter.today(at) + HORIZON
    for meeting in rhythm_of(chapter, first, last).meetings(first, last):
        due = _hour_of(chapter, meeting.date - ONE_DAY)
        if due > at:
            return min(soonest, due)
        if meeting.starts_at > due_at and not meeting.held:
            _remind(chapter, meeting, due, at)
    return soonest


def _hour_of(chapter: Chapter, day: date) -> datetime:
    return meeting_instant(day, time(chapter.reminder_hour), chapter.zone)


def _remind(chapter: Chapter, meeting: ComingMeeting, due: datetime, at: datetime) -> None:
    """Whoever registered after that hour has just been told."""
    visits = Visit.objects.in_chapter(chapter).on(meeting.date).expected()
    for visit in visits.filter(consent_at__lt=due).exclude(email=""):
        about, to = reminder_about(visit), Recipient(visit.email)
        tell(chapter=chapter, kind=VISIT_REMINDER, about=about, to=to, at=at, due_at=due, subject=visit.pk)


def _remind_hosts(chapter: Chapter, at: datetime) -> None:
    closed = Meeting.objects.in_chapter(chapter).held().filter(closed_at__gt=at - FOLLOW_UP_WITHIN)
    for day, closed_at in closed.values_list("date", "closed_at"):
        due = _hour_of(chapter, chapter.today(closed_at) + ONE_DAY)
        if due > at:
            continue
        visits = Visit.objects.in_chapter(chapter).on(day).to_follow_up()
        whose = dict(visits.annotate(whose=Coalesce("host", "invited_by")).values_list("pk", "whose"))
        hosts = Member.objects.in_chapter(chapter).current_on(chapter.today(at)).filter(pk__in=whose.values())
        members = {member.pk: member for member in hosts}
        for visit, host in whose.items():
            if host in members:
                about, to = follow_up_about(visit, day, host), address_of(members[host])
                tell(chapter=chapter, kind=FOLLOW_UP, about=about, to=to, at=at, due_at=due, subject=visit)
