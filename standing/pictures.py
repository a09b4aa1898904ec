"""The last weeks as small pictures: what each week of a figure's window was."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from chapters.rules import RuleSet
from chapters.values import DAYS, Week, Window
from standing.forecast import CountedMeeting, Past

SOON_WEEKS = 4
"""How many weeks before something drops out of its window it is marked."""
COUNTS = frozenset({"full", "part", "none"})

Cell = tuple[str, str]
"""A week's kind (full, part, none, excused, out; with " soon" where it drops out of the window) and words for it."""


@dataclass(frozen=True, slots=True)
class Pictures:
    """The weeks of the windows of rules 1 and 2, oldest first."""

    meetings: list[Cell]
    leads: list[Cell]


def pictures_of(past: Past, *, week_end: date, rules: RuleSet) -> Pictures:
    """What each week was for one member under these rules."""
    given = {week.week: week.capped for week in past.weeks}
    meetings = _meeting_kinds(_credited(past.meetings, rules.max_substitutes), past.eligible)
    return Pictures(
        cells(week_end, rules.attendance_window_weeks, meetings),
        cells(week_end, rules.leads_window_weeks, _lead_kinds(given, past.eligible, rules.leads_per_week)),
    )


def _credited(meetings: Iterable[CountedMeeting], allowed: int | None) -> Mapping[int, list[bool]]:
    """Of each week, by its age, whether its counted meetings are credited; the earliest substitutes are."""
    weeks: dict[int, list[bool]] = defaultdict(list)
    stood_in = 0
    for one in meetings:
        stood_in += one.substitute
        weeks[one.week].append(one.came or (one.substitute and (allowed is None or stood_in <= allowed)))
    return weeks


def _meeting_kinds(credited: Mapping[int, list[bool]], eligible: str) -> Mapping[int, str]:
    kinds = {age: "out" if bit == "1" else "excused" for age, bit in enumerate(eligible, 1)}
    for age, there in credited.items():
        kinds[age] = kind_of(there)
    return kinds


def _lead_kinds(given: Mapping[int, int], eligible: str, rule: int) -> Mapping[int, str]:
    def kind(age: int) -> str:
        return "full" if given.get(age, 0) >= rule else "part" if given.get(age) else "none"

    return {age: kind(age) if bit == "1" else "excused" for age, bit in enumerate(eligible, 1)}


def age_of(day: date, week_end: date) -> int:
    """How many weeks before the week's end the Monday of a day's week is."""
    return (week_end - Week.of(day).monday).days // DAYS


def leaves_on(day: date, week_end: date, weeks: int) -> date | None:
    """The Monday from which a day is out of the window, where that is soon."""
    age = age_of(day, week_end)
    return week_end + timedelta(days=DAYS * (weeks - age + 1)) if weeks >= age > weeks - SOON_WEEKS else None


def kind_of(there: list[bool]) -> str:
    """A week in which these meetings counted."""
    return "full" if all(there) else "part" if any(there) else "none"


def cells(week_end: date, weeks: int, kinds: Mapping[int, str]) -> list[Cell]:
    """A window's weeks as cells, oldest first, by the age of each."""
    words = {
        "full": _("all of it"),
        "part": _("some of it"),
        "none": _("nothing"),
        "excused": _("does not count"),
        "out": _("no meeting"),
    }
    found = []
    for week in Window(week_end, weeks):
        kind = kinds.get(age_of(week.monday, week_end), "excused")
        soon = " soon" if kind in COUNTS and leaves_on(week.monday, week_end, weeks) else ""
        found.append((kind + soon, f"{date_format(week.monday, 'j M')}: {words[kind]}"))
    return found
