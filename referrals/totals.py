"""Business thanked for in a span, as it may be told: never so that one member's amount can be worked out (F36).

Three or more members contributed, or nothing is told. What changes once a total was told would give itself away by the
step from one total to the next: a correction, thanks taken back, thanks that a phone sends late. So a total stays as it
was told until three or more members' amounts in it have changed, and then follows them all at once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from chapters.models import Chapter
from chapters.statements import Answer, ask
from referrals.values import CONTRIBUTORS, Business

NOTHING = Decimal(0)
AMOUNTS = """
SELECT t.id, t.giver_id, coalesce(t.amount, 0), NULL::timestamptz, NULL::numeric,
       coalesce(t.arrived_at, t.at), t.at
FROM referrals_thankyou t
WHERE t.chapter_id = %(chapter)s AND t.at >= %(first)s AND t.at < %(end)s AND NOT t.day_unknown
UNION ALL
SELECT t.id, t.giver_id, NULL, c.at, coalesce(c.amount, 0), NULL, t.at
FROM referrals_thankyou t
JOIN referrals_thankyoucorrection c ON c.chapter_id = t.chapter_id AND c.thank_you_id = t.id
WHERE t.chapter_id = %(chapter)s AND t.at >= %(first)s AND t.at < %(end)s AND NOT t.day_unknown
UNION ALL
SELECT -k.id, k.giver_id, 0, k.taken_back_at, coalesce(k.amount, 0), coalesce(k.arrived_at, k.said_at), k.said_at
FROM referrals_thankstakenback k
WHERE k.chapter_id = %(chapter)s AND k.said_at >= %(first)s AND k.said_at < %(end)s
UNION ALL
SELECT -k.id, k.giver_id, NULL, (c.was ->> 0)::timestamptz, coalesce((c.was ->> 1)::numeric, 0), NULL, k.said_at
FROM referrals_thankstakenback k
CROSS JOIN jsonb_array_elements(k.corrected) AS c (was)
WHERE k.chapter_id = %(chapter)s AND k.said_at >= %(first)s AND k.said_at < %(end)s
"""


@dataclass(frozen=True)
class Change:
    """One thank-you's amount changed at an instant: what it was before (0 for none)."""

    key: int
    at: datetime
    before: Decimal


@dataclass(frozen=True)
class Amounts:
    """The amounts of a span by the keys of their thanks: who gave each (None: not known), and what it is now."""

    givers: dict[int, int | None]
    now: dict[int, Decimal]
    changes: list[Change]

    def as_told(self, told_at: datetime) -> dict[int, Decimal]:
        """The amounts that may be told of, where a total was told at that instant first."""
        later = sorted((one for one in self.changes if one.at > told_at), key=lambda one: (one.at, one.key))
        told = dict(self.now) | {one.key: one.before for one in reversed(later)}
        since: dict[int, Decimal] = {}
        for number, one in enumerate(later):
            since[one.key] = next(
                (after.before for after in later[number + 1 :] if after.key == one.key), self._of(one)
            )
            if len(self._moved(told, since)) >= CONTRIBUTORS:
                told |= since
                since = {}
        return told

    def _of(self, one: Change) -> Decimal:
        return self.now.get(one.key, NOTHING)

    def _moved(self, told: dict[int, Decimal], since: dict[int, Decimal]) -> set[int]:
        """Whose sum is another now; what moved and came back moved nothing."""
        sums: dict[int, Decimal] = {}
        for key, amount in since.items():
            giver = self.givers[key]
            if giver is not None:
                sums[giver] = sums.get(giver, NOTHING) + amount - told[key]
        return {giver for giver, step in sums.items() if step}


def business_between(chapter: Chapter, *, first: datetime, end: datetime, told_at: datetime | None = None) -> Business:
    """The business that thanks said in the half-open span carry, withheld where it may not be told.

    `told_at`: when this total was told first, so that later changes may not show alone. Thanks whose day nobody knows
    are in no span. One statement.
    """
    return _told(_read(_rows(chapter, first, end)), told_at)


@dataclass(frozen=True)
class Span:
    """A half-open span of instants, and when its total was told first."""

    first: datetime
    end: datetime
    told_at: datetime


def business_told(chapter: Chapter, spans: Sequence[Span]) -> list[Business]:
    """Of each span what `business_between` tells everybody; one statement, however many there are.

    Their sum gives away no more than they do: a total over all of it, less those that were told, would be the amounts
    of those that were withheld.
    """
    if not spans:
        return []
    rows = _rows(chapter, min(span.first for span in spans), max(span.end for span in spans))
    found = []
    for span in spans:
        within = [row for row in rows if isinstance(row[6], datetime) and span.first <= row[6] < span.end]
        found.append(_told(_read(within), span.told_at))
    return found


def _rows(chapter: Chapter, first: datetime, end: datetime) -> Answer:
    return ask(AMOUNTS, {"chapter": chapter.pk, "first": first, "end": end})


def _told(amounts: Amounts, told_at: datetime | None) -> Business:
    told = amounts.as_told(told_at) if told_at else amounts.now
    contributed = {key: amount for key, amount in told.items() if amount > 0}
    contributors = {amounts.givers[key] for key in contributed} - {None}
    return Business.told(total=sum(contributed.values(), NOTHING), contributors=len(contributors), of=len(contributed))


def _read(rows: Iterable[tuple[object, ...]]) -> Amounts:
    amounts = Amounts({}, {}, [])
    for key, giver, now, changed_at, before, there_from, _at in rows:
        assert isinstance(key, int)
        amounts.givers[key] = giver if isinstance(giver, int) else None
        if isinstance(now, Decimal):
            amounts.now[key] = now
        if isinstance(changed_at, datetime) and isinstance(before, Decimal):
            amounts.changes.append(Change(key, changed_at, before))
        if isinstance(there_from, datetime):
            amounts.changes.append(Change(key, there_from, NOTHING))
    return amounts
