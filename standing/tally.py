"""The facts tallied set-wise, in the parts of one statement for the standing of one chapter or of a hundred.

The parts are common table expressions that build on each other, after `terms` (`standing.statement`). Each kind of
fact is tallied by member in a branch of its own and the branches are joined by UNION ALL, with the terms fixed first
(MATERIALIZED): a planner that believes in one row would otherwise run whole aggregates for each member. Every table
is asked for its chapters by name, row security besides.

A week is told by its age: week `n` is the one whose Monday is `n` weeks before `week_end`. `eligible` has a bit for
each of the last 104 weeks, the youngest first; `lead_weeks` has the leads window's between two zeros, so that bit `n`
is week `n` and what lies outside the window is nothing.
"""

# Current members (spec/standing.md, "Who is judged"); `since` is the first day that can count, `age` the number of
# weeks whose Monday is on or after it.
PEOPLE = """
joined AS MATERIALIZED (
  SELECT s.chapter_id, s.member_id, s.seat_id, t.week_end, greatest(s.joined_on, t.record_from) AS since,
         greatest(t.week_end - greatest(s.joined_on, t.record_from), 0) / 7 AS age
  FROM members_stay s JOIN terms t ON t.chapter_id = s.chapter_id
  WHERE s.chapter_id = ANY (%(chapters)s)
    AND s.joined_on <= t.as_of AND (s.left_on IS NULL OR s.left_on > t.as_of)
),
breaks AS MATERIALIZED (
  SELECT j.member_id, 'recess' AS kind, r.first_day, r.last_day, j.week_end, j.age
  FROM chapters_recess r JOIN joined j ON j.chapter_id = r.chapter_id
  WHERE r.chapter_id = ANY (%(chapters)s)
  UNION ALL
  SELECT j.member_id, 'leave', coalesce(l.first_day, date '0001-01-01'), coalesce(l.last_day, date '9999-12-31'),
         j.week_end, j.age
  FROM members_leave l JOIN joined j ON j.member_id = l.member_id
  WHERE l.chapter_id = ANY (%(chapters)s) AND l.approved
),
excused AS (
  SELECT DISTINCT member_id, week
  FROM breaks,
  generate_series(greatest(1, (week_end - last_day + 6) / 7), least(age, (week_end + 6 - first_day) / 7)) week
),
excuses AS (
  SELECT member_id, count(*) AS weeks,
         bit_or(set_bit(0::bit(104), week - 1, 1)) FILTER (WHERE week <= 104) AS days_off
  FROM excused GROUP BY member_id
),
leaves AS (
  SELECT member_id, range_agg(daterange(first_day, last_day, '[]')) AS on_leave
  FROM breaks WHERE kind = 'leave' GROUP BY member_id
),
members_now AS (
  SELECT t.*, j.member_id, j.seat_id, j.since, j.age - coalesce(e.weeks, 0) AS weeks_in, l.on_leave,
         ~((~0::bit(104)) >> least(j.age, 104)) & ~coalesce(e.days_off, 0::bit(104)) AS eligible
  FROM joined j JOIN terms t ON t.chapter_id = j.chapter_id LEFT JOIN excuses e ON e.member_id = j.member_id
  LEFT JOIN leaves l ON l.member_id = j.member_id
),
people AS MATERIALIZED (
  SELECT *, substring(eligible FROM 1 FOR 52) AS this_year FROM members_now
),
judged AS MATERIALIZED (
  SELECT *, B'0' || substring(eligible FROM 1 FOR leads_window_weeks) || B'0' AS lead_weeks
  FROM people WHERE %(members)s::bigint[] IS NULL OR member_id = ANY (%(members)s::bigint[])
)"""

