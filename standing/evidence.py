"""Every figure opens into the rows it was made from (spec/standing.md, "What the figures are for").

Each function takes a chapter in scope, a member's key and the local date asked for, and gives rows whose counts add
up to the figure `standing.engine.standings` gives for the same question; nothing for somebody who is not current,
nor for a rule that is off. One statement each (two for `weeks`), and one more where the `rules` that hold are not
given. What a member says is missing (`missing_one_to_ones`, and beside the weeks) is in no figure, and told as it is
now.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from itertools import starmap
from typing import Any

from django.db.models import OuterRef, Subquery

from chapters.models import Chapter
from chapters.rules import RuleSet
from chapters.values import Week, Window, local_date
from referrals.models import Slip
from standing.models import Dispute
from standing.statement import rows
from standing.states import Disputed, DisputeState
from standing.tally import HELD, PAIRS, PEOPLE
from standing.terms import Terms, rules_in_force, terms_of
from standing.values import MeetingEvidence, Met, PairEvidence, SaidMissing, SlipEvidence, WeekEvidence

CREDITED = {"present", "late"}
SLIP = (
    "uuid",
    "kind",
    "given_at",
    "receiver__name",
    "day_unknown",
    "withdrawn_at",
    "bad_at",
    "dispute",
    "disputed",
)

MEETINGS = """
SELECT h.date, coalesce(k.mark, '') AS mark, coalesce(k.substitute, '') AS substitute,
       coalesce(k.day_unknown, false) AS day_unknown,
       CASE WHEN h.date < j.since THEN 'before'
            WHEN b.kind IS NOT NULL THEN b.kind
            WHEN k.mark = 'medical' THEN 'medical'
            ELSE '' END AS left_out,
       d.id AS dispute, coalesce(d.state, '') AS disputed
FROM judged j
JOIN held h ON h.chapter_id = j.chapter_id
LEFT JOIN meetings_mark k
  ON k.chapter_id = ANY (%(chapters)s) AND k.meeting_id = h.id AND k.member_id = j.member_id
LEFT JOIN LATERAL (SELECT max(kind) AS kind FROM breaks
                   WHERE breaks.member_id = j.member_id AND h.date BETWEEN first_day AND last_day) b ON true
LEFT JOIN LATERAL (SELECT id, state FROM standing_dispute
                   WHERE chapter_id = ANY (%(chapters)s) AND member_id = j.member_id AND what = 'mark' AND day = h.date
                   ORDER BY raised_at DESC, id DESC LIMIT 1) d ON true
ORDER BY h.date"""

CALENDAR = """
SELECT j.since, j.eligible::text AS eligible, b.kinds, b.firsts, b.lasts, x.disputes, x.days, x.names
FROM judged j
LEFT JOIN LATERAL (SELECT array_agg(kind) AS kinds, array_agg(first_day) AS firsts, array_agg(last_day) AS lasts
                   FROM breaks WHERE breaks.member_id = j.member_id) b ON true
LEFT JOIN LATERAL (SELECT array_agg(d.id ORDER BY d.day, d.id) AS disputes,
                          array_agg(d.day ORDER BY d.day, d.id) AS days,
                          array_agg(coalesce(o.name, '') ORDER BY d.day, d.id) AS names
                   FROM standing_dispute d
                   LEFT JOIN members_member o ON o.chapter_id = d.chapter_id AND o.id = d.other_id
                   WHERE d.chapter_id = ANY (%(chapters)s) AND d.member_id = j.member_id
                     AND d.what = 'missing_slip' AND d.state = 'open') x ON true"""

WITH_EACH = """
SELECT p.other_id AS member_id, m.email, m.name, p.{done}::integer AS done, p.{required}::integer AS required,
       d.dates, d.dates_unknown, d.disputed, d.disputed_unknown, d.latest, d.latest_unknown
