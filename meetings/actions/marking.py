"""Marks: taken at roll call, said by members who cannot come, corrected with a reason once the meeting is closed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Case, Q, Value, When

from chapters.models import Chapter
from meetings.actions.running import row_to_mark
from meetings.models import Arrival, Mark, Meeting
from meetings.refusals import HereAlready, MarkedSo, MarksAreFinal, NotHere, ReasonMissing, StillOpen
from meetings.states import ArrivalState, Attendance, MeetingStatus
from members.models import Member, Stay

THERE = frozenset({Attendance.PRESENT, Attendance.LATE})


@dataclass(frozen=True)
class Said:
    """What is said of one member: the mark (None: not marked), and who came instead where it is a substitute."""

    mark: Attendance | None
    substitute: str = ""

    def __post_init__(self) -> None:
        """Only a substitute has a name."""
        if self.mark != Attendance.SUBSTITUTE and self.substitute:
            object.__setattr__(self, "substitute", "")


@transaction.atomic
def take_marks(*, chapter: Chapter, day: date, said: Mapping[int, Said], by: Member, at: datetime) -> None:
    """Mark members by their keys; the last word counts and the same again changes nothing.

    Raises NoMeeting, NotOn, MarksAreFinal once the meeting is closed, and NotHere of whoever is no member that day.
    """
    meeting = row_to_mark(chapter, day)
    _refuse_strangers(chapter, day, said.keys())
    for member, word in said.items():
        _take(meeting, member, word, by, at)
    _settle_arrivals(meeting, said)


def _refuse_strangers(chapter: Chapter, day: date, members: Iterable[int]) -> None:
    wanted = set(members)
    here = Stay.objects.in_chapter(chapter).current_on(day).filter(member__in=wanted).values_list("member", flat=True)
    if wanted - set(here):
        raise NotHere


def _take(meeting: Meeting, member: int, said: Said, by: Member, at: datetime) -> None:
    marks = Mark.objects.in_chapter(meeting.chapter_id).filter(meeting=meeting, member=member)
    if said.mark is None:
        marks.delete()
        return
    word = {"mark": said.mark, "substitute": said.substitute, "marked_by": by, "marked_at": at}
    other = marks.exclude(mark=said.mark, substitute=said.substitute)
    if not other.update(**word, correction="", day_unknown=False):
        new = Mark(chapter_id=meeting.chapter_id, meeting=meeting, member_id=member, **word)
        Mark.objects.bulk_create([new], ignore_conflicts=True)


def _settle_arrivals(meeting: Meeting, said: Mapping[int, Said]) -> None:
    """What a mark says of members whose phones said that they are here: so it is, or not; without one they wait."""
    seen = [member for member, word in said.items() if word.mark in THERE]
    waiting = [member for member, word in said.items() if word.mark is None]
    state = Case(
        When(member__in=seen, then=Value(ArrivalState.SEEN)),
        When(member__in=waiting, then=Value(ArrivalState.WAITING)),
        default=Value(ArrivalState.REFUSED),
    )
    Arrival.objects.in_chapter(meeting.chapter_id).filter(meeting=meeting, member__in=said.keys()).update(state=state)


@transaction.atomic
def say_absent(*, chapter: Chapter, day: date, member: Member, substitute: str = "", at: datetime) -> None:
    """A member says that they cannot come, and who comes instead if anybody does.

    Raises HereAlready where an officer marked them as there, and what `take_marks` raises.
    """
    meeting = row_to_mark(chapter, day)
    _refuse_strangers(chapter, day, [member.pk])
    if meeting.marks.filter(member=member, mark__in=THERE).exists():
        raise HereAlready
    mark = Attendance.SUBSTITUTE if substitute else Attendance.ABSENT_NOTIFIED
    _take(meeting, member.pk, Said(mark, substitute), member, at)


@transaction.atomic
def say_coming(*, chapter: Chapter, day: date, member: Member, at: datetime) -> None:
    """A member takes back that they cannot come; an officer's mark stays. Raises what `take_marks` raises."""
    row_to_mark(chapter, day).marks.filter(member=member, marked_by=member).delete()


@transaction.atomic
def correct_mark(
    *, chapter: Chapter, day: date, member: Member, said: Said, reason: str, by: Member, at: datetime
) -> None:
    """Change one mark of a closed meeting, with a reason that stays in the trail and beside the mark.

    Raises StillOpen where the meeting is not closed, ReasonMissing, MarkedSo where nothing changes, and NotHere.
    """
    if not reason.strip():
        raise ReasonMissing
    held = Q(date=day, status=MeetingStatus.HELD)
    meeting = Meeting.objects.in_chapter(chapter).select_for_update(no_key=True).filter(held).first()
    if meeting is None:
        raise StillOpen
    if said.mark is None:
        raise MarksAreFinal
    _refuse_strangers(chapter, day, [member.pk])
    marks = Mark.objects.in_chapter(chapter).filter(meeting=meeting)
    before = marks.filter(member=member, mark=said.mark, substitute=said.substitute).first()
    if before and before.correction == reason.strip():  # sent twice
        return
    if before:
        raise MarkedSo
    word = {"mark": said.mark, "substitute": said.substitute, "correction": reason.strip()}
    known = {"marked_by": by, "marked_at": at, "day_unknown": False, "chapter": chapter, "meeting": meeting}
    marks.update_or_create(member=member, defaults=word | known)
