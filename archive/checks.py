"""What must hold between the rows of an archive, and with what is stored (spec/archive.md, "Checks")."""

from collections.abc import Iterator
from datetime import date
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from archive.cells import Person, fits
from archive.declared import Row
from archive.faults import Faults, quoted
from archive.lock_out import check_categories, check_seats, check_stays
from archive.outcomes import check_outcomes
from archive.reading import Archive, Placed
from archive.rows import (
    ROW_TYPES,
    ChapterRow,
    LeaveRow,
    MarkRow,
    MeetingRow,
    OneToOneRow,
    PartnershipRow,
    ProgressRow,
    RecessRow,
    SlipRow,
    StayRow,
    ThanksRow,
)
from archive.stored import Stored
from chapters.currencies import decimals_of

R = TypeVar("R", bound=Row)

# Of each kind of row: the beginning, the end, and whether both may be the same.
SPANS: tuple[tuple[type[Row], str, str, bool], ...] = (
    (RecessRow, "first_day", "last_day", True),
    (StayRow, "joined_on", "left_on", False),
    (LeaveRow, "first_day", "last_day", True),
    (SlipRow, "given_at", "withdrawn_at", True),
    (SlipRow, "given_at", "bad_at", True),
    (PartnershipRow, "started_on", "ended_on", True),
)
TWO_PEOPLE: tuple[tuple[type[Row], str, str], ...] = (
    (SlipRow, "giver", "receiver"),
    (ThanksRow, "giver", "receiver"),
    (OneToOneRow, "a", "b"),
    (PartnershipRow, "a", "b"),
)


def check(archive: Archive, stored: Stored, today: date, faults: Faults) -> None:
    """Add every fault there is. `today` is the chapter's; it tells who holds a seat now.

    Rows that repeat a key are taken out of the archive, and `bad` is completed on both of its sides.
    """
    _one_chapter(archive, faults)
    for row_type in ROW_TYPES[1:]:
        _refuse_doubles(archive, row_type, faults)
    _people(archive, faults)
    for row_type, one, other in TWO_PEOPLE:
        _two_people(archive, row_type, one, other, faults)
    for row_type, first, end, together in SPANS:
        _in_order(archive, row_type, first, end, together, faults)
    _whom_slips_are_for(archive, faults)
    _there(archive, stored, MarkRow, "day", MeetingRow, _("a meeting"), faults)
    _there(archive, stored, ProgressRow, "slip", SlipRow, _("a slip"), faults)
    _there(archive, stored, ThanksRow, "slip", SlipRow, _("a slip"), faults)
    check_categories(archive, stored, faults)
    check_stays(archive, stored, faults)
    check_seats(archive, stored, today, faults)
    check_outcomes(archive, stored, faults)
    _amounts_left(archive, stored, faults)


def column_name(row_type: type[Row], attribute: str) -> str:
    """What the file calls a column."""
    return next(part.name for part in row_type.columns() if part.attribute == attribute)


def _one_chapter(archive: Archive, faults: Faults) -> None:
    table = archive.of(ChapterRow)
    if table.whole and not table.rows:
        faults.add(ChapterRow.file, 1, _("has no row; expected one, of the chapter"))
    for placed in table.rows[1:]:
        faults.add(ChapterRow.file, placed.line, _("is another row; expected one, of the chapter"))
    del table.rows[1:]


def _keyed(rows: list[Placed[R]], row_type: type[R]) -> Iterator[tuple[tuple[Any, ...] | None, Placed[R]]]:
    attributes = [part.attribute for part in row_type.columns() if part.key]
    for placed in rows:
        yield (placed.row.key() if placed.says(*attributes) else None), placed


def _refuse_doubles(archive: Archive, row_type: type[Row], faults: Faults) -> None:
    table = archive.of(row_type)
    lines: dict[tuple[Any, ...], int] = {}
    kept = []
    names = ", ".join(part.name for part in row_type.columns() if part.key)
    for key, placed in _keyed(table.rows, row_type):
        if key is None or key not in lines:
            kept.append(placed)
        else:
            values = {"names": names, "line": lines[key]}
            faults.add(
                row_type.file,
                placed.line,
                _("repeats the %(names)s of line %(line)d; expected once") % values,
            )
        if key is not None:
            lines.setdefault(key, placed.line)
    table.rows[:] = kept


