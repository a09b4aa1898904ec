"""What waits for a member, in SQL: a SELECT a kind, each by an index of its chapter. What they are, `to_do` says.

Of seat reviews, a floor above, it only reads.
"""

from functools import cache

from chapters.access import Role
from standing.permissions import ANSWERS_DISPUTES, COMMITTEE

ANSWERS_LEAVE = (Role.PRESIDENT, Role.VICE_PRESIDENT)

SHARED = """
WITH received AS (
  SELECT s.uuid, s.giver_id, s.prospect, s.stage, s.given_at,
         (SELECT max(at) FROM referrals_progress p
          WHERE p.chapter_id = s.chapter_id AND p.slip_id = s.id) AS reported_at
  FROM referrals_slip s
  WHERE s.chapter_id = %(chapter)s AND s.receiver_id = %(me)s AND s.withdrawn_at IS NULL AND s.bad_at IS NULL
    AND NOT s.objected AND s.stage <> ALL (%(ended)s)
    AND NOT EXISTS (SELECT FROM referrals_askedhow h
                    WHERE h.chapter_id = s.chapter_id AND h.slip_id = s.id AND h.until > %(at)s)
),
partners AS (
  SELECT CASE proposer_id WHEN %(me)s THEN partner_id ELSE proposer_id END AS id
  FROM members_partnership WHERE chapter_id = %(chapter)s AND state = 'accepted' AND %(me)s IN (proposer_id, partner_id)
),
planned AS (
  SELECT p.uuid, p.state, p.turn_of_id, p.plan_id, p.starts_at AT TIME ZONE %(zone)s::text AS begins,
         p.starts_at < %(at)s AS over, (p.proposed_at AT TIME ZONE %(zone)s::text)::date AS since,
         CASE p.proposer_id WHEN %(me)s THEN p.other_id ELSE p.proposer_id END AS id
  FROM meetings_appointment p
  WHERE p.chapter_id = %(chapter)s AND %(me)s IN (p.proposer_id, p.other_id) AND p.state IN ('proposed', 'agreed')
),
met AS (
  SELECT CASE a_id WHEN %(me)s THEN b_id ELSE a_id END AS id, max(date) AS latest
  FROM meetings_onetoone WHERE chapter_id = %(chapter)s AND %(me)s IN (a_id, b_id) AND NOT disputed GROUP BY 1
)
"""