FROM pairs p
JOIN judged t ON t.member_id = p.member_id
JOIN members_member m ON m.id = p.other_id AND m.chapter_id = ANY (%(chapters)s)
LEFT JOIN LATERAL (
  SELECT array_agg(o.date ORDER BY o.date, o.id) FILTER (WHERE NOT o.disputed AND o.date >= w.since) AS dates,
         array_agg(o.day_unknown ORDER BY o.date, o.id)
           FILTER (WHERE NOT o.disputed AND o.date >= w.since) AS dates_unknown,
         array_agg(o.date ORDER BY o.date, o.id) FILTER (WHERE o.disputed AND o.date >= w.since) AS disputed,
         array_agg(o.day_unknown ORDER BY o.date, o.id)
           FILTER (WHERE o.disputed AND o.date >= w.since) AS disputed_unknown,
         max(o.date) FILTER (WHERE NOT o.disputed) AS latest,
         (array_agg(o.day_unknown ORDER BY o.date DESC, o.day_unknown) FILTER (WHERE NOT o.disputed))[1]
           AS latest_unknown
  FROM meetings_onetoone o, (SELECT greatest(t.week_end - {days}, t.record_from) AS since) w
  WHERE o.chapter_id = ANY (%(chapters)s) AND o.a_id = least(p.member_id, p.other_id)
    AND o.b_id = greatest(p.member_id, p.other_id) AND o.date < t.week_end
) d ON true
WHERE p.{required} > 0
ORDER BY p.{done} >= p.{required}, d.latest NULLS FIRST, m.email COLLATE "C\""""


def meetings(
    chapter: Chapter, member_id: int, *, as_of: date, rules: RuleSet | None = None
) -> tuple[MeetingEvidence, ...]:
    """Rule 1: each held meeting of the window with its mark, oldest first."""
    terms = terms_of(chapter, as_of=as_of, rules=rules or rules_in_force(chapter, as_of))
    allowed, found = terms.rules.max_substitutes, []
    for row in rows(terms, (PEOPLE, HELD), MEETINGS, members=[member_id]):
        counts = not row["left_out"]
        stood_in = counts and row["mark"] == "substitute" and (allowed is None or allowed > 0)
        if stood_in and allowed is not None:
            allowed -= 1
        credited = counts and (row["mark"] in CREDITED or stood_in)
        found.append(MeetingEvidence(**row, counts=counts, credited=credited))
    return tuple(found)


def weeks(chapter: Chapter, member_id: int, *, as_of: date, rules: RuleSet | None = None) -> tuple[WeekEvidence, ...]:
    """Rule 2: each week of the window with its slips, oldest first."""
    return weeks_and_missing(chapter, member_id, as_of=as_of, rules=rules)[0]