def _people(archive: Archive, faults: Faults) -> None:
    members = archive.of(StayRow)
    if not members.whole:
        return
    known = {placed.row.email for placed in members.rows if placed.says("email")}
    for row_type in ROW_TYPES:
        for part in row_type.columns():
            if not isinstance(part.kind, Person):
                continue
            for placed in archive.of(row_type).rows:
                email = getattr(placed.row, part.attribute)
                if email and email not in known:
                    values = {"column": part.name, "email": quoted(email)}
                    what = _("%(column)s is %(email)s, who has no row in members.csv; expected one") % values
                    faults.add(row_type.file, placed.line, what)


def _two_people(archive: Archive, row_type: type[Row], one: str, other: str, faults: Faults) -> None:
    names = {"one": column_name(row_type, one), "other": column_name(row_type, other)}
    for placed in archive.of(row_type).rows:
        email = getattr(placed.row, one)
        if email and email == getattr(placed.row, other):
            what = _("%(one)s and %(other)s are both %(email)s; expected two people")
            faults.add(row_type.file, placed.line, what % (names | {"email": quoted(email)}))


def _in_order(archive: Archive, row_type: type[Row], first: str, end: str, together: bool, faults: Faults) -> None:
    names = {"first": column_name(row_type, first), "end": column_name(row_type, end)}
    for placed in archive.of(row_type).rows:
        begins, ends = getattr(placed.row, first), getattr(placed.row, end)
        if begins is None or ends is None or begins < ends or (together and begins == ends):
            continue
        if together:
            what = _("%(end)s is before %(first)s; expected it on or after") % names
        else:
            what = _("%(end)s is not after %(first)s; expected the first day out, a later day") % names
        faults.add(row_type.file, placed.line, what)


def _whom_slips_are_for(archive: Archive, faults: Faults) -> None:
    for placed in archive.of(SlipRow).rows:
        slip = placed.row
        if not placed.says("kind"):
            continue
        if slip.kind == "referral" and placed.says("receiver") and not slip.receiver:
            faults.add(slip.file, placed.line, _("receiver is empty; expected the receiver of a referral"))
        if slip.kind == "lead" and slip.receiver:
            what = _("receiver is %s; expected none, for a lead is told to everybody") % quoted(slip.receiver)
            faults.add(slip.file, placed.line, what)
        if slip.kind == "lead" and (slip.prospect_phone or slip.prospect_email):
            what = _("a lead has a prospect_phone or prospect_email; expected none, for the prospect was not asked")
            faults.add(slip.file, placed.line, what)


def _there(
    archive: Archive,
    stored: Stored,
    row_type: type[Row],
    attribute: str,
    target: type[Row],
    noun: str,
    faults: Faults,
) -> None:
    """Each reference leads to a row of the archive or of the chapter."""
    table = archive.of(target)
    if not table.whole:
        return
    known = {key for key, _placed in _keyed(table.rows, target)} | stored.of(target).keys()
    name = column_name(row_type, attribute)
    for placed in archive.of(row_type).rows:
        value = getattr(placed.row, attribute)
        if value is not None and (value,) not in known:
            values = {"column": name, "value": value, "noun": noun, "file": target.file}
            what = _("%(column)s is %(value)s, which is not there; expected %(noun)s of %(file)s") % values
            faults.add(row_type.file, placed.line, what)


def _amounts_left(archive: Archive, stored: Stored, faults: Faults) -> None:
    """Amounts that the archive leaves as they are stored can be written in the currency it brings."""
    placed = archive.chapter()
    if placed is None or not placed.says("slug", "currency"):
        return
    old = stored.of(ChapterRow).get(placed.row.key())
    if old is None or old.currency == placed.row.currency:
        return
    decimals = decimals_of(placed.row.currency)
    brought = {key for key, _placed in _keyed(archive.of(ThanksRow).rows, ThanksRow)}
    left = [thanks.amount for key, thanks in stored.of(ThanksRow).items() if key not in brought]
    if any(amount is not None and not fits(amount, decimals) for amount in left):
        values = {"new": quoted(placed.row.currency), "old": old.currency}
        what = _(
            "currency is %(new)s, in which amounts of stored thanks cannot be written; "
            "expected %(old)s, or these thanks in thanks.csv"
        )
        faults.add(ChapterRow.file, placed.line, what % values)
