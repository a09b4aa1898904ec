"""The two reports that chapters can export from the big networks' systems: the meeting summary and the slips audit.

Both have a few title rows above a header, among them the span of dates that they tell of.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from archive.dates import guess_order, parsed
from archive.names import name_key
from archive.sheets import Row

NOT_PEOPLE = frozenset({"visitors", "bni", "total", "totals", "grand total"})
MARKS = {"p": "present", "l": "late", "s": "substitute", "m": "medical", "a": "absent"}
REFERRAL, ONE_TO_ONE, THANKS = "referral", "one-to-one", "tyfcb"
TITLE_ROWS = 40
NOT_AN_AMOUNT = re.compile(r"[^0-9.,-]")
THOUSANDS = re.compile(r"-?\d{1,3}(,\d{3})+|-?\d{1,3}(\.\d{3}){2,}")


class NotThatReport(Exception):
    """A sheet without the header that was looked for."""


@dataclass(frozen=True)
class Span:
    """The days a report tells of, both inside."""

    first: date
    last: date


@dataclass(frozen=True)
class SummaryRow:
    """One member's marks over the span, as counts; `row` is where it stands in the sheet."""

    row: int
    name: str
    counts: dict[str, int]

    @property
    def marks(self) -> int:
        """How many marks in all."""
        return sum(self.counts.values())


@dataclass(frozen=True)
class AuditRow:
    """One slip. `kind` is the report's word in lower case."""

    row: int
    kind: str
    giver: str
    receiver: str
    inside: bool | None
    amount: Decimal | None
    detail: str


@dataclass(frozen=True)
class Summary:
    """The meeting summary; `unread` are rows that are neither people nor totals, with the reason."""

    span: Span | None
    rows: tuple[SummaryRow, ...]
    unread: tuple[tuple[int, str, str], ...]


@dataclass(frozen=True)
class Audit:
    """The slips audit."""

    span: Span | None
    rows: tuple[AuditRow, ...]


def read_summary(sheet: Sequence[Row]) -> Summary:
    """The meeting summary. Raises NotThatReport."""
    place, columns = _header(sheet, required={*MARKS}, one_of=("first name", "name", "member"))
    rows: list[SummaryRow] = []
    unread: list[tuple[int, str, str]] = []
    for number, row in _below(sheet, place):
        cells = _Cells(row, columns)
        name = cells.name()
        if not name or (name_key(name) in NOT_PEOPLE):
            continue
        try:
            rows.append(SummaryRow(number, name, {mark: cells.whole(letter) for letter, mark in MARKS.items()}))
        except ValueError as wrong:
            unread.append((number, name, str(wrong)))
    return Summary(_span(sheet[:place]), tuple(rows), tuple(unread))


def read_audit(sheet: Sequence[Row]) -> Audit:
    """The slips audit. Raises NotThatReport."""
    place, columns = _header(sheet, required={"from", "to", "slip type"}, one_of=("slip type",))
    rows = []
    for number, row in _below(sheet, place):
        cells = _Cells(row, columns)
        kind = name_key(cells.text("slip type"))
        if kind:
            rows.append(
                AuditRow(
                    row=number,
                    kind=kind,
                    giver=cells.text("from"),
                    receiver=cells.text("to"),
                    inside=_inside(cells.text("inside/outside")),
                    amount=_amount(cells.text("tyfcb amount")),
                    detail=cells.text("detail"),
                )
            )
    return Audit(_span(sheet[:place]), tuple(rows))


@dataclass(frozen=True)
class _Cells:
    row: Row
    columns: dict[str, int]

    def text(self, column: str) -> str:
        place = self.columns.get(column)
        return self.row[place].strip() if place is not None and place < len(self.row) else ""

    def name(self) -> str:
        parts = [self.text("first name"), self.text("last name")]
        return " ".join(part for part in parts if part) or self.text("name") or self.text("member")

    def whole(self, column: str) -> int:
        text = self.text(column)
        if not text:
            return 0
        if not text.isdecimal() or len(text) > 4:
            raise ValueError(_("%(column)s is “%(text)s”, not a count") % {"column": column.upper(), "text": text})
        return int(text)


def _below(sheet: Sequence[Row], place: int) -> Iterator[tuple[int, Row]]:
    """The rows under the header, numbered as the sheet does."""
    return ((number, row) for number, row in enumerate(sheet, 1) if number > place + 1 and any(row))


def _header(sheet: Sequence[Row], required: set[str], one_of: tuple[str, ...]) -> tuple[int, dict[str, int]]:
    for place, row in enumerate(sheet[:TITLE_ROWS]):
        names = {name_key(cell): column for column, cell in reversed(list(enumerate(row))) if cell}
        if required <= names.keys() and any(name in names for name in one_of):
            return place, names
    raise NotThatReport


def _span(titles: Sequence[Row]) -> Span | None:
    """From and To among the title rows."""
    found: dict[str, str] = {}
    for row in titles:
        cells = [cell for cell in row if cell]
        if len(cells) > 1 and name_key(cells[0]).rstrip(":") in {"from", "to"}:
            found.setdefault(name_key(cells[0]).rstrip(":"), cells[1])
    order = guess_order(found.values()).order
    days = [parsed(found.get(end, ""), order) for end in ("from", "to")]
    return Span(days[0], days[1]) if days[0] and days[1] and days[0] <= days[1] else None


def _inside(text: str) -> bool | None:
    folded = name_key(text)
    if "inside" in folded or "tier 1" in folded:
        return True
    return False if "outside" in folded or "tier 2" in folded or "tier 3" in folded else None


def _amount(text: str) -> Decimal | None:
    """An amount with whatever people put between thousands and before decimals; None where there is none."""
    digits = NOT_AN_AMOUNT.sub("", text)
    decimals = max(digits.rfind("."), digits.rfind(","))
    if decimals >= 0 and THOUSANDS.fullmatch(digits):
        decimals = -1
    whole, part = (digits, "") if decimals < 0 else (digits[:decimals], digits[decimals + 1 :])
    try:
        return Decimal(f"{re.sub('[.,]', '', whole)}.{part or '0'}")
    except InvalidOperation:
        return None
