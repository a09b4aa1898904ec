"""Who would stand differently under other rules: worked out by the engine that judges everybody, and never stored."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from chapters.models import Chapter
from chapters.rules import RuleSet
from standing.engine import standings
from standing.states import Overall, RuleStatus
from standing.values import MemberStanding
from standing.views.table import FIGURES, ORDER, heads


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A rule in which a member would stand differently."""

    name: str
    before: RuleStatus
    after: RuleStatus


@dataclass(frozen=True, slots=True)
class Change:
    """A member who would stand differently, and in which rules."""

    name: str
    before: Overall
    after: Overall
    rules: tuple[RuleChange, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """Everybody who would change, by name; how many would not; how many stand how, before and after."""

    changes: tuple[Change, ...]
    same: int
    counts: tuple[tuple[Overall, int, int], ...]


def preview_of(chapter: Chapter, *, as_of: date, held: RuleSet, wanted: RuleSet) -> Preview:
    """As if the wanted rules held on the day instead of those that do; two statements."""
    before, after = (
        standings(chapter, as_of=as_of, rules=asked, forecasts=False, due_lists=False).members
        for asked in (held, wanted)
    )
    pairs = list(zip(before, after, strict=True))
    changes = [_change(old, new) for old, new in pairs if old.overall != new.overall]
    then, now = Counter(one.overall for one in after), Counter(one.overall for one in before)
    return Preview(
        changes=tuple(sorted(changes, key=lambda one: one.name.casefold())),
        same=len(pairs) - len(changes),
        counts=tuple((word, now[word], then[word]) for word in ORDER),
    )


def _change(old: MemberStanding, new: MemberStanding) -> Change:
    names = heads()
    statuses = [(names[rule], getattr(old, rule).status, getattr(new, rule).status) for rule in FIGURES]
    rules = tuple(RuleChange(name, before, after) for name, before, after in statuses if before != after)
    return Change(old.name, old.overall, new.overall, rules)
