"""What if: the coming weeks as a member supposes them, each with the figures after it and their words.

Everything else is frozen, as in a forecast: one meeting a week, each week eligible, only the window moves on.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from chapters.rules import RuleSet
from chapters.statements import ask
from chapters.values import DAYS
from standing.forecast import CountedMeeting, EligibleWeek, Past, attended, given
from standing.judge import SUPPOSED
from standing.rolling import AHEAD
from standing.states import RuleStatus

MOST = 2
"""A week counts for at most twice the rule."""


@dataclass(frozen=True, slots=True)
class Supposed:
    """Of each coming week: whether the member comes, and how often over they give what the rule asks (0, 1, 2)."""

    comes: tuple[bool, ...]
    gives: tuple[int, ...]

    @classmethod
    def read(cls, comes: str, gives: str, *, usual: int) -> Self:
        """From the digits of an address; what it does not say, or says wrongly, is as `usual`, and that one comes."""
        came = comes.ljust(AHEAD, "1")[:AHEAD]
        gave = gives.ljust(AHEAD, str(usual))[:AHEAD]
        often = {str(number): number for number in range(MOST + 1)}
        return cls(tuple(one != "0" for one in came), tuple(often.get(one, usual) for one in gave))

    def comes_but(self, week: int) -> str:
        """The digits in which one week is the other way round."""
        return "".join(str(int(one != (n == week))) for n, one in enumerate(self.comes))

    def gives_but(self, week: int) -> str:
        """The digits in which one week gives the next number, after the most none."""
        return "".join(str((one + 1) % (MOST + 1) if n == week else one) for n, one in enumerate(self.gives))

    @property
    def comes_as_digits(self) -> str:
        """As it stands in an address."""
        return "".join(str(int(one)) for one in self.comes)

    @property
    def gives_as_digits(self) -> str:
        """As it stands in an address."""
        return "".join(map(str, self.gives))


@dataclass(frozen=True, slots=True)
class SupposedWeek:
    """One coming week, what is supposed of it, and the figures from `until` on, the Monday after it.

    `meetings_out` and `week_out` are what drops out of the windows on that Monday.
    """

    monday: date
    until: date
    comes: bool
    credited: int
    counted: int
    attendance: RuleStatus
    meetings_out: tuple[CountedMeeting, ...]
    slips: int
    given: int
    asked: int
    leads: RuleStatus
    week_out: EligibleWeek | None


def suppose(past: Past, supposed: Supposed, *, week_end: date, rules: RuleSet) -> list[SupposedWeek]:
    """Each coming week with its figures. One statement, which judges them."""
    weeks = range(1, AHEAD + 1)
    slips = [rules.leads_per_week * often for often in supposed.gives]
    came = [attended(past, supposed.comes[:k], rules) for k in weeks]
    gave = [given(past, slips[:k], rules) for k in weeks]
    words = _judged(came, gave, rules)
    found = []
    for k in weeks:
        (credited, counted), (slips_given, eligible), (attendance, leads) = came[k - 1], gave[k - 1], words[k - 1]
        out_of_meetings, out_of_leads = rules.attendance_window_weeks - k + 1, rules.leads_window_weeks - k + 1
        found.append(
            SupposedWeek(
                monday=week_end + timedelta(days=DAYS * (k - 1)),
                until=week_end + timedelta(days=DAYS * k),
                comes=supposed.comes[k - 1],
                credited=credited,
                counted=counted,
                attendance=attendance,
                meetings_out=tuple(one for one in past.meetings if one.week == out_of_meetings),
                slips=slips[k - 1],
                given=slips_given,
                asked=rules.leads_per_week * eligible,
                leads=leads,
                week_out=next((one for one in past.weeks if one.week == out_of_leads), None),
            )
        )
    return found


def _judged(
    came: Sequence[tuple[int, int]], gave: Sequence[tuple[int, int]], rules: RuleSet
) -> list[tuple[RuleStatus, RuleStatus]]:
    figures = [
        {"n": n, "credited": credited, "counted": counted, "given": slips, "weeks": weeks}
        for n, ((credited, counted), (slips, weeks)) in enumerate(zip(came, gave, strict=True))
    ]
    asked = {"figures": json.dumps(figures), "rules": json.dumps(rules.as_dict())}
    return [(RuleStatus(attendance), RuleStatus(leads)) for attendance, leads in ask(SUPPOSED, asked)]
