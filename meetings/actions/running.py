"""Open, close, reopen, cancel and move a meeting; each turn by a conditional update, so that one of two wins (F10).

Calendars know a meeting by the day it was first planned for, and believe whatever has the highest sequence: calling
off, bringing back and moving raise it, and a meeting that comes back to its own day goes on from where it was.
"""

from datetime import date, datetime, time
from typing import Any

import pghistory
from django.db import transaction
from django.db.models import Exists, F, Max, OuterRef, Q
from django.db.models.functions import Greatest
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from chapters.models import Chapter
from meetings.actions.presenting import bring_along, fill_rota, tell_idle
from meetings.actions.stand_ins import ask_again, call_off_all
from meetings.actions.telling import tell_members
from meetings.models import Meeting, RunSheet, RunSheetItem, Turn, Visit
from meetings.notices.minutes import tell_minutes
from meetings.permissions import can_reopen
from meetings.refusals import (
    AlreadyClosed,
    ClosedBefore,
    DayFar,
    DayGone,
    DayOfRecess,
    DayTaken,
    MarksAreFinal,
    MovedOn,
    NoMeeting,
    NotBegun,
    NotOn,
)
from meetings.rhythm import HORIZON, meeting_on, rhythm_of
from meetings.states import TRANSITIONS, MeetingStatus, RunState
from members.models import Member


@transaction.atomic
def open_meeting(*, chapter: Chapter, day: date, by: Member, at: datetime) -> Meeting:
    """The day's row, made where there is none. Raises NoMeeting, NotOn or MarksAreFinal."""
    with pghistory.context(member=by.pk):
        return row_to_mark(chapter, day)


def row_to_mark(chapter: Chapter, day: date) -> Meeting:
    """The row of a meeting that is not closed, held against a close until the transaction ends.

    Raises NoMeeting where the chapter does not meet, NotOn where it was cancelled, MarksAreFinal once it is closed.
    """
    meeting = meeting_on(chapter, day)
    if meeting is None:
        raise NoMeeting
    if meeting.row is None:
        Meeting.objects.bulk_create([Meeting(chapter=chapter, date=day)], ignore_conflicts=True)
    row: Meeting = Meeting.objects.in_chapter(chapter).select_for_update(no_key=True).get(date=day)
    if row.status == MeetingStatus.CANCELLED:
        raise NotOn
    if row.status == MeetingStatus.HELD:
        raise MarksAreFinal
    return row


@transaction.atomic
def close_meeting(*, chapter: Chapter, day: date, by: Member, at: datetime, early: bool = False) -> Meeting:
    """Make the meeting held and its marks final; whoever has no mark counts as absent (spec/standing.md, rule 1).

    The minutes go out once Undo is over.

    Raises NotBegun before its hour unless `early` says that it was held before; AlreadyClosed with who did, where
    somebody was faster; NoMeeting, NotOn.
    """
    meeting = meeting_on(chapter, day)
    if meeting is None:
        raise NoMeeting
    if meeting.starts_at > at and not early:
        raise NotBegun
    if meeting.row is None:
        Meeting.objects.bulk_create([Meeting(chapter=chapter, date=day)], ignore_conflicts=True)
    try:
        row = _turned(chapter, day, MeetingStatus.HELD, by, closed_at=at, closed_by=by)
    except MovedOn:
        row = Meeting.objects.in_chapter(chapter).select_related("closed_by").get(date=day)
        raise (NotOn() if row.status == MeetingStatus.CANCELLED else AlreadyClosed(row)) from None
    fill_rota(chapter=chapter, at=at)
    tell_minutes(chapter=chapter, meeting=row, at=at)
    return row


@transaction.atomic
def reopen_meeting(*, chapter: Chapter, day: date, by: Member, at: datetime) -> Meeting:
    """Take the close back: marks can be changed again.

    Raises MovedOn where it is not closed, ClosedBefore where it was not closed today.
    """
    row = Meeting.objects.in_chapter(chapter).filter(date=day, status=MeetingStatus.HELD).first()
    if row and not can_reopen(chapter, row, at):
        raise ClosedBefore
    return _turned(chapter, day, MeetingStatus.SCHEDULED, by, {MeetingStatus.HELD}, closed_at=None, closed_by=None)


@transaction.atomic
def cancel_meeting(*, chapter: Chapter, day: date, note: str, by: Member, at: datetime) -> Meeting:
    """Call a meeting off, with a note for the members, who are told.

    Raises NoMeeting, or MovedOn once it is closed or cancelled.
    """
    meeting = meeting_on(chapter, day)
    if meeting is None:
        raise NoMeeting
    if meeting.row is None:
        Meeting.objects.bulk_create([Meeting(chapter=chapter, date=day)], ignore_conflicts=True)
    row = _turned(chapter, day, MeetingStatus.CANCELLED, by, note=note, sequence=F("sequence") + 1)
    tell_members(chapter=chapter, kind="meeting_cancelled", meeting=row, by=by, at=at)
    tell_idle(chapter=chapter, at=at)
    call_off_all(chapter=chapter, day=day, at=at)
    return row


