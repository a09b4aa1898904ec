"""Members out of a secretary's own list: what becomes of each row."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from archive.cells import LONGEST_CATEGORY, Address, BadCell, Setting
from archive.columns import Column
from archive.dates import Order, parsed
from archive.fates import Fate, Spell, Verdict
from archive.faults import quoted
from archive.names import name_key
from archive.sheets import Row
from chapters.categories import LookAlikeLetters, category_key, refuse_look_alikes

LONGEST = {"name": 200, "company": 200, "phone": 50}
SeatKey = tuple[str, int]


@dataclass(frozen=True)
class Newcomer:
    """A member to be: `place` is the first that is free in the category."""

    email: str
    name: str
    company: str
    phone: str
    category: str
    place: int
    joined_on: date


@dataclass(frozen=True)
class Reading:
    """How somebody said the list is to be read: `columns` by place, dates, the day of those without one."""

    header: int
    columns: Mapping[int, Column]
    order: Order
    joined_on: date


@dataclass
class Chapter:
    """What is stored: people by address, and who holds each seat; closed seats are not to be had."""

    people: Mapping[str, str]
    holders: dict[SeatKey, list[tuple[Spell, str]]]
    closed: Collection[SeatKey] = ()
    categories: Collection[str] = ()
    names: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for email, name in self.people.items():
            self.names[name_key(name)].append(email)


def plan_roster(
    sheet: Sequence[Row], reading: Reading, chapter: Chapter, setting: Setting, accepted: Collection[int]
) -> list[Fate[Newcomer]]:
    """What becomes of each row; `accepted` are doubtful ones that somebody decided to bring."""
    return _Planner(reading, chapter, setting, accepted).plan(sheet)


class _Planner:
    def __init__(self, reading: Reading, chapter: Chapter, setting: Setting, accepted: Collection[int]) -> None:
        self.reading, self.chapter, self.setting, self.accepted = reading, chapter, setting, accepted
        self.rows: dict[str, tuple[int, dict[Column, str]]] = {}
        self.names: dict[str, int] = {}

    def plan(self, sheet: Sequence[Row]) -> list[Fate[Newcomer]]:
        found = []
        for number, row in enumerate(sheet, 1):
            cells = {column: row[place].strip() for place, column in self.reading.columns.items() if place < len(row)}
            if number > self.reading.header + 1 and any(cells.values()):
                found.append(self.fate(number, cells))
        return found

    def fate(self, number: int, cells: dict[Column, str]) -> Fate[Newcomer]:
        name = full_name(cells)
        what = ", ".join(part for part in (name, cells.get(Column.EMAIL, "")) if part) or _("no name")
        email, reasons = self.address(cells.get(Column.EMAIL, ""))
        if email in self.rows:
            return self.again(number, what, cells, *self.rows[email])
        if email:
            self.rows[email] = (number, cells)
        if email in self.chapter.people:
            return Fate(number, what, Verdict.SAME, self.kept(email, name))
        joined_on = self.joined(cells.get(Column.JOINED_ON, ""), reasons)
        self.lengths(cells, name, reasons)
        category = cells.get(Column.CATEGORY, "")
        place = self.seat(category, joined_on, reasons)
        if reasons:
            return Fate(number, what, Verdict.REFUSED, " ".join(reasons))
        company, phone = cells.get(Column.COMPANY, ""), cells.get(Column.PHONE, "")
        newcomer = Newcomer(email, name, company, phone, category, place, joined_on)
        doubt = self.doubt(number, name)
        if doubt and number not in self.accepted:
            return Fate(number, what, Verdict.DOUBTFUL, doubt, newcomer)
        self.take(newcomer)
        return Fate(number, what, Verdict.NEW, _("%(category)s, since %(day)s") % self.told(newcomer), newcomer)

    def told(self, newcomer: Newcomer) -> dict[str, str]:
        place = f" {newcomer.place}" if newcomer.place > 1 else ""
        return {"category": newcomer.category + place, "day": newcomer.joined_on.isoformat()}

    def address(self, text: str) -> tuple[str, list[str]]:
        try:
            email = Address().read(text, self.setting)
        except BadCell:
            return "", [_("%s is not an e-mail address.") % quoted(text)]
        return email, [] if email else [_("It has no e-mail address.")]

    def again(
        self, number: int, what: str, cells: dict[Column, str], first: int, others: dict[Column, str]
    ) -> Fate[Newcomer]:
        """A row whose address stands further up: the same person, or somebody else's row with a wrong address."""
        different = [
            str(column.label)
            for column, text in cells.items()
            if text and column != Column.EMAIL and name_key(text) != name_key(others.get(column, ""))
        ]
        if not different:
            return Fate(number, what, Verdict.SAME, _("Row %d is the same person.") % first)
        values = {"row": first, "columns": ", ".join(different)}
        return Fate(
            number,
            what,
            Verdict.REFUSED,
            _("Row %(row)d has this address and says something else: %(columns)s.") % values,
        )

    def kept(self, email: str, name: str) -> str:
        stored = self.chapter.people[email]
        if name and name_key(name) != name_key(stored):
            return _("Already a member, as %s. What is stored is kept.") % stored
        return _("Already a member. What is stored is kept.")

    def joined(self, text: str, reasons: list[str]) -> date:
        day = parsed(text, self.reading.order) if text else self.reading.joined_on
        if day is None:
            reasons.append(_("%s is not a date.") % quoted(text))
        return day or self.reading.joined_on

    def lengths(self, cells: dict[Column, str], name: str, reasons: list[str]) -> None:
        if not name:
            reasons.append(_("It has no name."))
        texts = {"name": name, "company": cells.get(Column.COMPANY, ""), "phone": cells.get(Column.PHONE, "")}
        for field_name, longest in LONGEST.items():
            if len(texts[field_name]) > longest:
                values = {"what": Column(field_name).label, "longest": longest}
                reasons.append(_("%(what)s is longer than %(longest)d characters.") % values)

    def seat(self, category: str, joined_on: date, reasons: list[str]) -> int:
        """The first place of the category that is free from that day on; 1 where there is a reason against it."""
        key = category_key(category)
        if not key or len(category) > LONGEST_CATEGORY or len(key) > LONGEST_CATEGORY:
            reasons.append(
                _("It has no category, and a seat is a category’s place.")
                if not key
                else _("Its category is too long.")
            )
            return 1
        try:
            refuse_look_alikes(category, self.chapter.categories)
        except LookAlikeLetters as refusal:
            reasons.append(str(refusal))
            return 1
        spell = Spell(joined_on, None)
        own = sorted({place for other, place in self.chapter.holders if other == key} | {1})
        for place in own:
            held = [who for other, who in self.chapter.holders.get((key, place), ()) if overlap(other, spell)]
            if not held and (key, place) not in self.chapter.closed:
                return place
        held = [who for other, who in self.chapter.holders.get((key, 1), ()) if overlap(other, spell)]
        if held:
            reasons.append(_("%(seat)s is held by %(who)s.") % {"seat": category, "who": held[0]})
        else:
            reasons.append(_("%s is closed.") % category)
        return 1

    def doubt(self, number: int, name: str) -> str:
        """Somebody else of this name."""
        key = name_key(name)
        row = self.names.setdefault(key, number)
        if row != number:
            return _("Row %d has this name and another address. Are they two people?") % row
        if self.chapter.names.get(key):
            values = {"email": self.chapter.names[key][0]}
            return _("A member of this name has the address %(email)s. Are they two people?") % values
        return ""

    def take(self, newcomer: Newcomer) -> None:
        spell = Spell(newcomer.joined_on, None)
        self.chapter.holders.setdefault((category_key(newcomer.category), newcomer.place), []).append(
            (spell, newcomer.name)
        )


def overlap(one: Spell, other: Spell) -> bool:
    """Whether two spells share a day."""
    return (one.end is None or other.first < one.end) and (other.end is None or one.first < other.end)


def full_name(cells: Mapping[Column, str]) -> str:
    """The name in one column, or the first and the last."""
    parts = (cells.get(Column.FIRST_NAME, ""), cells.get(Column.LAST_NAME, ""))
    return cells.get(Column.NAME, "") or " ".join(part for part in parts if part)
