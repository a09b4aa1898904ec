"""Asking for standing: one chapter's, everybody's or some members', from the facts as they are now.

    standings(chapter, as_of=date)                                    everybody, with forecasts and due lists
    standings(chapter, as_of=date, members_only=[member.pk])          one member (the others still count as "others")
    standings(chapter, as_of=date, forecasts=False, due_lists=False)  the figures alone: a chapter's table
    standings(chapter, as_of=date, rules=RuleSet(...))                as if these rules held (a preview of a change)

A call is two statements, whatever the chapter's size. The chapter must be in scope.
The rows behind a figure are in `standing.evidence`.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from chapters.models import Chapter
from chapters.rules import RuleSet
from standing.forecast import CountedMeeting, EligibleWeek, Past, attendance_forecast, leads_forecast
from standing.judge import JUDGED
from standing.statement import rows
from standing.states import Overall, RuleStatus
from standing.tally import ATTENDED, DETAILS, DUE, GIVEN, HELD, LEAVING, PAIRS, PEOPLE, TALLIED
from standing.terms import rules_in_force, terms_of
from standing.values import AttendanceFigure, ChapterStanding, FirstMet, LeadsFigure, MemberStanding, PairFigure

SHORT = {RuleStatus.AT_RISK, RuleStatus.BEHIND}


@dataclass(frozen=True)
class Asked:
    """A group of columns of the answer, with the parts of the statement they come from."""

    parts: tuple[str, ...]
    columns: str
    tables: str


FIGURES = Asked(
    (PEOPLE, HELD, ATTENDED, GIVEN, PAIRS, TALLIED, JUDGED),
    "s.member_id, m.email, m.name, s.overall, s.attendance, s.credited, s.counted, s.leads, s.given, s.weeks, "
    "s.one_to_ones, s.done, s.required, s.partner_one_to_ones, s.partner_done, s.partner_required",
    "standing s JOIN members_member m ON m.id = s.member_id AND m.chapter_id = ANY (%(chapters)s)",
)
FORECAST = Asked(
    (DETAILS,),
    "meeting_weeks, days, marks, s.eligible::text AS eligible, busy_weeks, capped",
    "LEFT JOIN meetings ON meetings.member_id = s.member_id LEFT JOIN busy ON busy.member_id = s.member_id",
)
DUE_LISTS = Asked((DUE,), "due.others, due.partners", "LEFT JOIN due ON due.member_id = s.member_id")

ROLLING = Asked(
    (LEAVING,),
    "leaving.first, leaving.first_with, leaving.partner_first, leaving.partner_first_with",
    "LEFT JOIN leaving ON leaving.member_id = s.member_id",
)


def standings(
    chapter: Chapter,
    *,
    as_of: date,
    members_only: Collection[int] | None = None,
    rules: RuleSet | None = None,
    forecasts: bool = True,
    due_lists: bool = True,
    rolling: bool = False,
) -> ChapterStanding:
    """The standing of the members current as of a local date (spec/standing.md), sorted by e-mail.

    `rolling`: with the one-to-one that drops out first where that would be one too few.
    """
    terms = terms_of(chapter, as_of=as_of, rules=rules or rules_in_force(chapter, as_of))
    groups = [FIGURES, *([FORECAST] if forecasts else []), *([DUE_LISTS] if due_lists else [])]
    groups += [ROLLING] if rolling else []
    columns = ", ".join(group.columns for group in groups)
    tables = " ".join(group.tables for group in groups)
    found = rows(
        terms,
        [part for group in groups for part in group.parts],
        " ".join(("SELECT", columns, "FROM", tables, 'ORDER BY m.email COLLATE "C"')),
        members=None if members_only is None else list(members_only),
    )
    members = tuple(_member(row, terms.rules) for row in found)
    return ChapterStanding(chapter.slug, as_of, terms.week_end, terms.rules, members)


def _member(row: dict[str, Any], rules: RuleSet) -> MemberStanding:
    attendance, leads = RuleStatus(row["attendance"]), RuleStatus(row["leads"])
    past = _past(row, rules) if "marks" in row else None
    return MemberStanding(
        member_id=row["member_id"],
        email=row["email"],
        name=row["name"],
        overall=Overall(row["overall"]),
        attendance=AttendanceFigure(
            attendance,
            row["credited"],
            row["counted"],
            attendance_forecast(past, rules) if past and attendance in SHORT else None,
        ),
        leads=LeadsFigure(
            leads,
            row["given"],
            row["weeks"],
            leads_forecast(past, rules) if past and leads in SHORT else None,
        ),
        one_to_ones=_pairs(row, "one_to_ones", "", "others"),
        partner_one_to_ones=_pairs(row, "partner_one_to_ones", "partner_", "partners"),
        past=past,
    )


def _pairs(row: dict[str, Any], status: str, kind: str, due: str) -> PairFigure:
    return PairFigure(
        RuleStatus(row[status]),
        row[f"{kind}done"],
        row[f"{kind}required"],
        tuple(row.get(due) or ()),
        FirstMet(row[f"{kind}first"], row[f"{kind}first_with"]) if row.get(f"{kind}first") else None,
    )


def _past(row: dict[str, Any], rules: RuleSet) -> Past:
    marked = zip(row["meeting_weeks"] or (), row["days"] or (), row["marks"] or (), strict=True)
    capped = dict(zip(row["busy_weeks"] or (), row["capped"] or (), strict=True))
    eligible = row["eligible"]
    return Past(
        meetings=tuple(
            CountedMeeting(week, came=mark in {"present", "late"}, substitute=mark == "substitute", day=day)
            for week, day, mark in marked
        ),
        weeks=tuple(
            EligibleWeek(week, capped.get(week, 0))
            for week, bit in enumerate(eligible[: rules.leads_window_weeks], 1)
            if bit == "1"
        ),
        eligible=eligible,
    )
