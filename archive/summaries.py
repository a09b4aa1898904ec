"""Marks out of a meeting summary: how many of each a member has in a span, spread over its meeting days."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.fates import Candidate, Fate, Spell, Verdict, days_as_member
from archive.names import Directory
from archive.reports import Summary, SummaryRow

MARK_ORDER = ("present", "late", "substitute", "medical", "absent")


@dataclass(frozen=True)
class Marks:
    """One member's marks, each with its day, the most recent last."""

    member: int
    marks: tuple[tuple[date, str], ...]


@dataclass(frozen=True)
class Attendance:
    """What is known of the span: its meeting days, whom a name means, and the marks that are there already."""

    days: Sequence[date]
    directory: Directory
    people: Mapping[int, str]
    tallies: Mapping[int, Counter[str]]
    spells: Mapping[int, Sequence[Spell]]


def plan_summary(summary: Summary, known: Attendance, decided: Mapping[int, int]) -> list[Fate[Marks]]:
    """What becomes of each row; `decided` tells whom a doubtful row means, by its number."""
    fates: list[Fate[Marks]] = []
    taken: dict[int, int] = {}
    for row in summary.rows:
        fate = _fate(row, known, decided, taken)
        if fate.brings is not None:
            taken.setdefault(fate.brings.member, row.row)
        fates.append(fate)
    fates += [Fate(number, name, Verdict.REFUSED, why) for number, name, why in summary.unread]
    return sorted(fates, key=lambda fate: fate.row)


def _fate(row: SummaryRow, known: Attendance, decided: Mapping[int, int], taken: Mapping[int, int]) -> Fate[Marks]:
    found = known.directory.find(row.name)
    if not found:
        return Fate(row.row, row.name, Verdict.REFUSED, nobody(row.name))
    member = next(iter(found)) if len(found) == 1 else decided.get(row.row)
    if member not in found:
        candidates = tuple(Candidate(pk, known.people[pk]) for pk in sorted(found))
        why = several(row.name, len(found))
        return Fate(row.row, row.name, Verdict.DOUBTFUL, why, candidates=candidates, asks=str(row.row))
    if member in taken:
        return Fate(row.row, row.name, Verdict.REFUSED, _("Row %d is the same person.") % taken[member])
    if row.marks > len(known.days):
        return Fate(row.row, row.name, Verdict.REFUSED, _too_many(row.marks, len(known.days)))
    counts = Counter({mark: count for mark, count in row.counts.items() if count})
    brings = Marks(member, spread(counts, days_as_member(known.days, known.spells.get(member, ()), row.marks)))
    there = known.tallies.get(member, Counter())
    if there == counts:
        return Fate(row.row, row.name, Verdict.SAME, brings=brings)
    if there:
        why = _("Marks of these days are there already and say something else. They are kept.")
        return Fate(row.row, row.name, Verdict.REFUSED, why)
    return Fate(row.row, row.name, Verdict.NEW, said(counts), brings)


def nobody(name: str) -> str:
    """Why a row of somebody unknown is refused."""
    return (
        _("Nobody here is called %s. Bring a list that names them, with the day they left, then this file again.")
        % name
    )


def several(name: str, count: int) -> str:
    """Why a row is doubtful."""
    return _("%(count)d people here are called %(name)s. Say who it is.") % {"count": count, "name": name}


def _too_many(marks: int, days: int) -> str:
    values = {"marks": marks, "days": days}
    return (
        _("%(marks)d marks, but the chapter met on %(days)d days of the span. Correct its weekday or recesses.")
        % values
    )


def said(counts: Mapping[str, int]) -> str:
    """Counts in words."""
    words = {
        "present": ngettext("%d present", "%d present", counts["present"]),
        "late": ngettext("%d late", "%d late", counts["late"]),
        "substitute": ngettext("%d substitute", "%d substitutes", counts["substitute"]),
        "medical": ngettext("%d medical", "%d medical", counts["medical"]),
        "absent": ngettext("%d absent", "%d absent", counts["absent"]),
    }
    return ", ".join(words[mark] % counts[mark] for mark in MARK_ORDER if counts[mark])


def spread(counts: Mapping[str, int], days: Sequence[date]) -> tuple[tuple[date, str], ...]:
    """Each kind of mark evenly over as many days as there are marks; the most recent mark on the last day.

    The days of single marks are not known: spread out, none is over- or understated as the window moves on.
    """
    total = sum(counts.values())
    placed = [
        (Fraction(2 * place + 1, 2 * counts[mark]), order, mark)
        for order, mark in enumerate(MARK_ORDER)
        for place in range(counts.get(mark, 0))
    ]
    marks = [mark for _place, _order, mark in sorted(placed)]
    return tuple(zip(days[len(days) - total :], marks, strict=True))
