"""The record as it stands, kept with a check or a decision, and read again later as it stood.

What officers see as evidence is date, kind, people, good or not: never a prospect, a need or an amount.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import starmap
from typing import Any

from chapters.models import Chapter
from chapters.rules import RuleSet
from meetings.states import Attendance
from reviews.refusals import HoldsNoSeat
from standing import evidence
from standing.engine import standings
from standing.sentences import FigureLine, lines_of
from standing.states import Overall, RuleStatus
from standing.terms import rules_in_force
from standing.values import AttendanceFigure, LeadsFigure, MemberStanding, PairEvidence, PairFigure

CREDITED = frozenset({Attendance.PRESENT, Attendance.LATE, Attendance.SUBSTITUTE})
"""What was credited of old, where only the mark was kept."""


@dataclass(frozen=True, slots=True)
class KeptMeeting:
    """A meeting with its mark; `left_out` says why it did not count, `credited` whether it did for the member."""

    day: date
    mark: str
    left_out: str
    credited: bool


@dataclass(frozen=True, slots=True)
class KeptWeek:
    """A week with how many good leads and referrals; `slips` are their days and kinds, and why one did not count."""

    monday: date
    good: int
    slips: tuple[tuple[date, str, str], ...]


@dataclass(frozen=True, slots=True)
class KeptPair:
    """Somebody to meet: how often they did, of how often it was asked for, and on which days."""

    name: str
    done: int
    required: int
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Stood:
    """A member's standing at some moment, in words, with the rows it was made from (of what is kept).

    `rule` is how many leads a week the group asked for. `partners` are the power partners among whom to meet.
    """

    week_end: date
    overall: str
    lines: list[FigureLine]
    meetings: tuple[KeptMeeting, ...] = ()
    weeks: tuple[KeptWeek, ...] = ()
    rule: int = 0
    pairs: tuple[KeptPair, ...] = ()
    partners: tuple[KeptPair, ...] = ()


def stands(chapter: Chapter, member_id: int, *, at: datetime) -> Stood | None:
    """How a member stands now; None for somebody who is no member any more. Two statements."""
    found = standings(chapter, as_of=chapter.today(at), members_only=[member_id], due_lists=False)
    mine = found.of(member_id)
    if mine is None:
        return None
    return Stood(found.week_end, mine.overall.value, lines_of(mine, found.rules))


def as_it_stands(chapter: Chapter, member_id: int, *, at: datetime) -> dict[str, Any]:
    """Figures, rules and rows, as JSON to keep. Raises HoldsNoSeat for somebody who is no member any more."""
    today = chapter.today(at)
    rules = rules_in_force(chapter, today)
    found = standings(chapter, as_of=today, members_only=[member_id], rules=rules, forecasts=False, due_lists=False)
    mine = found.of(member_id)
    if mine is None:
        raise HoldsNoSeat
    asked: dict[str, Any] = {"as_of": today, "rules": rules}
    return {
        "as_of": today.isoformat(),
        "week_end": found.week_end.isoformat(),
        "rules": rules.as_dict(),
        "overall": mine.overall.value,
        "attendance": [mine.attendance.status.value, mine.attendance.credited, mine.attendance.counted],
        "leads": [mine.leads.status.value, mine.leads.given, mine.leads.weeks],
        "one_to_ones": _pair(mine.one_to_ones),
        "partner_one_to_ones": _pair(mine.partner_one_to_ones),
        "meetings": [
            [one.date.isoformat(), one.mark, one.left_out, one.credited]
            for one in evidence.meetings(chapter, member_id, **asked)
        ],
        "weeks": [
            [one.monday.isoformat(), one.good, [[slip.day.isoformat(), slip.kind, slip.refused] for slip in one.slips]]
            for one in evidence.weeks(chapter, member_id, **asked)
            if one.eligible
        ],
        "pairs": _people(evidence.pairs(chapter, member_id, **asked)),
        "partners": _people(evidence.partners(chapter, member_id, **asked)),
    }


def as_it_stood(kept: dict[str, Any]) -> Stood:
    """What `as_it_stands` kept, in the words of today's language. Of old less was kept, and less is told."""
    rules = RuleSet.with_defaults(kept["rules"])
    credited, given = kept["attendance"], kept["leads"]
    standing = MemberStanding(
        member_id=0,
        email="",
        name="",
        overall=Overall(kept["overall"]),
        attendance=AttendanceFigure(RuleStatus(credited[0]), credited[1], credited[2]),
        leads=LeadsFigure(RuleStatus(given[0]), given[1], given[2]),
        one_to_ones=_figure(kept["one_to_ones"]),
        partner_one_to_ones=_figure(kept["partner_one_to_ones"]),
    )
    return Stood(
        week_end=date.fromisoformat(kept["week_end"]),
        overall=kept["overall"],
        lines=lines_of(standing, rules),
        meetings=tuple(starmap(_meeting, kept["meetings"])),
        weeks=tuple(starmap(_week, kept["weeks"])),
        rule=rules.leads_per_week,
        pairs=tuple(starmap(_with, kept["pairs"])),
        partners=tuple(starmap(_with, kept.get("partners", ()))),
    )


def _people(found: Iterable[PairEvidence]) -> list[list[Any]]:
    return [[one.name, one.done, one.required, [met.day.isoformat() for met in one.dates]] for one in found]


def _meeting(day: str, mark: str, left_out: str, credited: bool | None = None) -> KeptMeeting:
    as_marked = not left_out and mark in CREDITED
    return KeptMeeting(date.fromisoformat(day), mark, left_out, as_marked if credited is None else credited)


def _week(monday: str, good: int, slips: Iterable[tuple[str, str, str]] = ()) -> KeptWeek:
    told = tuple((date.fromisoformat(day), kind, refused) for day, kind, refused in slips)
    return KeptWeek(date.fromisoformat(monday), good, told)


def _with(name: str, done: int, required: int, days: Iterable[str] = ()) -> KeptPair:
    return KeptPair(name, done, required, tuple(map(date.fromisoformat, days)))


def _pair(figure: PairFigure) -> list[Any]:
    return [figure.status.value, figure.done, figure.required]


def _figure(kept: list[Any]) -> PairFigure:
    return PairFigure(RuleStatus(kept[0]), kept[1], kept[2])