# Rule 1. A held meeting counts from `since` on, unless it falls in a recess or leave or is marked medical.
HELD = """
held AS MATERIALIZED (
  SELECT m.chapter_id, m.id, m.date, (t.week_end - m.date + 6) / 7 AS week
  FROM meetings_meeting m JOIN terms t ON t.chapter_id = m.chapter_id
  WHERE m.chapter_id = ANY (%(chapters)s) AND m.status = 'held' AND t.attendance_percent > 0
    AND m.date >= t.week_end - 7 * t.attendance_window_weeks AND m.date < t.week_end
),
working AS MATERIALIZED (
  SELECT * FROM held h
  WHERE NOT EXISTS (SELECT FROM chapters_recess r
                    WHERE r.chapter_id = ANY (%(chapters)s) AND r.chapter_id = h.chapter_id
                      AND h.date BETWEEN r.first_day AND r.last_day)
),
marked AS (
  SELECT h.id AS meeting_id, h.date, k.member_id, k.mark
  FROM working h CROSS JOIN LATERAL (
    SELECT k.member_id, k.mark FROM meetings_mark k
    WHERE k.chapter_id = h.chapter_id AND k.meeting_id = h.id
      AND (%(members)s::bigint[] IS NULL OR k.member_id = ANY (%(members)s))
    OFFSET 0  -- a look into the index for each meeting, however many others there are
  ) k
  OFFSET 0  -- and by itself: else members are gone through for each meeting
)"""

NOT_ON_LEAVE = "(j.on_leave IS NULL OR NOT h.date <@ j.on_leave)"

# A mark finds its member in a small table (named second, so that it is the one that is hashed); joining it to every
# member's every meeting would take a table as large as the marks themselves. So meetings that count are counted apart,
# by their chapter's sorted days, and those on leave and the medical marks subtracted.
ATTENDED = f"""
expected AS (
  SELECT j.member_id, h.id, h.date, h.week
  FROM judged j JOIN working h ON h.chapter_id = j.chapter_id AND h.date >= j.since
  WHERE {NOT_ON_LEAVE}
),
days AS (
  SELECT chapter_id, array_agg(date ORDER BY date) AS dates FROM working GROUP BY chapter_id
),
missed_on_leave AS (
  SELECT j.member_id
  FROM judged j JOIN working h ON h.chapter_id = j.chapter_id AND h.date >= j.since AND h.date <@ j.on_leave
  WHERE j.on_leave IS NOT NULL
),
attendance AS (
  SELECT j.member_id, count(*) FILTER (WHERE h.mark IN ('present', 'late')) AS came,
         count(*) FILTER (WHERE h.mark = 'substitute') AS substitutes,
         -count(*) FILTER (WHERE h.mark = 'medical') AS counted
  FROM marked h JOIN judged j ON j.member_id = h.member_id AND h.date >= j.since
  WHERE {NOT_ON_LEAVE}
  GROUP BY j.member_id
  UNION ALL
  SELECT j.member_id, 0, 0, cardinality(d.dates) - width_bucket(j.since - 1, d.dates)
  FROM judged j JOIN days d ON d.chapter_id = j.chapter_id
  UNION ALL
  SELECT member_id, 0, 0, -count(*) FROM missed_on_leave GROUP BY member_id
)"""  # noqa: S608  # a piece of ours

# Rule 2. Good slips by giver and eligible week, the week told by its age, and capped.
GIVEN = """
good AS (
  SELECT k.* FROM terms t JOIN calendars c ON c.number = t.calendar CROSS JOIN LATERAL (
    SELECT s.giver_id AS member_id, c.weeks + 1 - width_bucket(s.given_at, c.week_starts) AS week,
           count(*)::integer AS slips
    FROM referrals_slip s
    WHERE s.chapter_id = t.chapter_id AND s.given_at >= %(leads_from)s AND s.given_at < %(leads_to)s
      AND (s.withdrawn_at IS NULL OR s.withdrawn_at >= t.leads_end) AND (s.bad_at IS NULL OR s.bad_at >= t.leads_end)
      AND (%(members)s::bigint[] IS NULL OR s.giver_id = ANY (%(members)s))
    GROUP BY 1, 2
    OFFSET 0  -- a chapter at a time: what it is counted in stays small and near
  ) k
),
given AS (
  SELECT j.member_id, g.week, least(g.slips, 2 * j.leads_per_week) AS capped
  FROM good g JOIN judged j ON j.member_id = g.member_id WHERE get_bit(j.lead_weeks, g.week) = 1
)"""

