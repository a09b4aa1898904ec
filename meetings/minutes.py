"""The minutes of a closed meeting, read from the record: who was there, who visited, what was passed, who speaks next.

They are not kept but told anew, so what is corrected after the close shows, marked as a correction. Slips and thanks
count from one close to the next (a day's end where a close came later, or nobody knows when it was).
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from chapters.models import Chapter
from chapters.statements import ask
from chapters.values import DAYS, first_instant
from meetings.rhythm import ComingMeeting
from meetings.roll import RollRow, roll_of
from meetings.states import Attendance, Outcome
from referrals.states import Kind
from referrals.totals import business_between

ROTA_WEEKS = 6
AN_INSTANT = timedelta(microseconds=1)
"""From one close to the next: the first not in it any more, the last still in it."""
CAME = frozenset({Outcome.CAME, Outcome.APPLIED, Outcome.JOINED, ""})
"""Visitors that minutes name: all but those who did not come, once somebody said so."""

RECORD = """
WITH meeting AS (
  SELECT id, closed_at, closed_by_id FROM meetings_meeting WHERE chapter_id = %(chapter)s AND date = %(day)s
),
before AS (
  SELECT date, least(closed_at, (date + 1)::timestamp AT TIME ZONE %(zone)s::text) AS at FROM meetings_meeting
  WHERE chapter_id = %(chapter)s AND date < %(day)s AND status = 'held' ORDER BY date DESC LIMIT 1
),
span AS (
  SELECT coalesce((SELECT at FROM before), %(week_ago)s::timestamptz) AS since,
         least((SELECT closed_at FROM meeting), %(end)s::timestamptz) AS until
),
trail AS (
  SELECT pgh_id, pgh_obj_id, pgh_label, pgh_created_at, member_id, mark, substitute, correction, marked_by_id,
         lag(mark) OVER changes AS mark_before
  FROM meetings_markevent WHERE chapter_id = %(chapter)s AND meeting_id = (SELECT id FROM meeting)
  WINDOW changes AS (PARTITION BY pgh_obj_id ORDER BY pgh_id)
)
SELECT 'closed', closed_at, NULL::date, coalesce(m.name, ''), '', '', 0::numeric
FROM meeting LEFT JOIN members_member m ON m.chapter_id = %(chapter)s AND m.id = meeting.closed_by_id
UNION ALL
SELECT 'since', at, date, '', '', '', 0 FROM before
UNION ALL
SELECT 'told', min(closed_at), NULL, '', '', '', 0
FROM meetings_meetingevent WHERE chapter_id = %(chapter)s AND pgh_obj_id = (SELECT id FROM meeting)
UNION ALL
SELECT 'slip', NULL, NULL, '', s.kind, CASE WHEN s.inside THEN 'inside' ELSE '' END, count(*)
FROM referrals_slip s, span
WHERE s.chapter_id = %(chapter)s AND s.given_at > span.since AND s.given_at <= span.until
  AND s.withdrawn_at IS NULL AND NOT s.day_unknown
GROUP BY s.kind, s.inside
UNION ALL
SELECT 'thanks', NULL, NULL, '', '', '', count(*)
FROM referrals_thankyou t, span
WHERE t.chapter_id = %(chapter)s AND t.at > span.since AND t.at <= span.until AND NOT t.day_unknown
UNION ALL
SELECT 'visit', NULL, NULL, v.name, v.outcome, v.category || chr(31) || coalesce(host.name, ''), 0
FROM meetings_visit v LEFT JOIN members_member host ON host.chapter_id = v.chapter_id AND host.id = v.invited_by_id
WHERE v.chapter_id = %(chapter)s AND v.date = %(day)s
UNION ALL
SELECT 'presents', NULL, p.date, coalesce(m.name, ''), '', p.title, 0
FROM meetings_presentation p LEFT JOIN members_member m ON m.chapter_id = p.chapter_id AND m.id = p.member_id
WHERE p.chapter_id = %(chapter)s AND p.date BETWEEN %(day)s AND %(rota_end)s
UNION ALL
SELECT 'correction', e.pgh_created_at, NULL, m.name, coalesce(e.mark_before, '') || chr(31) || e.mark || chr(31)
       || e.substitute, e.correction || chr(31) || coalesce(officer.name, ''), e.pgh_id
