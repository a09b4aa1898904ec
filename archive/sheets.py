"""Spreadsheets as people have them: CSV of any kind, .xlsx, and the XML that goes by the name of .xls.

Whatever the file, a sheet becomes rows of text: dates as YYYY-MM-DD, numbers as they are typed.
"""

import csv
import io
import lzma
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from itertools import islice
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from chapters.spreadsheets import FORMULA_SIGNS

MOST_ROWS = 50_000
MOST_COLUMNS = 200
LARGEST = 200_000_000
DELIMITERS = ",;\t|"
EXCEL_XML = b"urn:schemas-microsoft-com:office:spreadsheet"
SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
WHOLE_NUMBER = re.compile(r"-?\d+\.0+")

Row = list[str]


class UnreadableSheet(Exception):
    """A file that is no spreadsheet we can read; says what to do instead."""


def read_sheet(data: bytes) -> list[Row]:
    """The rows of the first sheet that holds any, told by the file's content and not its name."""
    if not data.strip():
        raise UnreadableSheet(_("The file is empty."))
    if data.startswith(b"PK\x03\x04"):
        return _read_xlsx(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableSheet(
            _("This is an old Excel file. Open it in Excel, save it as .xlsx or CSV, and bring that.")
        )
    head = data[:2000].lower()
    if EXCEL_XML in data[:5000]:
        return _read_xml(data)
    if b"<html" in head or b"<table" in head or head.lstrip().startswith(b"<?xml"):
        raise UnreadableSheet(_("This is a web page, not a spreadsheet. Save it as .xlsx or CSV, and bring that."))
    return _read_csv(data)


def _limited(rows: Iterable[Row]) -> list[Row]:
    found = list(islice(rows, MOST_ROWS + 1))
    if len(found) > MOST_ROWS:
        raise UnreadableSheet(_("The sheet has more than %d rows.") % MOST_ROWS)
    for row in found:
        row[:] = map(_unguarded, row)
        while row and not row[-1]:
            row.pop()
    while found and not found[-1]:
        found.pop()
    return found


def _unguarded(text: str) -> str:
    """A cell of one of our own lists as it was, without the apostrophe that keeps it from being run (F58)."""
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA_SIGNS) else text


def written(value: Any) -> str:
    """A cell as text."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _read_xlsx(data: bytes) -> list[Row]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > LARGEST:
                raise UnreadableSheet(_("The spreadsheet is larger than %d MB when unpacked.") % (LARGEST // 1_000_000))
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            rows = _limited(
                [written(cell) for cell in row] for row in sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)
            )
            if rows:
                return rows
    except (
        InvalidFileException,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        ParseError,
        DefusedXmlException,
        OSError,
        RuntimeError,
        EOFError,
        TypeError,
        AttributeError,
        IndexError,
        zlib.error,
        lzma.LZMAError,
    ) as why:
        raise UnreadableSheet(_("This spreadsheet cannot be opened. Save it again as .xlsx or CSV.")) from why
    raise UnreadableSheet(_("The spreadsheet is empty."))


def _read_xml(data: bytes) -> list[Row]:
    try:
        root = fromstring(data, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as why:
        raise UnreadableSheet(_("This spreadsheet cannot be opened: its XML is broken.")) from why
    for sheet in root.iter(f"{SS}Worksheet"):
        rows = _limited(_xml_rows(sheet))
        if rows:
            return rows
    raise UnreadableSheet(_("The spreadsheet is empty."))


def _xml_rows(sheet: Element) -> Iterator[Row]:
    """Its rows; `ss:Index` says where cells and rows were left out, `ss:MergeAcross` where one takes several places."""
    count = 0
    for row in sheet.iter(f"{SS}Row"):
        place = _number(row.get(f"{SS}Index"), count + 1)
        yield from ([] for _gap in range(min(place - count - 1, MOST_ROWS)))
        count = place
        cells: Row = []
        for cell in row.iter(f"{SS}Cell"):
            cells += [""] * (min(_number(cell.get(f"{SS}Index"), len(cells) + 1), MOST_COLUMNS) - len(cells) - 1)
            cells.append(_xml_text(cell))
            cells += [""] * min(_number(cell.get(f"{SS}MergeAcross"), 0), MOST_COLUMNS)
        yield cells[:MOST_COLUMNS]


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 8 else otherwise


def _xml_text(cell: Element) -> str:
    data = cell.find(f"{SS}Data")
    if data is None:
        return ""
    text = "".join(data.itertext()).strip()
    if data.get(f"{SS}Type") == "DateTime":
        return text.partition("T")[0]
    if data.get(f"{SS}Type") == "Number" and WHOLE_NUMBER.fullmatch(text):
        return text.partition(".")[0]
    return text


def decoded(data: bytes) -> str:
    """Text in UTF-8 or UTF-16 where it is that, else in the code page of western Windows."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _read_csv(data: bytes) -> list[Row]:
    text = decoded(data)
    if "\n" not in text:  # as very old systems end lines
        text = text.replace("\r", "\n")
    if "\0" in text:
        raise UnreadableSheet(_("This is not a spreadsheet. Bring .xlsx, CSV, or the .xls your system exports."))
    first, _end, rest = text.partition("\n")
    if re.fullmatch(r"sep=.", first.strip()):  # how Excel is told the delimiter
        return _cells(rest, first.strip()[-1])
    return _cells(text, _delimiter(text))


def _cells(text: str, delimiter: str) -> list[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return _limited([cell.strip() for cell in row[:MOST_COLUMNS]] for row in reader)
    except csv.Error as why:
        raise UnreadableSheet(_("This file is not CSV: %s.") % why) from why


def _delimiter(text: str) -> str:
    """The one that cuts the most of the first lines into equally many cells, and those into the most."""
    sample = "\n".join(text.split("\n")[:50])

    def fit(delimiter: str) -> tuple[int, int]:
        try:
            widths = Counter(len(row) for row in csv.reader(io.StringIO(sample), delimiter=delimiter) if row)
        except csv.Error:
            return (0, 0)
        width, rows = max(widths.items(), key=lambda item: (item[0] > 1, item[1], item[0]), default=(1, 0))
        return (rows if width > 1 else 0, width)

    return max(DELIMITERS, key=fit)
