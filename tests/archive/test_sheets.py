"""Reading whatever spreadsheet people bring."""

import io
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from archive.sheets import UnreadableSheet, read_sheet

BROUGHT = Path(__file__).parent / "brought"
TABLE = [["Name", "Since", "n"], ["Zoë, Ltd", "2026-03-04", "7"]]
SHEET = """<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="a"><Table>{rows}
 </Table></Worksheet></Workbook>"""


def workbook(rows: list[list[object]]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv_of_any_delimiter_and_usual_encoding(delimiter: str, encoding: str) -> None:
    lines = (delimiter.join(f'"{cell}"' for cell in row) for row in TABLE)
    assert read_sheet("\r\n".join(lines).encode(encoding)) == TABLE


def test_excel_says_which_delimiter_it_is() -> None:
    assert read_sheet(b"sep=;\nName, first;Since\nA;B\n") == [["Name, first", "Since"], ["A", "B"]]


def test_a_comma_in_most_cells_does_not_make_it_the_delimiter() -> None:
    assert read_sheet(b"Name;Town\nA, B;C\nD, E;F\n")[1] == ["A, B", "C"]


def test_xlsx_with_dates_and_numbers() -> None:
    rows = [["Name", "Since", "n"], ["Zoë, Ltd", date(2026, 3, 4), 7.0], [None, date(2026, 3, 4), 1.5]]
    assert read_sheet(workbook(rows)) == [*TABLE, ["", "2026-03-04", "1.5"]]


def test_xml_under_the_name_of_xls() -> None:
    summary = read_sheet((BROUGHT / "palms-summary.xls").read_bytes())
    assert (len(summary), summary[2], summary[6][:3]) == (40, ["From", "2026-05-19"], ["Will", "Ashdown", "16"])


def test_xml_that_leaves_out_cells_and_rows() -> None:
    rows = (
        '<Row ss:Index="2"><Cell ss:Index="3"><Data ss:Type="Number">5.0</Data></Cell></Row>'
        '<Row><Cell ss:MergeAcross="1"><Data ss:Type="String">a</Data></Cell><Cell>'
        '<Data ss:Type="DateTime">2026-03-04T00:00:00.000</Data></Cell></Row>'
    )
    assert read_sheet(SHEET.format(rows=rows).encode()) == [[], ["", "", "5"], ["a", "", "2026-03-04"]]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"  \n",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old",
        b"PK\x03\x04nothing",
        b"<html><table></table></html>",
        b"a\0b",
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]>' + SHEET[22:].format(rows="<Row/>").encode(),
        SHEET.format(rows="<Row>").encode(),
    ],
)
def test_what_is_no_spreadsheet_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(UnreadableSheet) as refusal:
        read_sheet(data)
    assert str(refusal.value).endswith(".")


def test_a_workbook_that_was_damaged_on_the_way_is_refused_or_read() -> None:
    whole = workbook(TABLE)
    for place in range(0, len(whole), 50):
        broken = bytearray(whole)
        broken[place : place + 4] = b"\xff\x00\xff\x00"
        with suppress(UnreadableSheet):  # or it can be read all the same
            read_sheet(bytes(broken))


def test_a_sheet_that_claims_a_million_rows_is_refused() -> None:
    book = workbook([["a"]])
    assert read_sheet(book) == [["a"]]
    with pytest.raises(UnreadableSheet, match="more than 50000 rows"):
        read_sheet(b"a,b\n" * 50_001)
