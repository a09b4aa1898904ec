"""Who stands differently than a week before, and the rows that made it so.

What is compared are two stored Mondays. The rows of both are told apart by the parts of the statement that made the
figures, so that what entered, dropped out or came to count otherwise adds up to the difference of the two.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from chapters.models import Chapter, Rules
from chapters.rules import RULE_RANGES, RuleSet
from chapters.statements import ask
from standing.change_rows import Counted, rows_that_counted
from standing.snapshots import FIGURES
from standing.states import Overall, RuleStatus
from standing.terms import in_force, terms_of

A_WEEK = timedelta(weeks=1)
RULES = ("attendance", "leads", "one_to_ones", "partner_one_to_ones")
KEYS: Mapping[str, tuple[str, ...]] = {
    "attendance": (
        "attendance_percent",
        "attendance_window_weeks",
        "attendance_margin_percent",
        "max_substitutes",
    ),
    "leads": ("leads_per_week", "leads_window_weeks", "at_risk_percent"),
    "one_to_ones": ("one_to_ones_per_year", "at_risk_percent"),
    "partner_one_to_ones": ("partner_one_to_ones_per_quarter", "at_risk_percent"),
}
"""The keys of a rule set that each rule is judged by."""

STOOD = f"""
WITH latest AS (
  SELECT max(monday) AS monday FROM standing_snapshot WHERE chapter_id = %(chapter)s AND monday <= %(until)s
)
SELECT latest.monday, EXISTS (SELECT FROM standing_latechange WHERE chapter_id = %(chapter)s) AS pending,
       n.monday = latest.monday AS is_now, n.member_id, m.name, {FIGURES}
FROM latest
JOIN standing_snapshot n ON n.chapter_id = %(chapter)s AND n.monday IN (latest.monday, latest.monday - 7)
JOIN members_member m ON m.chapter_id = %(chapter)s AND m.id = n.member_id
"""  # noqa: S608  # fixed names


@dataclass(frozen=True, slots=True)
class Figure:
    """One rule's figure on one Monday, as it was stored: "`done` of `asked`"."""

    status: RuleStatus
    done: int
    asked: int


@dataclass(frozen=True, slots=True)
class Difference:
    """A row that counted on one of the two Mondays and not on the other (None), or counted otherwise."""

    row: Counted
    before: Counted | None
    now: Counted | None


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A rule in which a member stands differently; `by_rules` where a version of the rules says something else."""

    rule: str
    before: Figure
    now: Figure
    by_rules: bool
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class MemberChange:
    """A member who stands differently, overall or in a rule. None overall: not a member on that Monday."""

    member_id: int
    name: str
    before: Overall | None
    now: Overall | None
    rules: tuple[RuleChange, ...]

    @property
    def overall(self) -> bool:
        """Whether all rules together say something else."""
        return self.before != self.now


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed up to `monday` (None: nothing is stored), by name; `pending` while a late change is worked in.

    `compared` says whether there is a Monday before to compare with.
    """

    monday: date | None
    compared: bool
    pending: bool
    members: tuple[MemberChange, ...]
    rules_before: RuleSet
    rules_now: RuleSet


def changes_of(chapter: Chapter, *, until: date) -> Changes:
    """The latest stored Monday up to a day, against the one before it. Four statements, two where nobody moved."""
    stored = ask(STOOD, {"chapter": chapter.pk, "until": until})
    if not stored:
        return Changes(None, compared=False, pending=False, members=(), rules_before=RuleSet(), rules_now=RuleSet())
    monday, pending = stored[0][0], stored[0][1]
    rules_before, rules_now = _rules(chapter, monday)
    names, before, now = _by_member(stored)
    moved = _moved(before, now)
    rows_before, rows_now = _rows(chapter, monday, rules_before, rules_now, moved)
    members = []
    for member in names:
        was, became = before.get(member), now.get(member)
        rules = [
            RuleChange(
                rule,
                _figure(rule, before[member], rules_before),
                _figure(rule, now[member], rules_now),
                by_rules=_said(rules_before, rule) != _said(rules_now, rule),
                differences=_differences(rule, rows_before[member, rule], rows_now[member, rule]),
            )
            for rule in moved.get(member, ())
        ]
        one = MemberChange(member, names[member], _overall(was), _overall(became), tuple(rules))
        if one.overall or one.rules:
            members.append(one)
    members.sort(key=lambda one: (one.name.casefold(), one.member_id))
    return Changes(monday, bool(before), pending, tuple(members) if before else (), rules_before, rules_now)


