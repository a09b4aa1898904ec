"""The next step that would bring a rule back to met (spec/standing.md, "Forecast").

Weeks are told by their age: week `n` is the one whose Monday is `n` weeks before the week's end. After `k` more weeks a
window of `w` weeks holds `min(k, w)` of the weeks to come and the past ones of age `w - k` and younger.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from chapters.rules import RuleSet

HORIZON = 26


@dataclass(frozen=True, slots=True)
class CountedMeeting:
    """A meeting that counts: the age of its week, and whether somebody came or stood in."""

    week: int
    came: bool
    substitute: bool


@dataclass(frozen=True, slots=True)
class EligibleWeek:
    """An eligible week of the leads window: its age, and its good slips, capped."""

    week: int
    capped: int


def attendance_forecast(meetings: Sequence[CountedMeeting], rules: RuleSet) -> int | None:
    """Meetings in a row to come to until attendance is met; None where 26 would not do. `meetings` oldest first."""
    window, allowed = rules.attendance_window_weeks, rules.max_substitutes
    for k in range(1, HORIZON + 1):
        kept = [meeting for meeting in meetings if meeting.week <= window - k]
        substitutes = sum(meeting.substitute for meeting in kept)
        credited = sum(meeting.came for meeting in kept) + min(k, window)
        credited += substitutes if allowed is None else min(substitutes, allowed)
        if 100 * credited >= rules.attendance_percent * (len(kept) + min(k, window)):
            return k
    return None


def leads_forecast(weeks: Sequence[EligibleWeek], rules: RuleSet) -> int | None:
    """Weeks of twice the rule's leads until the rule is met; None where 26 would not do."""
    window, rule = rules.leads_window_weeks, rules.leads_per_week
    for k in range(1, HORIZON + 1):
        kept = [week.capped for week in weeks if week.week <= window - k]
        to_come = min(k, window)
        if sum(kept) + 2 * rule * to_come >= rule * (len(kept) + to_come):
            return k
    return None
