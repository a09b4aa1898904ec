"""The next step that would bring a rule back to met (spec/standing.md, "Forecast").

Weeks are told by their age: week `n` is the one whose Monday is `n` weeks before the week's end. After `k` more weeks a
window of `w` weeks holds `min(k, w)` of the weeks to come and the past ones of age `w - k` and younger.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from chapters.rules import RuleSet

HORIZON = 26


@dataclass(frozen=True, slots=True)
class CountedMeeting:
    """A meeting that counts: the age of its week, its date, and whether somebody came or stood in."""

    week: int
    came: bool
    substitute: bool
    day: date


@dataclass(frozen=True, slots=True)
class EligibleWeek:
    """An eligible week of the leads window: its age, and its good slips, capped."""

    week: int
    capped: int


@dataclass(frozen=True, slots=True)
class Past:
    """What rules 1 and 2 are made from for one member: meetings that count, oldest first, and eligible weeks.

    `eligible` has a letter for each of the last 104 weeks, the youngest first: "1" where the week is eligible.
    """

    meetings: tuple[CountedMeeting, ...]
    weeks: tuple[EligibleWeek, ...]
    eligible: str


def attended(past: Past, to_come: Sequence[bool], rules: RuleSet) -> tuple[int, int]:
    """Meetings credited and counted after as many more weeks, each with one meeting that is come to or not."""
    window, allowed = rules.attendance_window_weeks, rules.max_substitutes
    kept = [meeting for meeting in past.meetings if meeting.week <= window - len(to_come)]
    new = to_come[-window:]
    substitutes = sum(meeting.substitute for meeting in kept)
    credited = sum(meeting.came for meeting in kept) + sum(new)
    credited += substitutes if allowed is None else min(substitutes, allowed)
    return credited, len(kept) + len(new)


def given(past: Past, to_come: Sequence[int], rules: RuleSet) -> tuple[int, int]:
    """Good slips, capped, and eligible weeks after as many more weeks, with as many slips in each."""
    window, most = rules.leads_window_weeks, 2 * rules.leads_per_week
    kept = [week.capped for week in past.weeks if week.week <= window - len(to_come)]
    new = [min(slips, most) for slips in to_come[-window:]]
    return sum(kept) + sum(new), len(kept) + len(new)


def attendance_forecast(past: Past, rules: RuleSet) -> int | None:
    """Meetings in a row to come to until attendance is met; None where 26 would not do."""
    for k in range(1, HORIZON + 1):
        credited, counted = attended(past, [True] * k, rules)
        if 100 * credited >= rules.attendance_percent * counted:
            return k
    return None


def leads_forecast(past: Past, rules: RuleSet) -> int | None:
    """Weeks of twice the rule's leads until the rule is met; None where 26 would not do."""
    rule = rules.leads_per_week
    for k in range(1, HORIZON + 1):
        slips, weeks = given(past, [2 * rule] * k, rules)
        if slips >= rule * weeks:
            return k
    return None
