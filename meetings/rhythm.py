"""When a chapter meets: its weekday and hour, less recesses, with whatever somebody opened, cancelled or moved.

A future meeting is computed; a row exists only once something was done to it. A meeting moved to another day is a
cancelled row on the one and a row on the other.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from chapters.models import Chapter
from chapters.statements import ask
from chapters.values import DAYS, meeting_instant
from meetings.models import Meeting
from meetings.states import MeetingStatus

Day = date
HORIZON = timedelta(days=371)
"""How far ahead the next meeting is looked for: longer than any recess."""
ONE_DAY = timedelta(days=1)
COLUMNS = (
    *("id", "chapter_id", "date", "status", "note", "starts_at", "place", "moved_from", "sequence"),
    *("closed_at", "closed_by_id"),
)
CHANGED = f"""
SELECT {", ".join(COLUMNS)}, NULL::date
FROM meetings_meeting WHERE chapter_id = %(chapter)s AND date BETWEEN %(first)s AND %(last)s
UNION ALL
SELECT NULL, chapter_id, first_day, '', '', NULL, '', NULL, 0, NULL, NULL, last_day
FROM chapters_recess WHERE chapter_id = %(chapter)s AND first_day <= %(last)s AND last_day >= %(first)s
"""  # noqa: S608  # columns of ours
"""Meetings that have a row, and recesses (no key; the last day behind): most pages ask it, so it is written out."""


@dataclass(frozen=True)
class ComingMeeting:
    """A meeting of a chapter, to come or past; `row` is there once somebody opened, cancelled, moved or marked it.

    `starts_at` and `ends_at` are instants in UTC.
    """

    date: date
    starts_at: datetime
    ends_at: datetime
    place: str
    row: Meeting | None = None

    @property
    def status(self) -> MeetingStatus:
        """Scheduled until somebody said otherwise."""
        return MeetingStatus(self.row.status) if self.row else MeetingStatus.SCHEDULED

    @property
    def cancelled(self) -> bool:
        """Whether it was called off."""
        return self.status == MeetingStatus.CANCELLED

    @property
    def held(self) -> bool:
        """Whether it was closed, so that its marks are final."""
        return self.status == MeetingStatus.HELD

    @property
    def planned_for(self) -> Day:
        """The day it was first planned for, by which calendars know it."""
        return self.row.moved_from or self.date if self.row else self.date

    @property
    def sequence(self) -> int:
        """How often calendars had to hear of a change."""
        return self.row.sequence if self.row else 0


@dataclass(frozen=True)
class Rhythm:
    """A chapter's weekday and hour, with the rows and recesses of a span of days."""

    chapter: Chapter
    rows: Mapping[date, Meeting]
    recesses: tuple[tuple[date, date], ...]

    def in_recess(self, day: date) -> bool:
        """Whether the whole chapter is excused."""
        return any(first <= day <= last for first, last in self.recesses)

    def on(self, day: date) -> ComingMeeting | None:
        """The day's meeting, cancelled ones included; None where there is none.

        A recess takes out whatever was only planned, not what was held or cancelled.
        """
        row = self.rows.get(day)
        planned = row is None or row.status == MeetingStatus.SCHEDULED
        if planned and (self.in_recess(day) or (row is None and day.weekday() != self.chapter.weekday)):
            return None
        clock = row.starts_at if row and row.starts_at else self.chapter.start_time
        starts_at = meeting_instant(day, clock, self.chapter.zone)
        ends_at = starts_at + timedelta(minutes=self.chapter.duration_minutes)
        place = row.place if row and row.place else self.chapter.place
        return ComingMeeting(day, starts_at, ends_at, place, row)

    def meetings(self, first: date, last: date) -> Iterator[ComingMeeting]:
        """The meetings of a span of days, both inside, oldest first; without those cancelled."""
        to_weekday = timedelta(days=(self.chapter.weekday - first.weekday()) % DAYS)
        usual = {first + to_weekday + timedelta(days=n) for n in range(0, (last - first).days + 1, DAYS)}
        for day in sorted(usual | self.rows.keys()):
            meeting = self.on(day) if first <= day <= last else None
            if meeting and not meeting.cancelled:
                yield meeting

    def next(self, at: datetime) -> ComingMeeting | None:
        """The first meeting that is not over: neither closed nor past its end at the instant `at`."""
        today = self.chapter.today(at)
        ahead = self.meetings(today - ONE_DAY, today + HORIZON)
        return next((meeting for meeting in ahead if meeting.ends_at > at and not meeting.held), None)


def rhythm_of(chapter: Chapter, first: date, last: date) -> Rhythm:
    """The chapter's rhythm with what was changed between two days, both inside; one statement."""
    found = ask(CHANGED, {"chapter": chapter.pk, "first": first, "last": last})
    changed = [Meeting.from_db("default", COLUMNS, row[:-1]) for row in found if row[0] is not None]
    excused = tuple((row[2], row[-1]) for row in found if row[0] is None)
    return Rhythm(chapter, {meeting.date: meeting for meeting in changed}, excused)


def next_meeting(chapter: Chapter, at: datetime) -> ComingMeeting | None:
    """The next meeting, or the one that is on; None where the chapter has none within a year. One statement."""
    today = chapter.today(at)
    return rhythm_of(chapter, today - ONE_DAY, today + HORIZON).next(at)


def meeting_at_hand(chapter: Chapter, at: datetime) -> ComingMeeting | None:
    """Today's meeting, whatever became of it, else the next one. One statement."""
    today = chapter.today(at)
    rhythm = rhythm_of(chapter, today - ONE_DAY, today + HORIZON)
    return rhythm.on(today) or rhythm.next(at)


def meeting_on(chapter: Chapter, day: date) -> ComingMeeting | None:
    """The meeting of one local date, cancelled ones included; None where there is none. One statement."""
    return rhythm_of(chapter, day, day).on(day)


def meeting_days(chapter: Chapter, first: date, last: date) -> list[date]:
    """The local dates of a chapter's meetings in a span, both ends inside, oldest first. One statement."""
    return [meeting.date for meeting in rhythm_of(chapter, first, last).meetings(first, last)]
