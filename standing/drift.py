"""What each current member did week by week, and whom they know: the parts of one statement, as in `standing.tally`.

They stand on the people of `standing.tally`, so leave and recess are taken out as standing takes them out: a week with
an excused day does not count, and is not silence. Unlike standing, which waits until a week is over, what was done in
the running week is seen: whoever met somebody yesterday is not called about it today. Asked by `standing.courses`.
"""

from standing.tally import PEOPLE

WEEKS = 26
"""How many weeks that count are looked at, at most."""
HORIZON = 52
"""In how many weeks before this one they are looked for; nothing older is read."""

# Each member's weeks that count, the youngest first; number 0 is the running week.
COUNTING = f"""
counting AS MATERIALIZED (
  SELECT chapter_id, member_id, 0 AS nth, 0 AS week FROM people
  UNION ALL
  SELECT p.chapter_id, p.member_id, n.nth::integer, w.week
  FROM people p, generate_series(1, {HORIZON}) AS w (week),
  LATERAL (SELECT bit_count(substring(p.eligible FROM 1 FOR w.week)) AS nth) n
  WHERE get_bit(p.eligible, w.week - 1) = 1 AND n.nth <= {WEEKS}
)"""  # noqa: S608  # numbers of ours

GATHERINGS = f"""
gatherings AS MATERIALIZED (
  SELECT m.chapter_id, m.id, (t.week_end - m.date + 6) / 7 AS week
  FROM meetings_meeting m JOIN terms t ON t.chapter_id = m.chapter_id
  WHERE m.chapter_id = ANY (%(chapters)s) AND m.status = 'held'
    AND m.date >= t.week_end - 7 * {HORIZON} AND m.date <= t.as_of
),
marks AS (
  SELECT g.week, k.member_id, k.mark
  FROM gatherings g CROSS JOIN LATERAL (
    SELECT k.member_id, k.mark FROM meetings_mark k
    WHERE k.chapter_id = g.chapter_id AND k.meeting_id = g.id
    OFFSET 0  -- a look into the index for each meeting, as in standing.tally
  ) k
)"""  # noqa: S608  # numbers of ours

# Good slips of the last year and who took an interest in a lead; the last boundary of the calendar is the end of today.
PASSED = """
passed AS MATERIALIZED (
  SELECT s.giver_id, s.receiver_id, s.given_at, c.weeks - width_bucket(s.given_at, c.week_starts) AS week
  FROM referrals_slip s JOIN terms t ON t.chapter_id = s.chapter_id JOIN calendars c ON c.number = t.calendar
  WHERE s.chapter_id = ANY (%(chapters)s) AND s.given_at >= %(leads_from)s AND s.given_at < %(leads_to)s
    AND s.given_at >= c.week_starts[1] AND s.given_at < t.leads_end
    AND (s.withdrawn_at IS NULL OR s.withdrawn_at >= t.leads_end) AND (s.bad_at IS NULL OR s.bad_at >= t.leads_end)
),
taken AS (
  SELECT k.member_id, max(k.at) AS latest
  FROM referrals_leadtaking k JOIN terms t ON t.chapter_id = k.chapter_id
  WHERE k.chapter_id = ANY (%(chapters)s) AND k.at >= %(leads_from)s AND k.at < t.leads_end
  GROUP BY k.member_id
)"""

MET = f"""
each_met AS MATERIALIZED (
  SELECT o.a_id, o.b_id, o.date, (t.week_end - o.date + 6) / 7 AS week
  FROM meetings_onetoone o JOIN terms t ON t.chapter_id = o.chapter_id
  WHERE o.chapter_id = ANY (%(chapters)s) AND NOT o.disputed
    AND o.date >= t.week_end - 7 * {HORIZON} AND o.date <= t.as_of
),
met AS MATERIALIZED (
  SELECT a_id AS member_id, b_id AS other_id, date, week FROM each_met
  UNION ALL
  SELECT b_id, a_id, date, week FROM each_met
),
met_with AS MATERIALIZED (
  SELECT member_id, other_id, max(date) AS latest FROM met GROUP BY member_id, other_id
)"""  # noqa: S608  # numbers of ours

WEEKLY = """
facts AS (
  SELECT c.member_id, c.week, 1 AS meetings, 0 AS came, 0 AS given, 0 AS one_to_ones
  FROM counting c JOIN gatherings g ON g.chapter_id = c.chapter_id AND g.week = c.week
  UNION ALL
  SELECT member_id, week, CASE WHEN mark = 'medical' THEN -1 ELSE 0 END,
         CASE WHEN mark IN ('present', 'late', 'substitute') THEN 1 ELSE 0 END, 0, 0
  FROM marks
  UNION ALL
  SELECT giver_id, week, 0, 0, 1, 0 FROM passed
  UNION ALL
  SELECT member_id, week, 0, 0, 0, 1 FROM met
),
tallied AS (
  SELECT member_id, week, sum(meetings)::integer AS meetings, sum(came)::integer AS came,
         sum(given)::integer AS given, sum(one_to_ones)::integer AS one_to_ones
  FROM facts GROUP BY member_id, week
),
weekly AS (
  SELECT c.member_id, array_agg(c.week ORDER BY c.nth) AS weeks,
         array_agg(coalesce(t.meetings, 0) ORDER BY c.nth) AS meetings,
         array_agg(coalesce(t.came, 0) ORDER BY c.nth) AS came,
         array_agg(coalesce(t.given, 0) ORDER BY c.nth) AS given,
         array_agg(coalesce(t.one_to_ones, 0) ORDER BY c.nth) AS one_to_ones
  FROM counting c LEFT JOIN tallied t ON t.member_id = c.member_id AND t.week = c.week
  GROUP BY c.member_id
),
lasting AS (
  SELECT giver_id AS member_id, max(given_at) AS gave, NULL::timestamptz AS got, NULL::date AS met FROM passed
  GROUP BY giver_id
  UNION ALL
  SELECT receiver_id, NULL, max(given_at), NULL FROM passed WHERE receiver_id IS NOT NULL GROUP BY receiver_id
  UNION ALL
  SELECT member_id, NULL, latest, NULL FROM taken
  UNION ALL
  SELECT member_id, NULL, NULL, max(latest) FROM met_with GROUP BY member_id
),
latest AS (
  SELECT member_id, max(gave) AS gave, max(got) AS got, max(met) AS met FROM lasting GROUP BY member_id
)"""

