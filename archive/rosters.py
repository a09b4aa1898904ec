"""Members out of a secretary's own list: what becomes of each row."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from archive.cells import LONGEST_CATEGORY, Address, BadCell, Setting
from archive.columns import Column
from archive.dates import Order, parsed
from archive.fates import Fate, Spell, Verdict
from archive.faults import quoted
from archive.names import name_key
from archive.sheets import Row
from chapters.categories import LookAlikeLetters, category_key, refuse_look_alikes

LONGEST = {Column.COMPANY: 200, Column.PHONE: 50}
LONGEST_NAME = 200
SeatKey = tuple[str, int]
Cells = dict[Column, str]


@dataclass(frozen=True)
class Newcomer:
    """A member to be, or who was: `place` is the first that is free in the category."""

    email: str
    name: str
    company: str
    phone: str
    category: str
    place: int
    spell: Spell


@dataclass(frozen=True)
class Earlier:
    """A stay that is stored and began earlier than that."""

    email: str
    stored: date
    first: date


@dataclass(frozen=True)
class Reading:
    """How somebody said the list is to be read: `columns` by place, dates, the day of those without one."""

    header: int
    columns: Mapping[int, Column]
    order: Order
    joined_on: date


@dataclass
class Known:
    """What is stored: the stays of people by address, and who holds each seat; closed seats are not to be had."""

    stays: Mapping[str, Sequence[tuple[Spell, str]]]
    holders: dict[SeatKey, list[tuple[Spell, str]]]
    closed: Collection[SeatKey] = ()
    categories: Collection[str] = ()
    names: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for email, stays in self.stays.items():
            for key in {name_key(name) for _spell, name in stays}:
                self.names[key].append(email)


@dataclass(frozen=True)
class _Line:
    """A row as it was read, with whatever is wrong with it."""

    number: int
    cells: Cells
    email: str
    spell: Spell
    reasons: tuple[str, ...]

    @property
    def name(self) -> str:
        parts = (self.text(Column.FIRST_NAME), self.text(Column.LAST_NAME))
        return self.text(Column.NAME) or " ".join(part for part in parts if part)

    def text(self, column: Column) -> str:
        return self.cells.get(column, "")


def plan_roster(
    sheet: Sequence[Row], reading: Reading, known: Known, setting: Setting, accepted: Collection[int]
) -> list[Fate[Newcomer | Earlier]]:
    """What becomes of each row; `accepted` are doubtful ones that somebody decided to bring."""
    return _Planner(reading, known, setting, accepted).plan(sheet)


class _Planner:
    def __init__(self, reading: Reading, known: Known, setting: Setting, accepted: Collection[int]) -> None:
        self.reading, self.known, self.setting, self.accepted = reading, known, setting, accepted
        self.lines: dict[str, list[_Line]] = defaultdict(list)
        self.names: dict[str, _Line] = {}

    def plan(self, sheet: Sequence[Row]) -> list[Fate[Newcomer | Earlier]]:
        found = []
        for number, row in enumerate(sheet, 1):
            cells = {column: row[place].strip() for place, column in self.reading.columns.items() if place < len(row)}
            if number > self.reading.header + 1 and any(cells.values()):
                found.append(self.fate(self.line(number, cells)))
        return found

    def line(self, number: int, cells: Cells) -> _Line:
        email, reasons = self.address(cells.get(Column.EMAIL, ""))
        joined_on, wrong = self.day(cells.get(Column.JOINED_ON, ""))
        left_on, wrong_end = self.day(cells.get(Column.LEFT_ON, ""))
        first = joined_on or self.reading.joined_on
        reasons += wrong + wrong_end
        if left_on and left_on <= first:
            reasons.append(_("The day they left is not after the day they joined."))
            left_on = None
        return _Line(number, cells, email, Spell(first, left_on), tuple(reasons))

    def address(self, text: str) -> tuple[str, list[str]]:
        try:
            email = Address().read(text, self.setting)
        except BadCell:
            return "", [_("%s is not an e-mail address.") % quoted(text)]
        return email, [] if email else [_("It has no e-mail address.")]

    def day(self, text: str) -> tuple[date | None, list[str]]:
        day = parsed(text, self.reading.order) if text else None
        return day, [_("%s is not a date.") % quoted(text)] if text and day is None else []

    def fate(self, line: _Line) -> Fate[Newcomer | Earlier]:
        what = ", ".join(part for part in (line.name, line.text(Column.EMAIL)) if part) or _("no name")
        double = next((other for other in self.lines[line.email] if other.spell.meets(line.spell)), None)
        if line.email and double:
            return again(line, what, double)
        if line.email:
            self.lines[line.email].append(line)
        stored = next((one for one in self.known.stays.get(line.email, ()) if one[0].meets(line.spell)), None)
        if stored:
            return self.stored(line, what, *stored)
        place, taken = self.seat(line)
        reasons = [*line.reasons, *lengths(line), *([taken] if taken else [])]
        if reasons:
            return Fate(line.number, what, Verdict.REFUSED, " ".join(reasons))
        details = (line.text(Column.COMPANY), line.text(Column.PHONE), line.text(Column.CATEGORY))
        newcomer = Newcomer(line.email, line.name, *details, place, line.spell)
        doubt = self.doubt(line)
        if doubt and line.number not in self.accepted:
            return Fate(line.number, what, Verdict.DOUBTFUL, doubt, newcomer)
        key = (category_key(newcomer.category), place)
        self.known.holders.setdefault(key, []).append((newcomer.spell, newcomer.name))
        return Fate(line.number, what, Verdict.NEW, told(newcomer), newcomer)

    def stored(self, line: _Line, what: str, spell: Spell, name: str) -> Fate[Newcomer | Earlier]:
        """A row of somebody who is here already: what is stored is kept, save the day they joined if it was earlier."""
        first = line.spell.first
        if line.text(Column.JOINED_ON) and not line.reasons and line.spell.end == spell.end and first < spell.first:
            days = {"stored": shown(spell.first), "first": shown(first)}
            brings = Earlier(line.email, spell.first, first)
            why = _("Stored since %(stored)s; the list says %(first)s.") % days
            verdict = Verdict.NEW if line.number in self.accepted else Verdict.DOUBTFUL
            return Fate(line.number, what, verdict, why, brings)
        why = _("Already a member. What is stored is kept.")
        if line.name and name_key(line.name) != name_key(name):
            why = _("Already a member, as %s. What is stored is kept.") % name
        return Fate(line.number, what, Verdict.SAME, why)

    def seat(self, line: _Line) -> tuple[int, str]:
        """The first place of the category that is free for the whole stay; or why there is none."""
        category = line.text(Column.CATEGORY)
        key = category_key(category)
        if not key:
            return 1, _("It has no category, and a seat is a category’s place.")
        if max(len(category), len(key)) > LONGEST_CATEGORY:
            return 1, _("Its category is too long.")
        try:
            refuse_look_alikes(category, self.known.categories)
        except LookAlikeLetters as refusal:
            return 1, str(refusal)
        holders = {place: held for (other, place), held in self.known.holders.items() if other == key}
        for place in sorted({1, *holders}):
            free = not any(spell.meets(line.spell) for spell, _who in holders.get(place, ()))
            if free and ((key, place) not in self.known.closed or line.spell.end):
                return place, ""
        held = [who for spell, who in holders.get(1, ()) if spell.meets(line.spell)]
        if held:
            return 1, _("%(seat)s is held by %(who)s.") % {"seat": category, "who": held[0]}
        return 1, _("%s is closed.") % category

    def doubt(self, line: _Line) -> str:
        """Somebody else of this name."""
        key = name_key(line.name)
        first = self.names.setdefault(key, line)
        if first.email != line.email:
            return _("Row %d has this name and another address. Are they two people?") % first.number
        others = [email for email in self.known.names.get(key, ()) if email != line.email]
        if others:
            return _("A member of this name has the address %s. Are they two people?") % others[0]
        return ""


def again(line: _Line, what: str, first: _Line) -> Fate[Newcomer | Earlier]:
    """A row whose address stands further up: the same person, or somebody else's row with a wrong address."""
    different = [
        str(column.label)
        for column, text in line.cells.items()
        if text and column != Column.EMAIL and name_key(text) != name_key(first.text(column))
    ]
    if not different:
        return Fate(line.number, what, Verdict.SAME, _("Row %d is the same person.") % first.number)
    values = {"row": first.number, "columns": ", ".join(different)}
    why = _("Row %(row)d has this address and says something else: %(columns)s.") % values
    return Fate(line.number, what, Verdict.REFUSED, why)


def lengths(line: _Line) -> list[str]:
    """What is missing or too long to be kept."""
    texts = {Column.NAME: (line.name, LONGEST_NAME)}
    texts |= {column: (line.text(column), longest) for column, longest in LONGEST.items()}
    found = [] if line.name else [_("It has no name.")]
    for column, (text, longest) in texts.items():
        if len(text) > longest:
            values = {"what": column.label, "longest": longest}
            found.append(_("%(what)s is longer than %(longest)d characters.") % values)
    return found


def shown(day: date) -> str:
    """A day as people read it."""
    return date_format(day, "j M Y")


def told(newcomer: Newcomer) -> str:
    """What a new row brings, in words."""
    place = f" {newcomer.place}" if newcomer.place > 1 else ""
    values = {"seat": newcomer.category + place, "first": shown(newcomer.spell.first)}
    if newcomer.spell.end is None:
        return _("%(seat)s, since %(first)s") % values
    return _("%(seat)s, from %(first)s, left on %(end)s") % {**values, "end": shown(newcomer.spell.end)}
