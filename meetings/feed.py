"""What a member's calendar follows: the chapter's meetings and recesses, their own one-to-ones and duties.

Computed anew each time from the rhythm and the rows. No prospect, no note, no topic, nothing of anybody else's; who has
the address reads no more than where its owner will be.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import F, Q
from django.utils.translation import gettext as _
from icalendar import Event

from chapters.models import Chapter, Recess
from chapters.statements import ask
from chapters.values import DAYS, first_instant
from meetings.duties import PARTS
from meetings.ical import appointment_event, meeting_event, recess_event, written
from meetings.models import Appointment, CalendarFeed
from meetings.rhythm import HORIZON, ComingMeeting, Rhythm, rhythm_of
from meetings.states import AppointmentState, Attendance
from meetings.tokens import cant_come_address
from members.models import Member
from members.querysets import spans
from members.states import OfficeName

BACK, AHEAD = timedelta(weeks=8), timedelta(weeks=26)
ELSEWHERE = frozenset({Attendance.ABSENT, Attendance.ABSENT_NOTIFIED, Attendance.MEDICAL, Attendance.SUBSTITUTE})
KNOWN = (AppointmentState.AGREED, AppointmentState.MET, AppointmentState.CANCELLED)

MINE = """
SELECT 'presents', date, date, '', '' FROM meetings_presentation
WHERE chapter_id = %(chapter)s AND member_id = %(me)s AND date BETWEEN %(first)s AND %(last)s
UNION ALL
SELECT DISTINCT 'hosts', date, date, '', '' FROM meetings_visit
WHERE chapter_id = %(chapter)s AND host_id = %(me)s AND date BETWEEN %(first)s AND %(last)s
UNION ALL
SELECT 'mark', g.date, g.date, k.mark, k.substitute
FROM meetings_meeting g JOIN meetings_mark k ON k.chapter_id = g.chapter_id AND k.meeting_id = g.id
WHERE g.chapter_id = %(chapter)s AND k.member_id = %(me)s AND g.date BETWEEN %(first)s AND %(last)s
UNION ALL
SELECT 'office', from_day, to_day, office, '' FROM members_office
WHERE chapter_id = %(chapter)s AND member_id = %(me)s AND from_day <= %(last)s
  AND (to_day IS NULL OR to_day > %(first)s)
"""


@dataclass
class Mine:
    """What is a member's own around the meetings of a span: days they present or host, their marks, their offices."""

    presents: set[date] = field(default_factory=set)
    hosts: set[date] = field(default_factory=set)
    marks: dict[date, tuple[Attendance, str]] = field(default_factory=dict)
    offices: list[tuple[date, date | None, OfficeName]] = field(default_factory=list)

    def duties(self, day: date) -> list[str]:
        """What is theirs to do at that day's meeting."""
        held = {office for first, end, office in self.offices if first <= day and (end is None or day < end)}
        return [
            *([_("You give the feature presentation.")] if day in self.presents else []),
            *(str(words) for office, words in PARTS.items() if office in held),
            *([_("You host visitors.")] if day in self.hosts else []),
        ]


@dataclass(frozen=True)
class Follower:
    """Whose feed it is, and the stay that is on: first day in and, where it is known, first day out."""

    member: Member
    language: str
    joined_on: date
    left_on: date | None

    def is_in(self, day: date) -> bool:
        """Whether that day's meeting is theirs."""
        return self.joined_on <= day and (self.left_on is None or day < self.left_on)


def follower_of(chapter: Chapter, token: str, at: datetime) -> Follower | None:
    """Whose address ends in this token; None once they left, lost their account or made a new address (F34)."""
    feed = (
        CalendarFeed.objects.in_chapter(chapter)
        .filter(spans(chapter.today(at), "member__stays__joined_on", "member__stays__left_on"), token=token)
        .filter(member__user__is_active=True)
        .annotate(joined_on=F("member__stays__joined_on"), left_on=F("member__stays__left_on"))
        .select_related("member__user")
        .first()
    )
    return Follower(feed.member, feed.member.user.language, feed.joined_on, feed.left_on) if feed else None


def feed_of(chapter: Chapter, follower: Follower, at: datetime) -> str:
    """The whole calendar, the same to the byte all day while nothing changes. Four statements."""
    today = chapter.today(at)
    first, last = today - BACK, today + AHEAD
    stamp = first_instant(today, chapter.zone)
    rhythm = rhythm_of(chapter, first - HORIZON, last + HORIZON)
    mine = _mine(chapter, follower.member, first, last)
    events = [
        *(
            _meeting(chapter, follower, meeting, mine, at, stamp)
            for meeting in _meetings(rhythm, follower, first, last)
        ),
        *(recess_event(chapter, recess, at=stamp) for recess in _recesses(chapter, first, last)),
        *_appointments(chapter, follower.member, first, last, stamp),
    ]
    return written(events, chapter.zone, name=chapter.name)


