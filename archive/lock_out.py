"""Seats: one holder a day, one name a category (spec/archive.md, "Checks")."""

from collections import defaultdict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from archive.declared import Row
from archive.faults import Faults, quoted
from archive.reading import Archive
from archive.rows import SeatRow, StayRow
from archive.stored import Stored
from chapters.categories import category_key, shape_of


@dataclass(frozen=True, slots=True)
class Span:
    """A stay and its line; None where it is stored already."""

    stay: StayRow
    line: int | None

    @property
    def end(self) -> date:
        """The first day out."""
        return self.stay.left_on or date.max

    @property
    def seat(self) -> tuple[str, int]:
        """The category's key and the place."""
        return category_key(self.stay.category), self.stay.place

    def holds(self, day: date) -> bool:
        """Whether the day is one of the stay."""
        return self.stay.joined_on <= day and (self.stay.left_on is None or day < self.stay.left_on)


def spans(archive: Archive, stored: Stored, *attributes: str) -> list[Span]:
    """Every stay whose days and these attributes could be read, and those of the chapter that the archive leaves."""
    given: list[Span] = []
    renewed = set()
    for placed in archive.of(StayRow).rows:
        stay = placed.row
        if placed.says("email", "joined_on"):
            renewed.add(stay.key())
        ordered = placed.says("joined_on", "left_on") and (stay.left_on is None or stay.left_on > stay.joined_on)
        if ordered and placed.says(*attributes):
            given.append(Span(stay, placed.line))
    return given + [Span(stay, None) for key, stay in stored.of(StayRow).items() if key not in renewed]


def check_stays(archive: Archive, stored: Stored, faults: Faults) -> None:
    """Two stays of one person overlap; two of different people in one seat do."""
    for one, other in _overlapping(spans(archive, stored, "email"), lambda span: span.stay.email):
        what = _("%(who)s has another stay on some of these days (%(where)s); expected stays that do not overlap")
        faults.add(StayRow.file, one.line, what % {"who": quoted(one.stay.email), "where": _where(other)})
    for one, other in _overlapping(spans(archive, stored, "email", "category", "place"), lambda span: span.seat):
        if one.stay.email == other.stay.email:
            continue
        what = _("%(seat)s, place %(place)d, is held by %(who)s on some of these days (%(where)s); expected one holder")
        values = {"seat": quoted(one.stay.category), "place": one.stay.place, "who": other.stay.email}
        faults.add(StayRow.file, one.line, what % (values | {"where": _where(other)}))


def _where(span: Span) -> str:
    if span.line is None:
        return _("stored, since %s") % span.stay.joined_on
    return _("line %d") % span.line


def _overlapping(found: list[Span], group: Callable[[Span], Hashable]) -> list[tuple[Span, Span]]:
    """Pairs that share a day, each stay once with the one before it that lasts longest; the later line comes first."""
    groups: dict[Hashable, list[Span]] = defaultdict(list)
    for span in found:
        groups[group(span)].append(span)
    pairs = []
    for spans_of_group in groups.values():
        spans_of_group.sort(key=lambda span: (span.stay.joined_on, span.line or 0))
        furthest = spans_of_group[0]
        for span in spans_of_group[1:]:
            if span.stay.joined_on < furthest.end and (span.line or furthest.line):
                pairs.append((span, furthest) if (span.line or 0) > (furthest.line or 0) else (furthest, span))
            furthest = max(furthest, span, key=lambda one: one.end)
    return pairs


def check_seats(archive: Archive, stored: Stored, today: date, faults: Faults) -> None:
    """A seat that is open or closed has no holder today."""
    holders = {span.seat: span for span in spans(archive, stored, "email", "category", "place") if span.holds(today)}
    for placed in archive.of(SeatRow).rows:
        seat = placed.row
        if not placed.says("category", "place", "status") or seat.status not in {"open", "closed"}:
            continue
        holder = holders.get((category_key(seat.category), seat.place))
        if holder:
            what = _("status is %(status)s, but %(who)s holds the seat (%(where)s); expected held")
            where = _("line %d of members.csv") % holder.line if holder.line else _("stored")
            values = {"status": quoted(seat.status), "who": holder.stay.email, "where": where}
            faults.add(SeatRow.file, placed.line, what % values)


def check_categories(archive: Archive, stored: Stored, faults: Faults) -> None:
    """No category is another one's look-alike in letters of another script."""
    seen: dict[str, str] = {}
    kinds: tuple[type[SeatRow] | type[StayRow], ...] = (SeatRow, StayRow)
    for kind in kinds:
        for row in stored.of(kind).values():
            seen.setdefault(shape_of(row.category), row.category)
    told: set[tuple[type[Row], str]] = set()
    for kind in kinds:
        for placed in archive.of(kind).rows:
            name = placed.row.category
            if not name or not placed.says("category"):
                continue
            other = seen.setdefault(shape_of(name), name)
            if category_key(other) != category_key(name) and (kind, name) not in told:
                told.add((kind, name))
                what = _("category is %(name)s, which only looks like %(other)s; expected letters of one alphabet")
                faults.add(kind.file, placed.line, what % {"name": quoted(name), "other": quoted(other)})
