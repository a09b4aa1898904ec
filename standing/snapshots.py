"""Storing standing: one row a member and Monday, flags that follow from them, and what a network may know.

Set-wise for the chapters named by `asked`, from the same parts that pages are told by; all must be in scope. Doing
any of it twice changes nothing (spec/standing.md, "Snapshots" and "Flags").
"""

from collections.abc import Collection
from datetime import datetime

from standing.judge import JUDGED
from standing.statement import change
from standing.tally import ATTENDED, GIVEN, HELD, PAIRS, PEOPLE, TALLIED
from standing.terms import Terms

FIGURES = (
    "overall, attendance, credited, counted, leads, given, weeks, one_to_ones, done, required, "
    "partner_one_to_ones, partner_done, partner_required"
)

# Somebody a correction shows not to have been a member that Monday has no standing of it.
GONE = """
gone AS (
  DELETE FROM standing_snapshot n USING terms t
  WHERE n.chapter_id = ANY (%(chapters)s) AND n.chapter_id = t.chapter_id AND n.monday = t.week_end
    AND NOT EXISTS (SELECT FROM people p WHERE p.member_id = n.member_id)
  RETURNING n.id
)"""

STORE = f"""
INSERT INTO standing_snapshot AS kept (chapter_id, member_id, monday, filled_in, {FIGURES})
SELECT chapter_id, member_id, week_end, %(filled_in)s, {FIGURES} FROM standing
ON CONFLICT (chapter_id, monday, member_id) DO UPDATE
SET ({FIGURES}) = ROW ({", ".join(f"excluded.{name}" for name in FIGURES.split(", "))})
WHERE ({", ".join(f"kept.{name}" for name in FIGURES.split(", "))})
  IS DISTINCT FROM ({", ".join(f"excluded.{name}" for name in FIGURES.split(", "))})"""  # noqa: S608  # fixed names

# The holder today of a seat without an open flag, behind on each of the last Mondays, all after the seat's last flag
# closed and none filled in.
RAISE = """
, runs AS MATERIALIZED (
  SELECT t.chapter_id, n.member_id, t.week_end - 7 * (t.flag_after_weeks - 1) AS run_from, t.week_end AS run_until,
         (%(at)s AT TIME ZONE c.timezone)::date AS today, c.timezone
  FROM terms t
  JOIN chapters_chapter c ON c.id = t.chapter_id
  JOIN standing_snapshot n ON n.chapter_id = t.chapter_id AND n.monday > t.week_end - 7 * t.flag_after_weeks
   AND n.monday <= t.week_end AND n.overall = 'behind' AND NOT n.filled_in
  WHERE n.chapter_id = ANY (%(chapters)s)
  GROUP BY t.chapter_id, n.member_id, t.week_end, t.flag_after_weeks, c.timezone
  HAVING count(*) = t.flag_after_weeks
)
INSERT INTO standing_flag (chapter_id, seat_id, member_id, opened_at, reason, run_from, run_until, run_broken, answer,
                           closing_reason)
SELECT s.chapter_id, s.seat_id, s.member_id, %(at)s, '', r.run_from, r.run_until, false, '', ''
FROM runs r
JOIN members_stay s ON s.chapter_id = ANY (%(chapters)s) AND s.chapter_id = r.chapter_id
 AND s.member_id = r.member_id AND s.joined_on <= r.today AND (s.left_on IS NULL OR s.left_on > r.today)
WHERE NOT EXISTS (
  SELECT FROM standing_flag f
  WHERE f.chapter_id = ANY (%(chapters)s) AND f.seat_id = s.seat_id
    AND (f.closed_at IS NULL OR (f.closed_at AT TIME ZONE r.timezone)::date >= r.run_from))
ON CONFLICT DO NOTHING"""

BROKEN = """
UPDATE standing_flag f SET run_broken = NOT f.run_broken
WHERE f.chapter_id = ANY (%(chapters)s) AND f.run_from IS NOT NULL
  AND f.run_broken = ((
    SELECT count(*) FROM standing_snapshot n
    WHERE n.chapter_id = f.chapter_id AND n.chapter_id = ANY (%(chapters)s) AND n.member_id = f.member_id
      AND n.monday BETWEEN f.run_from AND f.run_until AND n.overall = 'behind'
  ) = (f.run_until - f.run_from) / 7 + 1)"""

# Settling in is not judged yet; under three judged, nothing is said of them.
TOTAL = """
INSERT INTO standing_chaptertotals AS kept (chapter_id, monday, members, last_closed_meeting, met, judged)
SELECT t.chapter_id, t.week_end, coalesce(n.members, 0),
       (SELECT max(m.date) FROM meetings_meeting m
        WHERE m.chapter_id = t.chapter_id AND m.chapter_id = ANY (%(chapters)s) AND m.status = 'held'),
       CASE WHEN n.judged >= 3 THEN n.met END, CASE WHEN n.judged >= 3 THEN n.judged END
FROM terms t
LEFT JOIN (
  SELECT chapter_id, monday, count(*) AS members, count(*) FILTER (WHERE overall = 'met') AS met,
         count(*) FILTER (WHERE overall <> 'settling_in') AS judged
  FROM standing_snapshot WHERE chapter_id = ANY (%(chapters)s) GROUP BY chapter_id, monday
) n ON n.chapter_id = t.chapter_id AND n.monday = t.week_end
ON CONFLICT (chapter_id) DO UPDATE
SET monday = excluded.monday, members = excluded.members, last_closed_meeting = excluded.last_closed_meeting,
    met = excluded.met, judged = excluded.judged
WHERE kept.monday IS NULL OR kept.monday <= excluded.monday"""


def store(asked: Collection[Terms], *, filled_in: bool = False) -> int:
    """Store the standing of every current member as of each chapter's Monday; how many rows that changed.

    A row that is there keeps whether it was filled in on moving in.
    """
    parts = (PEOPLE, HELD, ATTENDED, GIVEN, PAIRS, TALLIED, JUDGED, GONE)
    return change(asked, parts, STORE, {"filled_in": filled_in})


def conclude(asked: Collection[Terms], *, at: datetime) -> None:
    """What follows from the latest snapshots: seats flagged, flags whose run broke, each chapter's totals."""
    for statement in (RAISE, BROKEN, TOTAL):
        change(asked, (), statement, {"at": at})