@transaction.atomic
def restore_meeting(*, chapter: Chapter, day: date, by: Member, at: datetime) -> Meeting:
    """Bring a cancelled meeting back, with the marks it had; who had heard of it hears. Raises MovedOn.

    Where it had been moved, the one on the other day is another meeting from now on.
    """
    row: Meeting | None = Meeting.objects.in_chapter(chapter).filter(date=day).first()
    planned = (row.moved_from if row else None) or day
    changes = {"note": "", "sequence": _next_sequence(chapter, planned)}
    row = _turned(chapter, day, MeetingStatus.SCHEDULED, by, {MeetingStatus.CANCELLED}, **changes)
    elsewhere = Meeting.objects.in_chapter(chapter).filter(moved_from=planned).exclude(pk=row.pk)
    elsewhere.update(moved_from=None, sequence=F("sequence") + 1)
    tell_members(chapter=chapter, kind="meeting_restored", meeting=row, by=by, at=at)
    ask_again(chapter=chapter, meeting=row, at=at)
    return row


def _next_sequence(chapter: Chapter, planned: date) -> int:
    """What calendars believe next of the meeting they know by this day."""
    known = Q(moved_from=planned) | Q(moved_from=None, date=planned)
    heard = Meeting.objects.in_chapter(chapter).filter(known).aggregate(last=Max("sequence"))["last"]
    return int(heard or 0) + 1


def _turned(
    chapter: Chapter, day: date, to: MeetingStatus, by: Member, only: set[MeetingStatus] | None = None, **changes: Any
) -> Meeting:
    """The day's meeting, turned by a conditional update from a state that leads there. Raises MovedOn."""
    sources = [state for state, targets in TRANSITIONS.items() if to in targets and state in (only or {state})]
    rows = Meeting.objects.in_chapter(chapter)
    with pghistory.context(member=by.pk):
        if not rows.filter(date=day, status__in=sources).update(status=to, **changes):
            raise MovedOn
    turned: Meeting = rows.get(date=day)
    return turned


@transaction.atomic
def move_meeting(
    *, chapter: Chapter, day: date, to_day: date, clock: time, place: str, by: Member, at: datetime
) -> Meeting:
    """Move a meeting to another day, hour (`clock`, the chapter's wall time) or place; moving it back undoes it.

    Visitors and the run sheet come along; members are told. Who said that they cannot come on the first day is asked
    again for the other. Raises NoMeeting, NotOn, MarksAreFinal, DayGone, DayFar, DayTaken or DayOfRecess.
    """
    own = {
        "starts_at": None if clock == chapter.start_time else clock,
        "place": "" if place == chapter.place else place,
    }
    with pghistory.context(member=by.pk):
        row = row_to_mark(chapter, day)
        sequence = _next_sequence(chapter, row.moved_from or row.date)
        if to_day != day:
            _refuse_day(chapter, to_day, at)
            row = _on_another_day(chapter, row, to_day)
            bring_along(chapter=chapter, day=day, to_day=to_day, at=at)
            call_off_all(chapter=chapter, day=day, at=at)
        Meeting.objects.in_chapter(chapter).filter(pk=row.pk).update(
            **own, sequence=Greatest(F("sequence") + 1, sequence)
        )
    row.refresh_from_db(from_queryset=Meeting.objects.in_chapter(chapter))
    ask_again(chapter=chapter, meeting=row, at=at)
    tell_members(chapter=chapter, kind="meeting_moved", meeting=row, by=by, at=at)
    return row


def _refuse_day(chapter: Chapter, day: date, at: datetime) -> None:
    if day < chapter.today(at):
        raise DayGone
    if day > chapter.today(at) + HORIZON:
        raise DayFar
    rhythm = rhythm_of(chapter, day, day)
    if rhythm.in_recess(day):
        raise DayOfRecess
    meeting = rhythm.on(day)
    if meeting and not meeting.cancelled:
        raise DayTaken


def _on_another_day(chapter: Chapter, row: Meeting, to_day: date) -> Meeting:
    rows = Meeting.objects.in_chapter(chapter)
    planned = row.moved_from or row.date
    Meeting.objects.bulk_create([Meeting(chapter=chapter, date=to_day)], ignore_conflicts=True)
    moved_from = None if to_day == planned else planned
    rows.filter(date=to_day).update(status=MeetingStatus.SCHEDULED, note="", moved_from=moved_from)
    moved: Meeting = rows.get(date=to_day)
    _bring_sheet(chapter, row, moved)
    if row.date.weekday() == chapter.weekday or _has_history(row):
        note = _("Moved to %(day)s") % {"day": date_format(to_day, "l j F")}
        left = {"status": MeetingStatus.CANCELLED, "note": note, "starts_at": None, "place": "", "moved_from": None}
        rows.filter(pk=row.pk).update(**left)
    else:
        rows.filter(pk=row.pk).delete()
    visits = Visit.objects.in_chapter(chapter)
    there = visits.filter(date=to_day, name=OuterRef("name"), email=OuterRef("email"))
    visits.filter(~Exists(there), date=row.date).update(date=to_day)
    return moved


def _bring_sheet(chapter: Chapter, row: Meeting, moved: Meeting) -> None:
    """The run sheet comes along as it was prepared, not started yet; one that the other day had gives way to it."""
    sheets = RunSheet.objects.in_chapter(chapter)
    if not sheets.filter(meeting=row).exists():
        return
    for parts in (RunSheetItem.objects.in_chapter(chapter), Turn.objects.in_chapter(chapter)):
        parts.filter(run_sheet__meeting=moved).delete()
    sheets.filter(meeting=moved).delete()
    not_begun = {"step_since": None, "started_at": None, "ended_at": None, "moved_at": None, "last_since": None}
    afresh = {"state": RunState.READY, "step": 0, "extra_seconds": 0, "last_extra": 0, **not_begun}
    sheets.filter(meeting=row).update(meeting=moved, **afresh)


def _has_history(row: Meeting) -> bool:
    """Whether anything hangs on the row, so that it stays."""
    return bool(row.marks.exists() or row.arrivals.exists())