def _meetings(rhythm: Rhythm, follower: Follower, first: date, last: date) -> Iterator[ComingMeeting]:
    """Each meeting once, by the day it was first planned for: where it is now, or that it was called off."""
    known: dict[date, ComingMeeting] = {}
    for day in sorted(rhythm.rows.keys() | set(_usual_days(rhythm, first, last))):
        meeting = rhythm.on(day)
        if meeting is None or _was_left(meeting, rhythm):
            continue
        before = known.get(meeting.planned_for)
        if before is None or meeting.sequence > before.sequence:
            known[meeting.planned_for] = meeting
    for planned, meeting in known.items():
        if (first <= planned <= last or first <= meeting.date <= last) and follower.is_in(meeting.date):
            yield meeting


def _usual_days(rhythm: Rhythm, first: date, last: date) -> Iterator[date]:
    day = first + timedelta(days=(rhythm.chapter.weekday - first.weekday()) % DAYS)
    while day <= last:
        yield day
        day += timedelta(days=DAYS)


def _was_left(meeting: ComingMeeting, rhythm: Rhythm) -> bool:
    """An unusual day that a meeting was moved to and away from again: nothing of its own was ever planned there."""
    moved_here = meeting.row is not None and meeting.row.moved_from is not None
    return meeting.cancelled and not moved_here and meeting.date.weekday() != rhythm.chapter.weekday


def _mine(chapter: Chapter, member: Member, first: date, last: date) -> Mine:
    mine = Mine()
    for what, day, until, word, text in ask(
        MINE, {"chapter": chapter.pk, "me": member.pk, "first": first, "last": last}
    ):
        if what == "office":
            mine.offices.append((day, until, OfficeName(word)))
        elif what == "mark":
            mine.marks[day] = Attendance(word), text
        else:
            (mine.presents if what == "presents" else mine.hosts).add(day)
    return mine


def _meeting(
    chapter: Chapter, follower: Follower, meeting: ComingMeeting, mine: Mine, at: datetime, stamp: datetime
) -> Event:
    mark, substitute = mine.marks.get(meeting.date, (None, ""))
    presents = meeting.date in mine.presents and not meeting.cancelled
    summary = _("%(chapter)s: you present") if presents else _("%(chapter)s meeting")
    lines: list[str] = [meeting.row.note] if meeting.cancelled and meeting.row else []
    if not meeting.cancelled and meeting.ends_at > at:
        lines = _to_know(chapter, follower.member, meeting, mine)
        if mark in ELSEWHERE:
            lines = [_not_coming(mark, substitute), *lines[-1:]]
    return meeting_event(
        chapter,
        meeting,
        summary=summary % {"chapter": chapter.name},
        lines=lines,
        away=mark in ELSEWHERE,
        at=stamp,
    )


def _not_coming(mark: Attendance | None, substitute: str) -> str:
    if mark == Attendance.SUBSTITUTE:
        return _("%(name)s comes in your place.") % {"name": substitute or _("A substitute")}
    return _("You said that you can’t come.")


def _to_know(chapter: Chapter, member: Member, meeting: ComingMeeting, mine: Mine) -> list[str]:
    """What a member should know of a meeting to come; last the link that says they cannot."""
    online = chapter.online_url if meeting.place else ""
    link = cant_come_address(chapter, member.pk, meeting.date)
    return [*mine.duties(meeting.date), online, _("Can’t come? Say so here: %(link)s") % {"link": link}]


def _recesses(chapter: Chapter, first: date, last: date) -> Iterator[Recess]:
    found = Recess.objects.in_chapter(chapter).filter(first_day__lte=last, last_day__gte=first)
    yield from found.order_by("first_day", "last_day")


def _appointments(chapter: Chapter, member: Member, first: date, last: date, stamp: datetime) -> Iterator[Event]:
    span = (first_instant(first, chapter.zone), first_instant(last + timedelta(days=1), chapter.zone))
    theirs = Q(proposer=member) | Q(other=member)
    found = (
        Appointment.objects.in_chapter(chapter)
        .filter(theirs, state__in=KNOWN, starts_at__range=span)
        .select_related("proposer", "other")
        .order_by("starts_at", "pk")
    )
    for appointment in found:
        appointment.chapter = chapter
        yield appointment_event(appointment, reader=member, at=stamp)
