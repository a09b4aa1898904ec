"""The roll of a meeting: every member of that day with their mark, in one statement, and what changed on it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from itertools import zip_longest

from django.db.models import Exists, FilteredRelation, OuterRef, Q
from django.utils.translation import gettext as _

from chapters.models import Chapter
from chapters.scope import ScopedQuerySet
from meetings.rhythm import ComingMeeting
from meetings.states import Attendance
from members.models import Leave, Stay

THERE = frozenset({Attendance.PRESENT, Attendance.LATE})
TOLD = frozenset({Attendance.ABSENT_NOTIFIED, Attendance.SUBSTITUTE})
TELL_APART = 4


@dataclass(frozen=True)
class RollRow:
    """One member at roll call. `mark` is '' where there is none; `marker` is who made it, `corrected` why."""

    pk: int
    name: str
    seat: str
    on_leave: bool
    mark: str = ""
    substitute: str = ""
    marker_id: int | None = None
    marker: str = ""
    corrected: str = ""
    day_unknown: bool = False

    @property
    def word(self) -> str:
        """The mark in a word."""
        return str(Attendance(self.mark).label) if self.mark else ""

    @property
    def said_so(self) -> bool:
        """Whether the member told us themselves that they do not come."""
        return self.mark in TOLD and self.marker_id == self.pk

    @property
    def note(self) -> str:
        """What is worth knowing under the name; empty where the seat may stand."""
        if self.corrected:
            return _("corrected by %(name)s: %(why)s") % {"name": self.marker, "why": self.corrected}
        if self.mark == Attendance.SUBSTITUTE and self.substitute:
            return self.substitute
        if self.said_so:
            return _("told us")
        if self.day_unknown:
            return _("brought over, day not known")
        return _("on leave") if self.on_leave and not self.mark else ""

    @property
    def trace(self) -> str:
        """A few letters that change whenever the row does."""
        seen = f"{self.pk}|{self.mark}|{self.substitute}|{self.note}"
        return blake2b(seen.encode(), digest_size=TELL_APART // 2).hexdigest()


@dataclass(frozen=True)
class Roll:
    """A meeting's roll: its rows by name; once it is closed, who has no mark was absent."""

    rows: tuple[RollRow, ...]
    closed: bool = False

    @property
    def unmarked(self) -> list[RollRow]:
        """Who has no mark and is not on leave; once the meeting is closed they count as absent."""
        return [row for row in self.rows if not row.mark and not row.on_leave]

    @property
    def there(self) -> int:
        """How many are there."""
        return sum(row.mark in THERE for row in self.rows)

    @property
    def counts(self) -> list[tuple[int, str, str]]:
        """The running count, as tally.html shows it."""
        of = Counter(row.mark for row in self.rows)
        absent = of[Attendance.ABSENT] + of[Attendance.ABSENT_NOTIFIED] + of[Attendance.MEDICAL]
        left = len(self.unmarked)
        to_mark = [] if self.closed else [(left, _("to mark"), "left" if left else "")]
        return [
            *to_mark,
            (self.there, _("here"), ""),
            (of[Attendance.SUBSTITUTE], _("substitutes"), ""),
            (absent + (left if self.closed else 0), _("absent"), ""),
        ]

    @property
    def shown(self) -> str:
        """What a screen that shows this roll sends back, so that it can be told what changed since."""
        return "".join(row.trace for row in self.rows)

    def changed_since(self, shown: str) -> list[RollRow] | None:
        """The rows that look otherwise than on a screen that shows `shown`; None where the people are others."""
        if len(shown) != TELL_APART * len(self.rows):
            return None
        traces = (shown[at : at + TELL_APART] for at in range(0, len(shown), TELL_APART))
        return [row for row, trace in zip_longest(self.rows, traces) if row and row.trace != trace]


def roll_of(chapter: Chapter, meeting: ComingMeeting) -> Roll:
    """The roll of one meeting. One statement, whatever the chapter's size."""
    return Roll(tuple(_rows(chapter, meeting)), closed=meeting.held)


def _rows(chapter: Chapter, meeting: ComingMeeting) -> Iterable[RollRow]:
    marks = FilteredRelation("member__marks", condition=Q(member__marks__meeting=meeting.row.pk if meeting.row else 0))
    found = (
        Stay.objects.in_chapter(chapter)
        .current_on(meeting.date)
        .annotate(taken=marks, on_leave=Exists(_leave_on(chapter, meeting.date)))
        .order_by("member__name", "member__email")
        .values_list(
            "member_id",
            "member__name",
            "seat__category__name",
            "on_leave",
            "taken__mark",
            "taken__substitute",
            "taken__marked_by_id",
            "taken__marked_by__name",
            "taken__correction",
            "taken__day_unknown",
        )
    )
    for pk, name, seat, on_leave, mark, substitute, marker_id, marker, why, day_unknown in found:
        yield RollRow(
            pk=pk,
            name=name,
            seat=seat,
            on_leave=on_leave,
            mark=mark or "",
            substitute=substitute or "",
            marker_id=marker_id,
            marker=marker or "",
            corrected=why or "",
            day_unknown=bool(day_unknown),
        )


def _leave_on(chapter: Chapter, day: date) -> ScopedQuerySet[Leave]:
    approved: ScopedQuerySet[Leave] = Leave.objects.in_chapter(chapter).filter(member=OuterRef("member"), approved=True)
    begun = approved.filter(Q(first_day__isnull=True) | Q(first_day__lte=day))
    return begun.filter(Q(last_day__isnull=True) | Q(last_day__gte=day))
