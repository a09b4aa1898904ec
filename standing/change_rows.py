"""Every row that counts in some members' figures as of one Monday, in one statement for all of them."""

import json
from dataclasses import dataclass
from datetime import date

from standing.statement import rows
from standing.tally import ATTENDED, HELD, PAIRS, PEOPLE
from standing.terms import Terms

# As `good` in the tally, with the slips themselves.
SLIPS = """
slips AS (
  SELECT s.giver_id AS member_id, c.weeks + 1 - width_bucket(s.given_at, c.week_starts) AS week,
         count(*)::integer AS good,
         jsonb_agg(jsonb_build_array(s.id, s.kind, coalesce(m.name, ''),
                                     CASE WHEN NOT s.day_unknown THEN (s.given_at AT TIME ZONE h.timezone)::date END)
                   ORDER BY s.given_at, s.id) AS parts
  FROM referrals_slip s
  JOIN terms t ON t.chapter_id = s.chapter_id
  JOIN calendars c ON c.number = t.calendar
  JOIN chapters_chapter h ON h.id = t.chapter_id
  LEFT JOIN members_member m ON m.chapter_id = ANY (%(chapters)s) AND m.id = s.receiver_id
  WHERE s.chapter_id = ANY (%(chapters)s) AND s.given_at >= %(leads_from)s AND s.given_at < %(leads_to)s
    AND (s.withdrawn_at IS NULL OR s.withdrawn_at >= t.leads_end) AND (s.bad_at IS NULL OR s.bad_at >= t.leads_end)
    AND s.giver_id = ANY (%(members)s)
  GROUP BY 1, 2
)"""

# As `met` in the tally, with the days.
TALKS = """
talks AS (
  SELECT o.a_id, o.b_id,
         jsonb_agg(jsonb_build_array(o.id, '', '', CASE WHEN NOT o.day_unknown THEN o.date END)
                   ORDER BY o.date, o.id) AS year,
         jsonb_agg(jsonb_build_array(o.id, '', '', CASE WHEN NOT o.day_unknown THEN o.date END)
                   ORDER BY o.date, o.id) FILTER (WHERE o.date >= t.week_end - 91) AS quarter
  FROM meetings_onetoone o JOIN terms t ON t.chapter_id = o.chapter_id
  WHERE o.chapter_id = ANY (%(chapters)s)
    AND NOT o.disputed AND o.date >= greatest(t.week_end - 364, t.record_from) AND o.date < t.week_end
    AND (o.a_id = ANY (%(members)s) OR o.b_id = ANY (%(members)s))
  GROUP BY o.a_id, o.b_id
)"""

MEETINGS = """
SELECT 'attendance' AS rule, e.member_id, e.id AS key, e.date AS day, coalesce(k.mark, '') AS mark, '' AS name,
       CASE WHEN k.mark IN ('present', 'late') THEN 1
            WHEN k.mark = 'substitute' AND (j.max_substitutes IS NULL OR j.max_substitutes >=
              row_number() OVER (PARTITION BY e.member_id, k.mark ORDER BY e.date, e.id)) THEN 1
            ELSE 0 END AS done,
       1 AS asked, NULL::jsonb AS parts
FROM expected e
JOIN judged j ON j.member_id = e.member_id
LEFT JOIN marked k ON k.meeting_id = e.id AND k.member_id = e.member_id
WHERE k.mark IS DISTINCT FROM 'medical'"""

WEEKS = """
SELECT 'leads', j.member_id, (j.week_end - 7 * w.week) - date '2000-01-03', j.week_end - 7 * w.week, '', '',
       least(coalesce(g.good, 0), 2 * j.leads_per_week), j.leads_per_week, g.parts
FROM judged j
CROSS JOIN LATERAL generate_series(1, j.leads_window_weeks) AS w (week)
LEFT JOIN slips g ON g.member_id = j.member_id AND g.week = w.week
WHERE j.leads_per_week > 0 AND get_bit(j.lead_weeks, w.week) = 1"""

WITH_EACH = """
SELECT '{rule}', p.member_id, p.other_id, NULL::date, '', m.name, least(p.{done}, p.{required})::integer,
       p.{required}::integer, t.{span}
FROM pairs p
JOIN judged j ON j.member_id = p.member_id
JOIN members_member m ON m.chapter_id = ANY (%(chapters)s) AND m.id = p.other_id
LEFT JOIN talks t ON t.a_id = least(p.member_id, p.other_id) AND t.b_id = greatest(p.member_id, p.other_id)
WHERE p.{required} > 0"""

QUESTION = " UNION ALL ".join(
    (
        MEETINGS,
        WEEKS,
        WITH_EACH.format(rule="one_to_ones", done="done", required="required", span="year"),
        WITH_EACH.format(rule="partner_one_to_ones", done="partner_done", required="partner_required", span="quarter"),
    )
)


@dataclass(frozen=True, slots=True)
class Thing:
    """A slip (its kind, to whom: empty for a lead) or a one-to-one; no day where it was brought over without one."""

    pk: int
    kind: str
    to: str
    day: date | None


@dataclass(frozen=True, slots=True)
class Counted:
    """One row of a figure: a meeting with its mark, a week with its slips, or another member with the one-to-ones.

    `done` is what it adds to the figure's sum (after the substitutes' limit and the week's), `asked` what is asked.
    """

    rule: str
    member_id: int
    key: int
    day: date | None
    mark: str
    name: str
    done: int
    asked: int
    things: tuple[Thing, ...]


def rows_that_counted(terms: Terms, members: list[int]) -> list[Counted]:
    """The rows of all four figures of these members, by day and name; their `done` add up to each figure's. One
    statement.
    """
    parts = (PEOPLE, HELD, ATTENDED, PAIRS, SLIPS, TALKS)
    found = rows(terms, parts, f"{QUESTION} ORDER BY rule, day, name, key", members=members)
    return [Counted(things=_things(row.pop("parts")), **row) for row in found]


def _things(parts: str | None) -> tuple[Thing, ...]:
    """From JSON, as the database answers it."""
    told = json.loads(parts) if parts else ()
    return tuple(Thing(pk, kind, to, date.fromisoformat(day) if day else None) for pk, kind, to, day in told)
