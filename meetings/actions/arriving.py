"""Saying "I am here": by the changing code it is a mark at once, by the printed one it waits for the leader's tap."""

from datetime import date, datetime

from django.db import transaction

from chapters.models import Chapter
from meetings.actions.marking import Said, take_marks
from meetings.actions.running import row_to_mark
from meetings.models import Arrival, Mark, Meeting
from meetings.permissions import can_arrive
from meetings.refusals import DoorsClosed, MarkedOtherwise, NoMeeting, NotHere
from meetings.rhythm import meeting_on
from meetings.roll import THERE
from meetings.states import Attendance
from members.models import Member, Stay


@transaction.atomic
def check_in(*, chapter: Chapter, day: date, member: Member, scanned_at: datetime, at: datetime) -> None:
    """Mark a member as present, or late where they scanned after the meeting's start; a second time changes nothing.

    What they said themselves before ("I can't come") gives way. Raises MarkedOtherwise where somebody else marked
    them as not there, DoorsClosed before and after the meeting, and what `take_marks` raises.
    """
    _open_row(chapter, day, at)
    if _is_there(chapter, day, member):
        return
    meeting = meeting_on(chapter, day)
    late = meeting is not None and scanned_at >= meeting.starts_at
    said = Said(Attendance.LATE if late else Attendance.PRESENT)
    take_marks(chapter=chapter, day=day, said={member.pk: said}, by=member, at=at)


@transaction.atomic
def say_here(*, chapter: Chapter, day: date, member: Member, at: datetime) -> None:
    """Put a member among those who wait for the leader's tap; once, however often they say it.

    Raises what `check_in` raises.
    """
    row = _open_row(chapter, day, at)
    if not Stay.objects.in_chapter(chapter).current_on(day).filter(member=member).exists():
        raise NotHere
    if _is_there(chapter, day, member):
        return
    arrival = Arrival(chapter=chapter, meeting=row, member=member, at=at)
    Arrival.objects.bulk_create([arrival], ignore_conflicts=True)


def _open_row(chapter: Chapter, day: date, at: datetime) -> Meeting:
    """The meeting's row, held until the transaction ends so that an officer's tap comes wholly before or after."""
    row = row_to_mark(chapter, day)
    meeting = meeting_on(chapter, day)
    if meeting is None:
        raise NoMeeting
    if not can_arrive(meeting, at):
        raise DoorsClosed
    return row


def _is_there(chapter: Chapter, day: date, member: Member) -> bool:
    """Whether they are marked as there. Raises MarkedOtherwise where somebody else marked them as not there."""
    mark = Mark.objects.in_chapter(chapter).on(day).filter(member=member).first()
    if mark is None:
        return False
    if mark.mark in THERE:
        return True
    if mark.marked_by_id != member.pk:
        raise MarkedOtherwise
    return False