# Who could call, nearest first: a power partner, the sponsor, whoever met them one-to-one most lately, an officer;
# never the member, nor anybody who is on leave today.
CALLS = """
close AS (
  SELECT p.proposer_id AS member_id, p.partner_id AS other_id, 1 AS place, 'partner' AS bond
  FROM members_partnership p JOIN terms t ON t.chapter_id = p.chapter_id
  WHERE p.chapter_id = ANY (%(chapters)s) AND p.state IN ('accepted', 'ended') AND p.started_on <= t.as_of
    AND (p.ended_on IS NULL OR p.ended_on >= t.as_of)
  UNION ALL
  SELECT p.partner_id, p.proposer_id, 1, 'partner'
  FROM members_partnership p JOIN terms t ON t.chapter_id = p.chapter_id
  WHERE p.chapter_id = ANY (%(chapters)s) AND p.state IN ('accepted', 'ended') AND p.started_on <= t.as_of
    AND (p.ended_on IS NULL OR p.ended_on >= t.as_of)
  UNION ALL
  SELECT member_id, sponsor_id, 2, 'sponsor' FROM stays WHERE sponsor_id IS NOT NULL
  UNION ALL
  SELECT member_id, other_id, 3, 'met' FROM met_with
  UNION ALL
  SELECT p.member_id, o.member_id, 4 + array_position(ARRAY['vice_president', 'president', 'secretary'], o.office),
         o.office
  FROM people p JOIN members_office o ON o.chapter_id = p.chapter_id
  WHERE o.chapter_id = ANY (%(chapters)s) AND o.office IN ('vice_president', 'president', 'secretary')
    AND o.from_day <= p.as_of AND (o.to_day IS NULL OR o.to_day > p.as_of)
),
calls AS (
  SELECT DISTINCT ON (c.member_id) c.member_id, c.other_id, c.bond, w.latest AS day
  FROM close c
  JOIN people o ON o.member_id = c.other_id
  LEFT JOIN met_with w ON w.member_id = c.member_id AND w.other_id = c.other_id
  WHERE c.other_id <> c.member_id
    AND NOT EXISTS (SELECT FROM breaks b WHERE b.kind = 'leave' AND b.member_id = c.other_id
                    AND o.as_of BETWEEN b.first_day AND b.last_day)
  ORDER BY c.member_id, c.place, w.latest DESC NULLS LAST, c.other_id
)"""

# Whoever has told the day they leave is not drifting: it is said.
STAYS = """
stays AS MATERIALIZED (
  SELECT p.member_id, s.joined_on, s.sponsor_id, s.seat_id
  FROM people p JOIN members_stay s ON s.chapter_id = p.chapter_id AND s.member_id = p.member_id
  WHERE s.chapter_id = ANY (%(chapters)s) AND s.joined_on <= p.as_of AND s.left_on IS NULL
)"""

QUESTION = """
SELECT p.chapter_id, p.member_id, m.name, t.name AS seat, s.joined_on, p.since = s.joined_on AS whole, p.week_end,
       p.weeks_in, p.grace_weeks, m.user_id IS NOT NULL AS has_account, m.opened_week,
       w.weeks, w.meetings, w.came, w.given, w.one_to_ones, l.gave, l.got, l.met,
       c.other_id AS caller_id, o.name AS caller, c.bond, c.day
FROM people p
JOIN stays s ON s.member_id = p.member_id
JOIN weekly w ON w.member_id = p.member_id
JOIN members_member m ON m.id = p.member_id AND m.chapter_id = ANY (%(chapters)s)
JOIN chapters_seat q ON q.id = s.seat_id AND q.chapter_id = ANY (%(chapters)s)
JOIN chapters_category t ON t.id = q.category_id AND t.chapter_id = ANY (%(chapters)s)
LEFT JOIN latest l ON l.member_id = p.member_id
LEFT JOIN calls c ON c.member_id = p.member_id
LEFT JOIN members_member o ON o.id = c.other_id AND o.chapter_id = ANY (%(chapters)s)
ORDER BY p.chapter_id, m.name, p.member_id"""

PARTS = (PEOPLE, COUNTING, GATHERINGS, PASSED, MET, WEEKLY, STAYS, CALLS)