Stored = Mapping[str, Any]


def _by_member(stored: Iterable[Sequence[Any]]) -> tuple[dict[int, str], dict[int, Stored], dict[int, Stored]]:
    """Everybody's name, and their figures on the Monday before and on the one asked for."""
    columns = FIGURES.split(", ")
    names: dict[int, str] = {}
    before: dict[int, Stored] = {}
    now: dict[int, Stored] = {}
    for _monday, _pending, is_now, member, name, *figures in stored:
        names[member] = name
        (now if is_now else before)[member] = dict(zip(columns, figures, strict=True))
    return names, before, now


def _moved(before: Mapping[int, Stored], now: Mapping[int, Stored]) -> dict[int, list[str]]:
    """The rules in which each member of both Mondays stands differently, where there are any."""
    both = before.keys() & now.keys()
    found = {member: [rule for rule in RULES if before[member][rule] != now[member][rule]] for member in both}
    return {member: rules for member, rules in found.items() if rules}


def _rules(chapter: Chapter, monday: date) -> tuple[RuleSet, RuleSet]:
    """Those that held on the Monday before, and those that hold on the Monday."""
    versions = list(
        Rules.objects.in_chapter(chapter).filter(effective_from__lt=monday).values("effective_from", *RULE_RANGES)
    )
    return in_force(versions, monday - A_WEEK), in_force(versions, monday)


By = Mapping[tuple[int, str], Mapping[Any, Counted]]


def _rows(chapter: Chapter, monday: date, before: RuleSet, now: RuleSet, moved: Mapping[int, Any]) -> tuple[By, By]:
    if not moved:
        return {}, {}
    asked = ((monday - A_WEEK, before), (monday, now))
    was, became = (
        _by_key(rows_that_counted(terms_of(chapter, as_of=day, rules=rules), list(moved))) for day, rules in asked
    )
    return was, became


def _by_key(rows: Iterable[Counted]) -> By:
    found: dict[tuple[int, str], dict[Any, Counted]] = defaultdict(dict)
    for row in rows:
        found[row.member_id, row.rule][row.key] = row
    return found


def _differences(rule: str, before: Mapping[Any, Counted], now: Mapping[Any, Counted]) -> tuple[Difference, ...]:
    """What dropped out first, then what counts otherwise, then what is new; each oldest first."""

    def same(one: Counted, other: Counted) -> bool:
        return one.done == other.done and (rule == "leads" or one.asked == other.asked)

    gone = [Difference(row, row, None) for key, row in before.items() if key not in now]
    other = [
        Difference(now[key], row, now[key]) for key, row in before.items() if key in now and not same(row, now[key])
    ]
    new = [Difference(row, None, row) for key, row in now.items() if key not in before]
    return (*gone, *other, *new)


def _figure(rule: str, stored: Stored, rules: RuleSet) -> Figure:
    done, asked = {
        "attendance": (stored["credited"], stored["counted"]),
        "leads": (stored["given"], stored["weeks"] * rules.leads_per_week),
        "one_to_ones": (stored["done"], stored["required"]),
        "partner_one_to_ones": (stored["partner_done"], stored["partner_required"]),
    }[rule]
    return Figure(RuleStatus(stored[rule]), done, asked)


def _overall(stored: Stored | None) -> Overall | None:
    return Overall(stored["overall"]) if stored else None


def _said(rules: RuleSet, rule: str) -> list[int | None]:
    known = rules.as_dict()
    return [known[key] for key in KEYS[rule]]