# Rules 3 and 4. Every two current members once: what is required of them, whether they are power partners who count,
# and what they did.
PAIRS = """
met AS (
  SELECT k.* FROM terms t CROSS JOIN LATERAL (
    SELECT o.a_id, o.b_id, count(*)::integer AS in_year,
           count(*) FILTER (WHERE o.date >= t.week_end - 91)::integer AS in_quarter
    FROM meetings_onetoone o
    WHERE o.chapter_id = t.chapter_id AND NOT o.disputed AND o.date < t.week_end
      AND o.date >= greatest(t.week_end - 364, t.record_from)
      AND (%(members)s::bigint[] IS NULL OR o.a_id = ANY (%(members)s) OR o.b_id = ANY (%(members)s))
    GROUP BY o.a_id, o.b_id
    OFFSET 0  -- a chapter at a time, as slips are
  ) k
),
partners AS (
  SELECT DISTINCT least(proposer_id, partner_id) AS a_id, greatest(proposer_id, partner_id) AS b_id
  FROM members_partnership p JOIN terms t ON t.chapter_id = p.chapter_id
  WHERE p.chapter_id = ANY (%(chapters)s) AND p.state IN ('accepted', 'ended')
    AND p.started_on <= t.week_end - 91 AND (p.ended_on IS NULL OR p.ended_on >= t.week_end)
),
two AS (
  SELECT a.member_id AS a_id, b.member_id AS b_id,
         (2 * a.one_to_ones_per_year * bit_count(a.this_year & b.this_year)::integer + 52) / 104 AS required,
         coalesce(m.in_year, 0) AS done,
         CASE WHEN p.a_id IS NOT NULL AND bit_count(substring(a.this_year & b.this_year FROM 1 FOR 13)) > 0
              THEN a.partner_one_to_ones_per_quarter ELSE 0 END AS partner_required,
         coalesce(m.in_quarter, 0) AS partner_done
  FROM people a
  JOIN people b ON b.chapter_id = a.chapter_id AND b.member_id > a.member_id
  LEFT JOIN met m ON m.a_id = a.member_id AND m.b_id = b.member_id
  LEFT JOIN partners p ON p.a_id = a.member_id AND p.b_id = b.member_id
  WHERE %(members)s::bigint[] IS NULL OR a.member_id = ANY (%(members)s) OR b.member_id = ANY (%(members)s)
),
pairs AS (
  SELECT a_id AS member_id, b_id AS other_id, required, done, partner_required, partner_done FROM two
  UNION ALL
  SELECT b_id, a_id, required, done, partner_required, partner_done FROM two
)"""

TALLIED = """
tallies AS (
  SELECT member_id, came, substitutes, counted,
         0 AS given, 0 AS done, 0 AS required, 0 AS partner_done, 0 AS partner_required
  FROM attendance
  UNION ALL
  SELECT member_id, 0, 0, 0, sum(capped), 0, 0, 0, 0 FROM given GROUP BY member_id
  UNION ALL
  SELECT a_id, 0, 0, 0, 0, sum(least(done, required)), sum(required), sum(least(partner_done, partner_required)),
         sum(partner_required)
  FROM two GROUP BY a_id
  UNION ALL
  SELECT b_id, 0, 0, 0, 0, sum(least(done, required)), sum(required), sum(least(partner_done, partner_required)),
         sum(partner_required)
  FROM two GROUP BY b_id
),
tallied AS (
  SELECT member_id, sum(came)::integer AS came, sum(substitutes)::integer AS substitutes,
         sum(counted)::integer AS counted, sum(given)::integer AS given, sum(done)::integer AS done,
         sum(required)::integer AS required, sum(partner_done)::integer AS partner_done,
         sum(partner_required)::integer AS partner_required
  FROM tallies GROUP BY member_id
),
figures AS MATERIALIZED (
  SELECT j.*, j.weeks_in < j.grace_weeks AS settling_in,
         coalesce(f.came + least(f.substitutes, j.max_substitutes), 0) AS credited, coalesce(f.counted, 0) AS counted,
         coalesce(f.given, 0) AS given,
         CASE WHEN j.leads_per_week = 0 THEN 0
              ELSE bit_count(substring(j.eligible FROM 1 FOR j.leads_window_weeks)) END AS weeks,
         coalesce(f.done, 0) AS done, coalesce(f.required, 0) AS required,
         coalesce(f.partner_done, 0) AS partner_done, coalesce(f.partner_required, 0) AS partner_required
  FROM judged j LEFT JOIN tallied f ON f.member_id = j.member_id
)"""

