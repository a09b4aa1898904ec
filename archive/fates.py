"""What becomes of each row of a spreadsheet, told before anything is stored."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

Brings = TypeVar("Brings")


class Verdict(TextChoices):
    """New rows are stored; doubtful ones once somebody decided; same and refused ones are not."""

    NEW = "new", _("new")
    SAME = "same", _("the same")
    DOUBTFUL = "doubtful", _("doubtful")
    REFUSED = "refused", _("refused")


@dataclass(frozen=True)
class Candidate:
    """Somebody a name may mean."""

    pk: int
    label: str


@dataclass(frozen=True)
class Fate(Generic[Brings]):
    """One row: its number in the sheet, what it is about, what becomes of it and why, and what it would store.

    A doubtful row with `candidates` asks whom it means, and `asks` is what the answer is remembered by; one without
    asks whether to bring it all the same.
    """

    row: int
    what: str
    verdict: Verdict
    why: str = ""
    brings: Brings | None = None
    candidates: tuple[Candidate, ...] = ()
    asks: str = ""


@dataclass(frozen=True)
class Spell:
    """A stay's days: `end` is the first day out, None while it lasts."""

    first: date
    end: date | None

    def holds(self, day: date) -> bool:
        """Whether the day is in it."""
        return self.first <= day and (self.end is None or day < self.end)

    def meets(self, other: "Spell") -> bool:
        """Whether the two share a day."""
        return (self.end is None or other.first < self.end) and (other.end is None or self.first < other.end)


def days_as_member(days: Sequence[date], spells: Sequence[Spell], at_least: int = 1) -> Sequence[date]:
    """Those of the days on which somebody was a member; all of them where that leaves too few."""
    own = [day for day in days if any(spell.holds(day) for spell in spells)]
    return own if len(own) >= at_least else days


def counted(fates: Iterable[Fate[Brings]]) -> dict[Verdict, int]:
    """How many rows have each fate."""
    found = dict.fromkeys(Verdict, 0)
    for fate in fates:
        found[fate.verdict] += 1
    return found


def reasons(fates: Iterable[Fate[Brings]]) -> list[tuple[str, int]]:
    """Why rows are refused, the most frequent first, each with how many."""
    return Counter(fate.why for fate in fates if fate.verdict == Verdict.REFUSED).most_common()


def to_store(fates: Iterable[Fate[Brings]]) -> list[Brings]:
    """What the new rows bring."""
    return [fate.brings for fate in fates if fate.verdict == Verdict.NEW and fate.brings is not None]
