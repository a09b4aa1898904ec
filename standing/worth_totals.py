"""What a chapter puts in and what comes of it, by quarter: totals alone, made of what its meetings told already."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from chapters.models import Chapter
from chapters.statements import ask
from meetings.minutes import AN_INSTANT
from referrals.totals import Span, business_told
from standing.worth import ONE_TO_ONE_MINUTES

QUARTERS = 5
MONTHS = 3
NOTHING = Decimal(0)

# Spans as the minutes have them: from one close to the next, a day's end where a close came later or nobody knows it.
MEETINGS = """
SELECT m.date, m.since, m.until, m.told, m.came FROM (
  SELECT g.date,
         coalesce(lag(least(g.closed_at, e.ends)) OVER (ORDER BY g.date), e.week_ago) AS since,
         least(g.closed_at, e.ends) AS until,
         least((SELECT min(v.closed_at) FROM meetings_meetingevent v
                WHERE v.chapter_id = g.chapter_id AND v.pgh_obj_id = g.id), coalesce(g.closed_at, e.ends)) AS told,
         (SELECT count(*) FROM meetings_mark k
          WHERE k.chapter_id = g.chapter_id AND k.meeting_id = g.id AND k.mark IN ('present', 'late')) AS came
  FROM meetings_meeting g,
       LATERAL (SELECT (g.date + 1)::timestamp AT TIME ZONE %(zone)s::text AS ends,
                      (g.date - 7)::timestamp AT TIME ZONE %(zone)s::text AS week_ago) e
  WHERE g.chapter_id = %(chapter)s AND g.status = 'held'
) m WHERE m.date >= %(first)s ORDER BY m.date
"""
ONE_TO_ONES = """
SELECT date, count(*) FROM meetings_onetoone
WHERE chapter_id = %(chapter)s AND date >= %(first)s AND date <= %(today)s AND NOT disputed GROUP BY date
"""


@dataclass
class Quarter:
    """Three months: how many `meetings` told a total (`told`), their sum, and the hours of all together."""

    first: date
    meetings: int = 0
    told: int = 0
    business: Decimal = NOTHING
    one_to_ones: int = 0
    minutes: int = 0

    @property
    def number(self) -> int:
        """Which of the year's four."""
        return (self.first.month - 1) // MONTHS + 1

    @property
    def hours(self) -> int:
        """Of everybody together, at meetings and one-to-ones."""
        return round(self.minutes / 60)


def quarter_of(day: date) -> date:
    """The first day of its quarter."""
    return date(day.year, (day.month - 1) // MONTHS * MONTHS + 1, 1)


def totals_of(chapter: Chapter, *, today: date) -> list[Quarter]:
    """This quarter and the four before, the latest first. Three statements."""
    firsts = [quarter_of(today)]
    while len(firsts) < QUARTERS:
        latest = firsts[-1]
        firsts.append(quarter_of(date(latest.year - (latest.month == 1), (latest.month - 2) % 12 + 1, 1)))
    quarters = {first: Quarter(first) for first in firsts}
    asked = {"chapter": chapter.pk, "zone": chapter.timezone, "first": firsts[-1], "today": today}
    _add_meetings(chapter, quarters, ask(MEETINGS, asked))
    for day, number in ask(ONE_TO_ONES, asked):
        quarter = quarters[quarter_of(day)]
        quarter.one_to_ones += number
        quarter.minutes += 2 * number * ONE_TO_ONE_MINUTES
    return list(quarters.values())


def _add_meetings(
    chapter: Chapter, quarters: dict[date, Quarter], rows: Iterable[tuple[date, datetime, datetime, datetime, int]]
) -> None:
    meetings = list(rows)
    spans = [Span(since + AN_INSTANT, until + AN_INSTANT, told) for _day, since, until, told, _came in meetings]
    for (day, *_span, came), business in zip(meetings, business_told(chapter, spans), strict=True):
        quarter = quarters[quarter_of(day)]
        quarter.meetings += 1
        quarter.minutes += came * chapter.duration_minutes
        if business.amount:
            quarter.told += 1
            quarter.business += business.amount