# What forecasts and due lists are made from; asked for where they are shown, never for snapshots.
DETAILS = """
meetings AS (
  SELECT e.member_id, array_agg(e.week ORDER BY e.date) AS meeting_weeks, array_agg(e.date ORDER BY e.date) AS days,
         array_agg(coalesce(k.mark, '') ORDER BY e.date) AS marks
  FROM expected e LEFT JOIN marked k ON k.meeting_id = e.id AND k.member_id = e.member_id
  WHERE k.mark IS DISTINCT FROM 'medical'
  GROUP BY e.member_id
),
busy AS (
  SELECT member_id, array_agg(week) AS busy_weeks, array_agg(capped) AS capped FROM given GROUP BY member_id
)"""

DUE = """
last_met AS (
  SELECT a_id, b_id, max(date) AS latest
  FROM meetings_onetoone o JOIN terms t ON t.chapter_id = o.chapter_id
  WHERE o.chapter_id = ANY (%(chapters)s) AND NOT o.disputed AND o.date < t.week_end
    AND (%(members)s::bigint[] IS NULL OR o.a_id = ANY (%(members)s) OR o.b_id = ANY (%(members)s))
  GROUP BY a_id, b_id
),
short AS (
  SELECT member_id, other_id, false AS partner FROM pairs WHERE done < required
  UNION ALL
  SELECT member_id, other_id, true FROM pairs WHERE partner_done < partner_required
),
due AS (
  SELECT s.member_id,
         array_agg(m.email ORDER BY l.latest NULLS FIRST, m.email COLLATE "C") FILTER (WHERE NOT partner) AS others,
         array_agg(m.email ORDER BY l.latest NULLS FIRST, m.email COLLATE "C") FILTER (WHERE partner) AS partners
  FROM short s
  JOIN members_member m ON m.id = s.other_id AND m.chapter_id = ANY (%(chapters)s)
  LEFT JOIN last_met l ON l.a_id = least(s.member_id, s.other_id) AND l.b_id = greatest(s.member_id, s.other_id)
  GROUP BY s.member_id
)"""

# The one-to-one that drops out first of those with somebody one has met no more often than required, by rule.
LEAVING = """
first_met AS (
  SELECT p.member_id, p.other_id, min(o.date) FILTER (WHERE p.done BETWEEN 1 AND p.required) AS first,
         min(o.date) FILTER (WHERE p.partner_done BETWEEN 1 AND p.partner_required AND o.date >= j.week_end - 91)
           AS partner_first
  FROM pairs p
  JOIN judged j ON j.member_id = p.member_id
  JOIN meetings_onetoone o ON o.a_id = least(p.member_id, p.other_id) AND o.b_id = greatest(p.member_id, p.other_id)
  WHERE o.chapter_id = ANY (%(chapters)s) AND NOT o.disputed AND o.date >= greatest(j.week_end - 364, j.record_from)
    AND o.date < j.week_end
  GROUP BY p.member_id, p.other_id
),
leaving AS (
  SELECT f.member_id, min(f.first) AS first, min(f.partner_first) AS partner_first,
         (array_agg(m.name ORDER BY f.first, m.email COLLATE "C"))[1] AS first_with,
         (array_agg(m.name ORDER BY f.partner_first, m.email COLLATE "C"))[1] AS partner_first_with
  FROM first_met f JOIN members_member m ON m.id = f.other_id AND m.chapter_id = ANY (%(chapters)s)
  GROUP BY f.member_id
)"""