FROM trail e
JOIN members_member m ON m.chapter_id = %(chapter)s AND m.id = e.member_id
LEFT JOIN members_member officer ON officer.chapter_id = %(chapter)s AND officer.id = e.marked_by_id
WHERE e.correction <> '' AND e.pgh_label <> 'delete' AND e.pgh_created_at >= (SELECT closed_at FROM meeting)
ORDER BY 1, 3, 2, 7, 4
"""
BETWEEN = "\x1f"


@dataclass(frozen=True)
class Visitor:
    """Who visited, what they do, and who invited them (empty: nobody of the chapter)."""

    name: str
    trade: str
    invited_by: str
    announced_only: bool


@dataclass(frozen=True)
class Correction:
    """A mark changed after the close: whose, from what ('' for none) to what, why, by whom and when."""

    name: str
    before: str
    after: str
    substitute: str
    why: str
    by: str
    at: datetime


@dataclass
class Minutes:
    """What minutes tell. `since` is the meeting before; `ahead` the rota, '' where nobody presents yet."""

    meeting: ComingMeeting
    rows: tuple[RollRow, ...]
    closed_by: str = ""
    closed_at: datetime | None = None
    since: date | None = None
    inside: int = 0
    outside: int = 0
    leads: int = 0
    thanks: int = 0
    business: Decimal | None = None
    speaker: str = ""
    title: str = ""
    ahead: list[tuple[date, str]] = field(default_factory=list)
    visitors: list[Visitor] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)

    def marked(self, *marks: Attendance) -> list[RollRow]:
        """Members with one of these marks, by name."""
        return [row for row in self.rows if row.mark in marks]

    @property
    def absent(self) -> list[RollRow]:
        """Who was not there and told nobody: marked so, or not marked at all."""
        return [row for row in self.rows if row.mark == Attendance.ABSENT or not (row.mark or row.on_leave)]

    @property
    def on_leave(self) -> list[RollRow]:
        """Who was excused."""
        return [row for row in self.rows if row.on_leave and not row.mark]

    @property
    def there(self) -> int:
        """How many members were there themselves."""
        return len(self.marked(Attendance.PRESENT, Attendance.LATE))


def minutes_of(chapter: Chapter, meeting: ComingMeeting) -> Minutes:
    """The minutes of a held meeting. Three statements."""
    minutes = Minutes(meeting, roll_of(chapter, meeting).rows)
    day = meeting.date
    asked: dict[str, Any] = {
        "chapter": chapter.pk,
        "day": day,
        "zone": chapter.timezone,
        "week_ago": first_instant(day - timedelta(days=DAYS), chapter.zone),
        "end": first_instant(day + timedelta(days=1), chapter.zone),
        "rota_end": day + timedelta(weeks=ROTA_WEEKS),
    }
    instants: dict[str, datetime | None] = {}
    for what, at, on, who, word, text, number in ask(RECORD, asked):
        instants[what] = at
        if what == "closed":
            minutes.closed_by, minutes.closed_at = who, at
        elif what == "since":
            minutes.since = on
        elif what == "slip":
            _count(minutes, word, text, int(number))
        elif what == "thanks":
            minutes.thanks = int(number)
        elif what == "visit" and word in CAME:
            trade, host = text.split(BETWEEN)
            minutes.visitors.append(Visitor(who, trade, host, announced_only=not word))
        elif what == "presents" and on == day:
            minutes.speaker, minutes.title = who, text
        elif what == "presents":
            minutes.ahead.append((on, who))
        elif what == "correction":
            (was, became, substitute), (why, by) = word.split(BETWEEN), text.split(BETWEEN)
            minutes.corrections.append(Correction(who, was, became, substitute, why, by, at))
    begins = instants.get("since") or asked["week_ago"]
    minutes.business = _business(chapter, minutes, begins, asked["end"], instants.get("told"))
    return minutes


def _count(minutes: Minutes, kind: str, inside: str, number: int) -> None:
    if kind == Kind.LEAD:
        minutes.leads += number
    elif inside:
        minutes.inside += number
    else:
        minutes.outside += number


def _business(
    chapter: Chapter, minutes: Minutes, begins: datetime, day_ends: datetime, first_closed: datetime | None
) -> Decimal | None:
    """The business thanked for; None where fewer than three members contributed, or nobody did (F36).

    It was told when the meeting was first closed; how it follows what changes later see referrals.totals.
    """
    closed = minutes.closed_at or day_ends
    until = min(closed, day_ends)
    told_at = min(first_closed or closed, closed)
    return business_between(chapter, first=begins + AN_INSTANT, end=until + AN_INSTANT, told_at=told_at).amount or None
