"""Who presents next: who spoke longest ago, newcomers once they are settled, nobody on leave, nobody too soon again.

What is decided here is decided from values alone; `speakers_of` reads them.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q

from chapters.models import Chapter, Rules
from chapters.rules import RuleSet
from meetings.models import Presentation
from meetings.rhythm import HORIZON, ComingMeeting, rhythm_of
from members.models import Leave, Stay

FILLED = 6
"""So many of the next meetings have a speaker."""
OPEN = 12
"""So many of the next meetings can be volunteered for."""
APART = timedelta(weeks=6)
"""Nobody's turn comes again sooner; who volunteers may."""


@dataclass(frozen=True)
class Speaker:
    """A member during one stay: the days they are away (both ends inside), and those on which they speak or spoke."""

    key: int
    name: str
    joined_on: date
    left_on: date | None = None
    away: tuple[tuple[date, date], ...] = ()
    speaks: tuple[date, ...] = ()

    def can_speak(self, day: date) -> bool:
        """Whether they are a member on that day, and not on leave."""
        member = self.joined_on <= day and (self.left_on is None or day < self.left_on)
        return member and not any(first <= day <= last for first, last in self.away)

    def is_rested(self, day: date) -> bool:
        """Whether they speak on no other day near that one."""
        return all(abs(day - other) >= APART for other in self.speaks)

    def spoke_before(self, day: date) -> date:
        """The latest day before that one on which they speak; the first of all days where there is none."""
        return max((other for other in self.speaks if other < day), default=date.min)


def who_is_next(
    people: Iterable[Speaker], day: date, *, ramp: timedelta, passed: Collection[int] = ()
) -> Speaker | None:
    """Whose turn it is on a day: who spoke longest ago, of those the one who joined first, then by name.

    Not who is away, who joined less than `ramp` ago, who speaks within six weeks of it, or who `passed` (keys).
    """
    willing = (
        person
        for person in people
        if person.can_speak(day)
        and person.is_rested(day)
        and person.joined_on + ramp <= day
        and person.key not in passed
    )
    return min(
        willing,
        key=lambda person: (person.spoke_before(day), person.joined_on, person.name.casefold(), person.key),
        default=None,
    )


def planned(
    people: Iterable[Speaker], days: Mapping[date, Collection[int]], *, ramp: timedelta
) -> dict[date, int | None]:
    """Who speaks on each of some days without a speaker (with who passed), the earliest day first."""
    everybody, found = list(people), {}
    for day in sorted(days):
        turn = who_is_next(everybody, day, ramp=ramp, passed=days[day])
        found[day] = turn.key if turn else None
        if turn:
            everybody = [replace(one, speaks=(*one.speaks, day)) if one.key == turn.key else one for one in everybody]
    return found


def meetings_ahead(chapter: Chapter, at: datetime, most: int = FILLED) -> list[ComingMeeting]:
    """The next meetings that have not begun, so many at most. One statement."""
    today = chapter.today(at)
    coming = rhythm_of(chapter, today, today + HORIZON).meetings(today, today + HORIZON)
    return [meeting for meeting in coming if meeting.starts_at > at and not meeting.held][:most]


def ramp_of(chapter: Chapter, day: date) -> timedelta:
    """How long after joining somebody's turn can come: the weeks of grace of the rules in force. One statement."""
    rules = Rules.objects.in_chapter(chapter).filter(effective_from__lte=day).order_by("-effective_from").first()
    return timedelta(weeks=(rules.as_rule_set() if rules else RuleSet()).grace_weeks)


def speakers_of(chapter: Chapter, day: date) -> list[Speaker]:
    """Everybody who is a member on that day or later, a line a stay. Four statements."""
    away: dict[int, list[tuple[date, date]]] = {}
    leaves = Leave.objects.in_chapter(chapter).filter(Q(last_day__isnull=True) | Q(last_day__gte=day), approved=True)
    for key, first, last in leaves.values_list("member", "first_day", "last_day"):
        away.setdefault(key, []).append((first or date.min, last or date.max))
    speaks = _days_of(chapter)
    stays: Any = Stay.objects.in_chapter(chapter).filter(Q(left_on__isnull=True) | Q(left_on__gt=day))
    return [
        Speaker(key, name, joined_on, left_on, tuple(away.get(key, ())), tuple(speaks.get(key, ())))
        for key, name, joined_on, left_on in stays.values_list("member", "member__name", "joined_on", "left_on")
    ]


def _days_of(chapter: Chapter) -> dict[int, list[date]]:
    """On which days each member speaks or spoke, by their key; a day without a meeting is none."""
    rows = list(
        Presentation.objects.in_chapter(chapter)
        .filter(member__isnull=False)
        .values_list("date", "member")
        .order_by("date")
    )
    if not rows:
        return {}
    rhythm = rhythm_of(chapter, rows[0][0], rows[-1][0])
    found: dict[int, list[date]] = {}
    for day, key in rows:
        meeting = rhythm.on(day)
        if meeting and not meeting.cancelled:
            found.setdefault(key, []).append(day)
    return found