# It says the same as `Slip.objects.waiting_for`.
SLIP = """
SELECT 'slip', r.uuid::text, m.name, r.prospect, r.stage,
       (coalesce(r.reported_at, r.given_at) AT TIME ZONE %(zone)s::text)::date
FROM received r JOIN members_member m ON m.chapter_id = %(chapter)s AND m.id = r.giver_id
WHERE r.stage = %(passed)s OR r.reported_at <= %(silent_since)s
"""
LEAD_QUESTION = """
SELECT 'lead_question', s.uuid::text, m.name, q.words, q.kind, (q.asked_at AT TIME ZONE %(zone)s::text)::date
FROM referrals_leadquestion q
JOIN referrals_slip s ON s.chapter_id = q.chapter_id AND s.id = q.lead_id
JOIN members_member m ON m.chapter_id = q.chapter_id AND m.id = q.asker_id
WHERE q.chapter_id = %(chapter)s AND q.answered_at IS NULL AND s.giver_id = %(me)s AND s.withdrawn_at IS NULL
  AND s.bad_at IS NULL AND s.stage = %(passed)s
"""
PARTNERSHIP = """
SELECT 'partnership', p.id::text, m.name, p.looks_for, '', (p.proposed_at AT TIME ZONE %(zone)s::text)::date
FROM members_partnership p JOIN members_member m ON m.chapter_id = p.chapter_id AND m.id = p.proposer_id
WHERE p.chapter_id = %(chapter)s AND p.partner_id = %(me)s AND p.state = 'proposed'
"""
ONE_TO_ONE = """
SELECT 'one_to_one', o.uuid::text, m.name, '', '', o.date
FROM meetings_onetoone o JOIN members_member m ON m.chapter_id = o.chapter_id AND m.id = o.logged_by_id
WHERE o.chapter_id = %(chapter)s AND %(me)s IN (o.a_id, o.b_id) AND o.logged_by_id <> %(me)s AND NOT o.disputed
  AND o.confirmed_at IS NULL
"""
LEAVE = """
SELECT 'leave', l.id::text, m.name, l.reason, '', l.first_day
FROM members_leave l JOIN members_member m ON m.chapter_id = l.chapter_id AND m.id = l.member_id
WHERE l.chapter_id = %(chapter)s AND l.approved IS NULL AND l.member_id <> %(me)s
"""
FLAG = """
SELECT 'flag', id::text, '', reason, '', (opened_at AT TIME ZONE %(zone)s::text)::date
FROM standing_flag WHERE chapter_id = %(chapter)s AND member_id = %(me)s AND closed_at IS NULL AND told_at IS NOT NULL
  AND (answered_at IS NULL OR answered_at < told_at)
"""
SEAT_REVIEW = """
SELECT 'seat_review', f.id::text, m.name, '', w.word, w.since
FROM standing_flag f JOIN members_member m ON m.chapter_id = f.chapter_id AND m.id = f.member_id
LEFT JOIN reviews_seatreview r ON r.chapter_id = f.chapter_id AND r.flag_id = f.id
CROSS JOIN LATERAL (
  SELECT 'call' AS word, (f.opened_at AT TIME ZONE %(zone)s::text)::date AS since
  WHERE coalesce(r.state, 'flagged') = 'flagged'
  UNION ALL
  SELECT 'check', r.check_on WHERE r.state = 'supported' AND r.check_on <= %(today)s AND %(leads_reviews)s::boolean
  UNION ALL
  SELECT 'vote', (d.proposed_at AT TIME ZONE %(zone)s::text)::date
  FROM reviews_decision d
  WHERE d.chapter_id = f.chapter_id AND d.review_id = r.id AND d.state = 'voting'
    AND coalesce(d.seated @> to_jsonb(%(me)s::bigint), true)
    AND NOT EXISTS (SELECT FROM reviews_ballot b
                    WHERE b.chapter_id = d.chapter_id AND b.decision_id = d.id AND b.voter_id = %(me)s)
  UNION ALL
  SELECT 'confirm', d.appeal_until
  FROM reviews_decision d
  WHERE d.chapter_id = f.chapter_id AND d.review_id = r.id AND r.state = 'decided' AND d.state = 'carried'
    AND d.kind = 'open_seat' AND %(leads_reviews)s::boolean
    AND (d.appeal_until < %(today)s
         OR EXISTS (SELECT FROM reviews_decision a WHERE a.chapter_id = d.chapter_id AND a.review_id = d.review_id
                    AND a.kind = 'appeal' AND a.id > d.id))
) w
WHERE f.chapter_id = %(chapter)s AND f.closed_at IS NULL AND f.member_id <> %(me)s
  AND NOT EXISTS (SELECT FROM reviews_recusal x
                  WHERE x.chapter_id = f.chapter_id AND x.review_id = r.id AND x.member_id = %(me)s)
"""
DISPUTE = """
SELECT 'dispute', d.id::text, m.name, '', d.what, (d.raised_at AT TIME ZONE %(zone)s::text)::date
FROM standing_dispute d JOIN members_member m ON m.chapter_id = d.chapter_id AND m.id = d.member_id
WHERE d.chapter_id = %(chapter)s AND d.state = 'open' AND d.member_id <> %(me)s AND d.other_id IS DISTINCT FROM %(me)s
"""
HANDING_ON = """
SELECT 'handing_on', m.id::text, m.name, count(*)::text, '', max(y.left_on)
FROM referrals_slip s
JOIN members_stay y ON y.chapter_id = s.chapter_id AND y.member_id = s.receiver_id
  AND y.left_on > %(ninety_days_ago)s AND y.left_on <= %(today)s
JOIN members_member m ON m.chapter_id = s.chapter_id AND m.id = s.receiver_id
WHERE s.chapter_id = %(chapter)s AND s.giver_id = %(me)s AND s.kind = 'referral' AND s.withdrawn_at IS NULL
  AND s.bad_at IS NULL AND s.stage <> ALL (%(ended)s)
  AND NOT EXISTS (SELECT FROM members_stay h WHERE h.chapter_id = s.chapter_id AND h.member_id = s.receiver_id
                  AND (h.left_on IS NULL OR h.left_on > %(today)s))
  AND NOT EXISTS (SELECT FROM referrals_handedon d WHERE d.chapter_id = s.chapter_id AND d.slip_id = s.id)
GROUP BY m.id, m.name
"""
CONTRACT = """
SELECT 'contract', v.id::text, '', '', '', (v.written_at AT TIME ZONE %(zone)s::text)::date
FROM (SELECT id, written_at FROM members_contractversion WHERE chapter_id = %(chapter)s ORDER BY number DESC LIMIT 1) v
WHERE NOT EXISTS (
  SELECT FROM members_acceptance a JOIN members_stay y ON y.chapter_id = a.chapter_id AND y.id = a.stay_id
  WHERE a.chapter_id = %(chapter)s AND a.version_id = v.id AND y.member_id = %(me)s
    AND (y.left_on IS NULL OR y.left_on > %(today)s))
"""
TURN = """
SELECT 'turn', m.id::text, m.name, m.email, CASE WHEN m.id IN (SELECT id FROM partners) THEN 'partner' ELSE '' END,
       met.latest
FROM members_member m LEFT JOIN met ON met.id = m.id
WHERE m.chapter_id = %(chapter)s AND m.email = ANY (%(due)s) AND m.id NOT IN (SELECT id FROM planned)
"""
APPOINTMENT = """
SELECT 'appointment', p.uuid::text, m.name, coalesce(to_char(p.begins, 'HH24:MI'), ''),
       CASE WHEN p.state = 'proposed' THEN CASE WHEN p.turn_of_id IS NULL THEN 'planned' ELSE 'asked' END
            WHEN p.over THEN 'over' ELSE 'coming' END,
       CASE p.state WHEN 'agreed' THEN p.begins::date ELSE p.since END
FROM planned p JOIN members_member m ON m.chapter_id = %(chapter)s AND m.id = p.id
WHERE p.state = 'agreed' OR p.turn_of_id IS NULL OR p.turn_of_id = %(me)s
"""
MARK = """
SELECT 'mark', k.id::text, '', k.substitute, k.mark, g.date
FROM meetings_meeting g JOIN meetings_mark k ON k.chapter_id = g.chapter_id AND k.meeting_id = g.id
WHERE g.chapter_id = %(chapter)s AND g.date = %(meeting_day)s AND k.member_id = %(me)s
"""
VISIT = """
SELECT 'visit', id::text, name, category, '', date
FROM meetings_visit WHERE chapter_id = %(chapter)s AND date = %(meeting_day)s AND cannot_come_at IS NULL
  AND coalesce(host_id, invited_by_id) = %(me)s
"""
FOLLOW_UP = """
SELECT 'follow_up', v.id::text, v.name, v.category, '', v.date
FROM meetings_visit v JOIN meetings_meeting g ON g.chapter_id = v.chapter_id AND g.date = v.date AND g.status = 'held'
WHERE v.chapter_id = %(chapter)s AND coalesce(v.host_id, v.invited_by_id) = %(me)s AND v.followed_up_at IS NULL
  AND v.outcome IN ('came', 'applied', 'joined') AND g.closed_at >= %(still_warm)s
"""
ASK = """
SELECT 'ask', id::text, '', text, '', date
FROM meetings_weekask WHERE chapter_id = %(chapter)s AND date = %(meeting_day)s AND member_id = %(me)s
"""
WHO_KNOWS = """
SELECT 'who_knows', a.uuid::text, m.name, left(a.text, 200), '', a.need_by
FROM referrals_ask a JOIN members_member m ON m.chapter_id = a.chapter_id AND m.id = a.asker_id
WHERE a.chapter_id = %(chapter)s AND a.state = 'open' AND a.need_by >= %(today)s AND a.asker_id <> %(me)s
  AND NOT EXISTS (SELECT FROM referrals_answer w
                  WHERE w.chapter_id = a.chapter_id AND w.ask_id = a.id AND w.answerer_id = %(me)s)
"""
PRESENTATION = """
SELECT 'presentation', id::text, '', title, '', date
FROM meetings_presentation WHERE chapter_id = %(chapter)s AND date = %(meeting_day)s AND member_id = %(me)s
"""
SWAP = """
SELECT 'swap', s.id::text, m.name, '', '', p.date
FROM meetings_swap s JOIN members_member m ON m.chapter_id = s.chapter_id AND m.id = s.asked_by_id
JOIN meetings_presentation p ON p.chapter_id = s.chapter_id AND p.id = s.wanted_id
WHERE s.chapter_id = %(chapter)s AND s.asked_id = %(me)s AND s.state = 'asked' AND p.member_id = %(me)s
  AND p.date >= %(today)s
"""
LOOK_BACK = """
SELECT 'look_back', l.id::text, m.name, '', CASE l.opened_by_id WHEN %(me)s THEN 'mine' ELSE 'asked' END,
       (l.opened_at AT TIME ZONE %(zone)s::text)::date
FROM referrals_lookback l
JOIN members_member m ON m.chapter_id = l.chapter_id AND m.id = CASE l.a_id WHEN %(me)s THEN l.b_id ELSE l.a_id END
WHERE l.chapter_id = %(chapter)s AND %(me)s IN (l.a_id, l.b_id) AND l.closed_at IS NULL
  AND EXISTS (SELECT FROM referrals_lookbackitem i WHERE i.chapter_id = l.chapter_id AND i.look_back_id = l.id
    AND NOT EXISTS (SELECT FROM referrals_lookbackanswer a
                    WHERE a.chapter_id = i.chapter_id AND a.item_id = i.id AND a.member_id = %(me)s))
"""
LOOK_BACK_DUE = """
SELECT 'look_back', m.id::text, m.name, '', 'due', NULL
FROM (
  SELECT CASE a_id WHEN %(me)s THEN b_id ELSE a_id END AS id, max(closed_at) AS closed,
         bool_or(closed_at IS NULL) AS going_on
  FROM referrals_lookback WHERE chapter_id = %(chapter)s AND %(me)s IN (a_id, b_id) GROUP BY 1
) l JOIN members_member m ON m.chapter_id = %(chapter)s AND m.id = l.id
WHERE NOT l.going_on AND l.closed <= %(a_quarter_ago)s
  AND EXISTS (SELECT FROM members_stay y WHERE y.chapter_id = %(chapter)s AND y.member_id = l.id AND y.left_on IS NULL)
  AND EXISTS (SELECT FROM referrals_slip s WHERE s.chapter_id = %(chapter)s AND s.withdrawn_at IS NULL
    AND s.given_at > l.closed
    AND (s.giver_id = %(me)s AND s.receiver_id = l.id OR s.giver_id = l.id AND s.receiver_id = %(me)s))
"""

EVERYBODYS = (
    SLIP,
    LEAD_QUESTION,
    PARTNERSHIP,
    ONE_TO_ONE,
    FLAG,
    HANDING_ON,
    CONTRACT,
    TURN,
    APPOINTMENT,
    MARK,
    VISIT,
    FOLLOW_UP,
    ASK,
    WHO_KNOWS,
    PRESENTATION,
    SWAP,
    LOOK_BACK,
    LOOK_BACK_DUE,
)
OFFICERS = ((ANSWERS_LEAVE, LEAVE), (COMMITTEE, SEAT_REVIEW), (ANSWERS_DISPUTES, DISPUTE))
"""What only some offices are asked, with who they are."""


@cache
def waiting_sql(roles: frozenset[Role]) -> str:
    """The one statement for somebody with these roles."""
    theirs = [select for offices, select in OFFICERS if not roles.isdisjoint(offices)]
    return f"{SHARED}{'UNION ALL'.join([*EVERYBODYS, *theirs])}ORDER BY 1, 6 NULLS FIRST, 3, 2"
