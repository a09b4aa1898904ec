"""Reading an archive: bytes to typed rows, with every fault of form on the way (spec/archive.md, "Form")."""

import csv
import io
import re
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar, cast

from django.utils.translation import gettext as _

from archive.cells import BadCell, Setting
from archive.declared import Column, Row
from archive.faults import Faults, quoted
from archive.rows import NEEDED_FILES, ROW_TYPES, ChapterRow, SlipRow
from chapters.currencies import decimals_of

R = TypeVar("R", bound=Row)
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
UNFIT = re.compile("[\0\udc80-\udcff]")  # NUL, and what stands for a byte that is not UTF-8
LARGEST_CELL = 10_000_000
csv.field_size_limit(LARGEST_CELL)  # of the whole process: a cell is as long as it is


@dataclass(frozen=True, slots=True)
class Placed(Generic[R]):
    """A row and the line its record starts on. What `unreadable` names is None in the row, and was a fault."""

    line: int
    row: R
    unreadable: frozenset[str] = frozenset()

    def says(self, *attributes: str) -> bool:
        """Whether all of these could be read."""
        return self.unreadable.isdisjoint(attributes)


@dataclass
class Table(Generic[R]):
    """A file's rows. Where it is not `whole`, rows of it may have been missed, and nothing is to be missed in it."""

    rows: list[Placed[R]] = field(default_factory=list)
    whole: bool = True


@dataclass
class Archive:
    """An archive as it was read. `marked` are stored slips that its progress.csv alone says are bad."""

    tables: dict[type[Row], Table[Any]]
    marked: dict[uuid.UUID, SlipRow] = field(default_factory=dict)

    def of(self, row_type: type[R]) -> Table[R]:
        """The table of one kind of row."""
        return cast("Table[R]", self.tables[row_type])

    def chapter(self) -> Placed[ChapterRow] | None:
        """The row of the chapter, where there is one."""
        rows = self.of(ChapterRow).rows
        return rows[0] if rows else None


def read_archive(contents: Mapping[str, bytes], now: datetime, faults: Faults) -> Archive:
    """Type every row of the files given; `now` tells which instants are in the future."""
    tables: dict[type[Row], Table[Any]] = {}
    setting = Setting(now)
    for row_type in ROW_TYPES:  # the chapter comes first: its currency tells how amounts are written
        if row_type.file in contents:
            tables[row_type] = _Reader(row_type, setting, faults).read(contents[row_type.file])
        else:
            tables[row_type] = Table(whole=row_type.file not in NEEDED_FILES)
            if row_type.file in NEEDED_FILES:
                faults.add(row_type.file, None, _("is missing; expected in every archive"))
        if row_type is ChapterRow:
            setting = Setting(now, _decimals(tables[row_type]))
    return Archive(tables)


def _decimals(chapters: Table[ChapterRow]) -> int | None:
    if not chapters.rows or not chapters.rows[0].says("currency"):
        return None
    return decimals_of(chapters.rows[0].row.currency)


def records(text: str) -> Iterator[tuple[int, list[str] | csv.Error]]:
    """Each record with the physical line it starts on (a line ends in LF); an Error where it is not CSV."""
    reader = csv.reader(io.StringIO(text, newline="\n"), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield line, error
        else:
            if cells:
                yield line, cells


class _Reader:
    """Reads one file."""

    def __init__(self, row_type: type[Row], setting: Setting, faults: Faults) -> None:
        self.row_type, self.setting, self.faults = row_type, setting, faults
        self.columns = row_type.columns()
        self.missing: frozenset[str] = frozenset()
        self.places: list[int | None] = []
        self.clean = True

    def fault(self, line: int, what: str) -> None:
        self.faults.add(self.row_type.file, line, what)

    def read(self, data: bytes) -> Table[Any]:
        """The file's rows."""
        text = data.removeprefix(BYTE_ORDER_MARK).decode("utf-8", "surrogateescape")
        self.clean = UNFIT.search(text) is None
        found = records(text)
        line, header = next(found, (1, [""]))
        if isinstance(header, csv.Error) or not self._understand(header):
            if isinstance(header, csv.Error):
                self._not_csv(line, header)
            return Table(whole=False)
        table: Table[Any] = Table(whole=not any(part.key and part.attribute in self.missing for part in self.columns))
        for line, cells in found:
            if isinstance(cells, csv.Error):
                self._not_csv(line, cells)
                table.whole = False
            else:
                table.rows.append(self._row(line, cells, len(header)))
        return table

    def _not_csv(self, line: int, error: csv.Error) -> None:
        self.fault(line, _("is not CSV (%s); expected cells between commas, quoted in pairs") % error)

    def _understand(self, header: list[str]) -> bool:
        """Note which cell is which column; False where the file is not to be read at all."""
        names = {part.name for part in self.columns}
        if UNFIT.search("".join(header)) or not names.intersection(header):
            self.fault(1, _("the header is not readable; expected the columns %s in UTF-8") % self._names())
            return False
        for name in sorted(set(header) - names):
            self.fault(
                1,
                _("the column %(name)s is not known; expected %(names)s")
                % {"name": quoted(name), "names": self._names()},
            )
        for name in sorted(name for name in names if header.count(name) > 1):
            self.fault(1, _("the column %s is there twice; expected once") % name)
        for part in self.columns:
            if (part.key or part.needed) and part.name not in header:
                self.fault(1, _("the column %s is missing; expected in every file of this name") % part.name)
        absent = {part.attribute for part in self.columns if (part.key or part.needed) and part.name not in header}
        self.missing = frozenset(absent)
        self.places = [header.index(part.name) if part.name in header else None for part in self.columns]
        return True

    def _names(self) -> str:
        return ", ".join(part.name for part in self.columns)

    def _row(self, line: int, cells: list[str], width: int) -> Placed[Any]:
        if len(cells) != width:
            self.fault(
                line,
                _("has %(found)d cells; expected %(width)d, as in the header") % {"found": len(cells), "width": width},
            )
            return self._key_alone(line, cells)
        values: list[Any] = []
        unreadable = set(self.missing)
        for part, place in zip(self.columns, self.places, strict=True):
            value = None
            if part.attribute not in self.missing:
                try:
                    value = self._value(part, "" if place is None else cells[place])
                except BadCell as bad:
                    unreadable.add(part.attribute)
                    self.fault(line, bad.sentence(part.name, "" if place is None else cells[place]))
            values.append(value)
        return Placed(line, self.row_type.of(values), frozenset(unreadable))

    def _value(self, part: Column, text: str) -> Any:
        if not self.clean and UNFIT.search(text):
            raise BadCell(_("text in UTF-8 without NUL"))
        value = part.kind.read(text, self.setting) if text else ""
        if value == "" or (part.needed and not text.strip()):
            if part.needed:
                raise BadCell(_("a value"))
            return part.empty
        return value

    def _key_alone(self, line: int, cells: list[str]) -> Placed[Any]:
        """The row of which nothing but the key is believed, so that what refers to it is not a fault besides."""
        values: list[Any] = []
        unreadable = set()
        for part, place in zip(self.columns, self.places, strict=True):
            try:
                if not part.key or place is None or place >= len(cells):
                    raise BadCell("")
                values.append(self._value(part, cells[place]))
            except BadCell:
                values.append(None)
                unreadable.add(part.attribute)
        return Placed(line, self.row_type.of(values), frozenset(unreadable))
