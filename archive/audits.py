"""Slips, one-to-ones and thanks out of a slips audit: who gave whom what in a span, spread over its weekdays."""

import json
import uuid
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from archive.fates import Candidate, Fate, Spell, Verdict, days_as_member
from archive.names import Directory, name_key
from archive.reports import ONE_TO_ONE, REFERRAL, THANKS, Audit, AuditRow, Span
from archive.summaries import nobody, several

BROUGHT_OVER = uuid.UUID("5f0c1d6e-3b0a-5a53-9d57-6a1f0c6f7a11")
"""The namespace of ids made from what a row says: the same row, in the same file again, is the same id."""
FRIDAY = 4
LARGEST = Decimal(10) ** 12


@dataclass(frozen=True)
class Handed:
    """A slip, one-to-one or thank-you: its id, the people's keys, the day it is put on."""

    kind: str
    id: uuid.UUID
    giver: int | None
    receiver: int
    inside: bool | None
    amount: Decimal | None
    detail: str
    day: date = date.min


@dataclass(frozen=True)
class Slips:
    """What is known: whom a name means, ids that were brought over before, and all ids of the span's days by kind."""

    directory: Directory
    people: Mapping[int, str]
    stored: Collection[uuid.UUID]
    of_span: Mapping[str, Collection[uuid.UUID]]
    spells: Mapping[int, Sequence[Spell]]
    decimals: int


@dataclass(frozen=True)
class Decided:
    """What somebody decided: whom a name means, and whether rows that the chapter may hold come in all the same."""

    people: Mapping[str, int]
    overlapping: bool = False


def plan_audit(audit: Audit, span: Span, known: Slips, decided: Decided) -> list[Fate[Handed]]:
    """What becomes of each row."""
    ordinals: Counter[str] = Counter()
    fates = [_fate(row, span, known, decided, ordinals) for row in audit.rows]
    ids = {fate.brings.id for fate in fates if fate.brings}
    overlapping = {kind for kind, others in known.of_span.items() if set(others) - ids}
    if overlapping and not decided.overlapping:
        fates = [_doubted(fate, overlapping) for fate in fates]
    return _dated(fates, weekdays(span), known.spells)


def identity(row: AuditRow, span: Span, ordinals: Counter[str]) -> uuid.UUID:
    """The id of a row: what it says, and which it is of those that say the same."""
    said = json.dumps(
        [
            span.first.isoformat(),
            span.last.isoformat(),
            row.kind,
            name_key(row.giver),
            name_key(row.receiver),
            row.inside,
            None if row.amount is None else f"{row.amount.normalize():f}",
            row.detail,
        ]
    )
    ordinals[said] += 1
    return uuid.uuid5(BROUGHT_OVER, f"{said} {ordinals[said]}")


def _fate(row: AuditRow, span: Span, known: Slips, decided: Decided, ordinals: Counter[str]) -> Fate[Handed]:
    what = _what(row)
    if row.kind not in {REFERRAL, ONE_TO_ONE, THANKS}:
        return Fate(row.row, what, Verdict.REFUSED, _not_brought(row.kind))
    own = identity(row, span, ordinals)
    people: list[int | None] = []
    for name in (row.giver, row.receiver):
        if not name and row.kind == THANKS and name == row.giver:
            people.append(None)
            continue
        found = known.directory.find(name)
        if not found:
            return Fate(row.row, what, Verdict.REFUSED, nobody(name) if name else _("It does not say who."))
        member = next(iter(found)) if len(found) == 1 else decided.people.get(name_key(name))
        if member not in found:
            candidates = tuple(Candidate(pk, known.people[pk]) for pk in sorted(found))
            why = several(name, len(found))
            return Fate(row.row, what, Verdict.DOUBTFUL, why, candidates=candidates, asks=name)
        people.append(member)
    giver, receiver = people
    if receiver is None or giver == receiver:
        return Fate(row.row, what, Verdict.REFUSED, _("Both are the same person."))
    amount, wrong = _amount(row, known.decimals)
    if wrong:
        return Fate(row.row, what, Verdict.REFUSED, wrong)
    handed = Handed(row.kind, own, giver, receiver, row.inside, amount, row.detail)
    return Fate(row.row, what, Verdict.SAME if own in known.stored else Verdict.NEW, brings=handed)


def _what(row: AuditRow) -> str:
    kinds = {REFERRAL: _("Referral"), ONE_TO_ONE: _("One-to-one"), THANKS: _("Thanks")}
    people = f"{row.giver} – {row.receiver}" if row.giver else row.receiver
    return ", ".join(part for part in (kinds.get(row.kind, row.kind), people, row.detail) if part)


def _not_brought(kind: str) -> str:
    if kind == "visitor":
        return _("A visit needs its day, which the file does not tell. Add it on the meeting’s page.")
    if kind == "ceu":
        return _("Hours of education are not kept here.")
    return _("Only referrals, one-to-ones and thanks are brought over.")


def _amount(row: AuditRow, decimals: int) -> tuple[Decimal | None, str]:
    if row.kind != THANKS or row.amount is None:
        return None, ""
    if row.amount < 0:
        return None, _("The amount is negative: a correction of another row. Correct that one by hand.")
    if row.amount >= LARGEST.scaleb(-decimals):
        return None, _("The amount has more than twelve digits.")
    return row.amount.quantize(Decimal(1).scaleb(-decimals)), ""


def _doubted(fate: Fate[Handed], kinds: Collection[str]) -> Fate[Handed]:
    if fate.verdict != Verdict.NEW or fate.brings is None or fate.brings.kind not in kinds:
        return fate
    why = _("The chapter has some of these days’ records already, and this row may be among them.")
    return replace(fate, verdict=Verdict.DOUBTFUL, why=why)


def weekdays(span: Span) -> list[date]:
    """Monday to Friday of a span; its days where it holds none of those."""
    days = [span.first + timedelta(days=n) for n in range((span.last - span.first).days + 1)]
    return [day for day in days if day.weekday() <= FRIDAY] or days


def _dated(
    fates: list[Fate[Handed]], days: Sequence[date], spells: Mapping[int, Sequence[Spell]]
) -> list[Fate[Handed]]:
    """Each giver's slips of a kind evenly over their days; givers begin one after the other, so that all are even."""
    groups: dict[tuple[str, int | None], list[int]] = defaultdict(list)
    for place, fate in enumerate(fates):
        if fate.brings:
            groups[fate.brings.kind, fate.brings.giver].append(place)
    dated = list(fates)
    for rank, ((_kind, giver), places) in enumerate(groups.items()):
        own = days if giver is None else days_as_member(days, spells.get(giver, ()))
        for turn, place in enumerate(places):
            day = own[(2 * turn * len(groups) + 2 * rank + 1) * len(own) // (2 * len(places) * len(groups))]
            brings = fates[place].brings
            dated[place] = replace(fates[place], brings=replace(brings, day=day) if brings else None)
    return dated
