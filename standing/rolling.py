"""What drops out of a window next, and what the figure is then if one keeps up; by the rule of the forecasts."""

from dataclasses import dataclass
from datetime import date, timedelta

from chapters.rules import RuleSet
from chapters.values import DAYS
from standing.forecast import Past, attended, given

AHEAD = 8
"""How many weeks ahead it is told, and the coming weeks can be tried."""


@dataclass(frozen=True, slots=True)
class MeetingsOut:
    """From `monday` on, in `weeks` weeks, the meetings of `days` count no more.

    `missed`: nobody came to them. `credited` of `counted` then, if the member comes every week until then.
    """

    monday: date
    weeks: int
    days: tuple[date, ...]
    missed: bool
    credited: int
    counted: int


@dataclass(frozen=True, slots=True)
class WeekOut:
    """From `monday` on, in `weeks` weeks, the week of `week` counts no more, with its `slips`.

    `given` of `asked` then, if the member gives what the rule asks for every week until then.
    """

    monday: date
    weeks: int
    week: date
    slips: int
    given: int
    asked: int


def meetings_out(past: Past, *, week_end: date, rules: RuleSet) -> MeetingsOut | None:
    """The next meetings that drop out; None where that is more than `AHEAD` weeks away, or there are none."""
    oldest = max((one.week for one in past.meetings), default=0)
    weeks = rules.attendance_window_weeks - oldest + 1
    if not oldest or weeks > AHEAD:
        return None
    leaving = [one for one in past.meetings if one.week == oldest]
    credited, counted = attended(past, [True] * weeks, rules)
    return MeetingsOut(
        monday=week_end + timedelta(days=DAYS * weeks),
        weeks=weeks,
        days=tuple(one.day for one in leaving),
        missed=not any(one.came or one.substitute for one in leaving),
        credited=credited,
        counted=counted,
    )


def week_out(past: Past, *, week_end: date, rules: RuleSet) -> WeekOut | None:
    """The next eligible week that drops out; None where that is more than `AHEAD` weeks away, or there is none."""
    oldest = max(past.weeks, key=lambda one: one.week, default=None)
    weeks = rules.leads_window_weeks - oldest.week + 1 if oldest else 0
    if oldest is None or weeks > AHEAD:
        return None
    slips, eligible = given(past, [rules.leads_per_week] * weeks, rules)
    return WeekOut(
        monday=week_end + timedelta(days=DAYS * weeks),
        weeks=weeks,
        week=week_end - timedelta(days=DAYS * oldest.week),
        slips=oldest.capped,
        given=slips,
        asked=rules.leads_per_week * eligible,
    )