def weeks_and_missing(
    chapter: Chapter, member_id: int, *, as_of: date, rules: RuleSet | None = None, reader: int | None = None
) -> tuple[tuple[WeekEvidence, ...], tuple[SaidMissing, ...]]:
    """The same, and the slips of any day that the member says are missing, oldest first, while that waits.

    A `reader` whose own word is disputed is not told so (`standing.permissions.can_read_dispute`).
    """
    terms = terms_of(chapter, as_of=as_of, rules=rules or rules_in_force(chapter, as_of))
    found_calendar = rows(terms, (PEOPLE,), CALENDAR, members=[member_id])
    if not found_calendar or not terms.rules.leads_per_week:
        return (), ()
    (calendar,) = found_calendar
    slips, cap = _slips(chapter, member_id, terms, reader), 2 * terms.rules.leads_per_week
    found = []
    for week in Window(terms.week_end, terms.rules.leads_window_weeks):
        eligible = calendar["eligible"][(terms.week_end - week.monday).days // 7 - 1] == "1"
        good = sum(not slip.refused for slip in slips[week])
        found.append(
            WeekEvidence(
                monday=week.monday,
                eligible=eligible,
                left_out="" if eligible else _left_out(week, calendar),
                good=good,
                capped=min(good, cap) if eligible else 0,
                slips=tuple(slips[week]),
            )
        )
    said = zip(calendar["disputes"] or (), calendar["days"] or (), calendar["names"] or (), strict=True)
    return tuple(found), tuple(starmap(SaidMissing, said))


def pairs(chapter: Chapter, member_id: int, *, as_of: date, rules: RuleSet | None = None) -> tuple[PairEvidence, ...]:
    """Rule 3: each other member something is required with, most pressing first, then those who are met."""
    return _with_each(chapter, member_id, as_of, rules, WITH_EACH.format(done="done", required="required", days=364))


def partners(
    chapter: Chapter, member_id: int, *, as_of: date, rules: RuleSet | None = None
) -> tuple[PairEvidence, ...]:
    """Rule 4: each power partner who counts, most pressing first, then those who are met."""
    return _with_each(
        chapter, member_id, as_of, rules, WITH_EACH.format(done="partner_done", required="partner_required", days=91)
    )


def missing_one_to_ones(
    chapter: Chapter, member_id: int, *, others: Collection[int] | None = None
) -> tuple[SaidMissing, ...]:
    """The one-to-ones (with these `others`) that the member says are missing, oldest first, while that waits."""
    waiting = Dispute.objects.in_chapter(chapter).filter(
        member=member_id, what=Disputed.MISSING_ONE_TO_ONE, state=DisputeState.OPEN
    )
    if others is not None:
        waiting = waiting.filter(other__in=others)
    return tuple(starmap(SaidMissing, waiting.order_by("day", "pk").values_list("pk", "day", "other__name")))


def _with_each(
    chapter: Chapter, member_id: int, as_of: date, rules: RuleSet | None, question: str
) -> tuple[PairEvidence, ...]:
    terms = terms_of(chapter, as_of=as_of, rules=rules or rules_in_force(chapter, as_of))
    return tuple(
        PairEvidence(
            member_id=row["member_id"],
            email=row["email"],
            name=row["name"],
            done=row["done"],
            required=row["required"],
            dates=_met(row["dates"], row["dates_unknown"]),
            disputed=_met(row["disputed"], row["disputed_unknown"]),
            latest=Met(row["latest"], row["latest_unknown"]) if row["latest"] else None,
        )
        for row in rows(terms, (PEOPLE, PAIRS), question, members=[member_id])
    )


def _met(days: Sequence[date] | None, unknown: Sequence[bool] | None) -> tuple[Met, ...]:
    return tuple(starmap(Met, zip(days or (), unknown or (), strict=True)))


def _slips(chapter: Chapter, member_id: int, terms: Terms, reader: int | None) -> Mapping[Week, Sequence[SlipEvidence]]:
    found: dict[Week, list[SlipEvidence]] = defaultdict(list)
    disputes = Dispute.objects.in_chapter(chapter).filter(member=member_id, slip=OuterRef("pk"))
    disputes = (disputes.exclude(other=reader) if reader else disputes).order_by("-raised_at", "-pk")
    given = (
        Slip.objects.in_chapter(chapter)
        .filter(giver=member_id)
        .between(terms.week_starts[0], terms.leads_end)
        .order_by("given_at", "pk")
        .annotate(dispute=Subquery(disputes.values("pk")[:1]), disputed=Subquery(disputes.values("state")[:1]))
        .values(*SLIP)
    )
    for row in given:
        day = local_date(row["given_at"], chapter.zone)
        refused = [
            word
            for word, at in (("withdrawn", row["withdrawn_at"]), ("bad", row["bad_at"]))
            if at and at < terms.leads_end
        ]
        found[Week.of(day)].append(
            SlipEvidence(
                uuid=str(row["uuid"]),
                kind=row["kind"],
                day=day,
                receiver=row["receiver__name"] or "",
                day_unknown=row["day_unknown"],
                refused=refused[0] if refused else "",
                dispute=row["dispute"],
                disputed=row["disputed"] or "",
            )
        )
    return found


def _left_out(week: Week, calendar: Mapping[str, Any]) -> str:
    if week.monday < calendar["since"]:
        return "before"
    spans = zip(calendar["kinds"], calendar["firsts"], calendar["lasts"], strict=True)
    kinds = {kind for kind, first, last in spans if first < week.end and last >= week.monday}
    return "recess" if "recess" in kinds else "leave"
