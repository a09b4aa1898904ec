"""The roll of a meeting: every member of that day with their mark, in one statement, and what changed on it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from itertools import starmap, zip_longest

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chapters.models import Chapter
from chapters.statements import ask
from meetings.rhythm import ComingMeeting
from meetings.states import Attendance

ROLL = """
SELECT m.id, m.name, t.name,
       EXISTS (SELECT FROM members_leave l
               WHERE l.chapter_id = %(chapter)s AND l.member_id = m.id AND l.approved
                 AND (l.first_day IS NULL OR l.first_day <= %(day)s) AND (l.last_day IS NULL OR l.last_day >= %(day)s)),
       coalesce(k.mark, ''), coalesce(k.substitute, ''), k.marked_by_id, coalesce(marker.name, ''),
       coalesce(k.correction, ''), coalesce(k.day_unknown, false), w.at
FROM members_stay s
JOIN members_member m ON m.chapter_id = s.chapter_id AND m.id = s.member_id
JOIN chapters_seat p ON p.chapter_id = s.chapter_id AND p.id = s.seat_id
JOIN chapters_category t ON t.chapter_id = p.chapter_id AND t.id = p.category_id
LEFT JOIN meetings_mark k ON k.chapter_id = s.chapter_id AND k.meeting_id = %(meeting)s AND k.member_id = s.member_id
LEFT JOIN meetings_arrival w ON w.chapter_id = s.chapter_id AND w.meeting_id = %(meeting)s AND w.member_id = s.member_id
  AND w.state = 'waiting'
LEFT JOIN members_member marker ON marker.chapter_id = k.chapter_id AND marker.id = k.marked_by_id
WHERE s.chapter_id = %(chapter)s AND s.joined_on <= %(day)s AND (s.left_on IS NULL OR s.left_on > %(day)s)
ORDER BY m.name, m.email
"""
"""A column for each field of RollRow; asked every two seconds by every open roll call, so it is written out."""

THERE = frozenset({Attendance.PRESENT, Attendance.LATE})
TOLD = frozenset({Attendance.ABSENT_NOTIFIED, Attendance.SUBSTITUTE})
TELL_APART = 4


@dataclass(frozen=True)
class RollRow:
    """One member at roll call, in the order of ROLL.

    `mark` is '' where there is none; `marker` is who made it, `corrected` why; `arrived_at` is when they said by the
    printed code that they are here, where nobody has answered.
    """

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
    arrived_at: datetime | None = None

    @property
    def says_here(self) -> bool:
        """Whether their phone says that they are here, and it waits for the leader's tap: any mark is the answer."""
        return self.arrived_at is not None and (not self.mark or self.said_so)

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
        if self.says_here:
            return _("says they are here")
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
        left, substitutes = len(self.unmarked), of[Attendance.SUBSTITUTE]
        to_mark = [] if self.closed else [(left, _("to mark"), "left" if left else "")]
        return [
            *to_mark,
            (self.there, _("here"), ""),
            (substitutes, ngettext("substitute", "substitutes", substitutes), ""),
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
    asked = {"chapter": chapter.pk, "day": meeting.date, "meeting": meeting.row.pk if meeting.row else None}
    return starmap(RollRow, ask(ROLL, asked))
