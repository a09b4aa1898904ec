"""Writing an archive to the byte."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.cells import Setting
from archive.faults import Faults
from archive.reading import read_archive, records
from archive.rows import FILES, ROW_TYPES, LeaveRow, MeetingRow, OneToOneRow, SeatRow
from archive.source import read_path
from archive.writing import cell, table
from tests.archive.small import NOW, SMALL, ask

RIVERSIDE = Path(__file__).parent.parent.parent / "demo" / "riverside"
SETTING = Setting(NOW, 2)


def test_riverside_is_written_as_it_was_read() -> None:
    faults = Faults(FILES)
    contents = read_path(RIVERSIDE, faults)
    archive = read_archive(contents, NOW, faults)
    assert len(faults) == 0
    for row_type in ROW_TYPES:
        rows = [placed.row for placed in reversed(archive.of(row_type).rows)]
        assert table(row_type, rows, SETTING) == contents[row_type.file]


def test_a_file_without_rows_is_its_header() -> None:
    assert table(LeaveRow, [], SETTING) == b"email,from,to,reason,approved\n"


@pytest.mark.parametrize(
    ("text", "written"),
    [("a", "a"), (" a ", " a "), ("", ""), ("a,b", '"a,b"'), ('a"b', '"a""b"'), ("a\rb", '"a\rb"'), ("a\nb", '"a\nb"')],
)
def test_a_cell_is_in_quotes_only_where_it_must(text: str, written: str) -> None:
    assert cell(text) == written


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8")), min_size=2, max_size=4), max_size=5))
def test_whatever_a_cell_holds_is_read_back(rows: list[list[str]]) -> None:
    text = "".join(",".join(map(cell, row)) + "\n" for row in rows)
    assert [cells for _line, cells in records(text)] == rows
    assert list(csv.reader(io.StringIO(text, newline="\n"))) == rows


def test_numbers_in_a_key_sort_as_numbers() -> None:
    rows = ask({**SMALL, "seats.csv": "category,place,status\nZ,10,open\nZ,9,open\na,1,open\nÄ,1,open\n"}).archive.of(
        SeatRow
    )
    lines = table(SeatRow, [placed.row for placed in rows.rows], SETTING).decode().splitlines()
    assert lines[1:] == ["Z,9,open", "Z,10,open", "a,1,open", "Ä,1,open"]


def test_n_sorts_as_a_number_after_the_two() -> None:
    head = "date,a,b,n\n"
    pair = "2026-11-12,ada@mill.example,bo@mill.example"
    rows = ask({**SMALL, "one_to_ones.csv": head + "".join(f"{pair},{n}\n" for n in (11, 2, 1))}).archive.of(
        OneToOneRow
    )
    lines = table(OneToOneRow, [placed.row for placed in rows.rows], SETTING).decode().splitlines()
    assert [line.split(",")[3] for line in lines[1:]] == ["1", "2", "11"]


def test_an_empty_part_of_a_key_comes_first() -> None:
    leaves = ["bo@mill.example,2026-01-01,", "bo@mill.example,,2026-01-01", "ada@mill.example,2026-01-01,2026-01-02"]
    text = "\n".join(["email,from,to", *leaves]) + "\n"
    rows = ask({**SMALL, "leaves.csv": text}).archive.of(LeaveRow)
    lines = table(LeaveRow, [placed.row for placed in rows.rows], SETTING).decode().splitlines()
    assert lines[1:] == [
        "ada@mill.example,2026-01-01,2026-01-02,,",
        "bo@mill.example,,2026-01-01,,",
        "bo@mill.example,2026-01-01,,,",
    ]


def test_text_with_line_ends_is_read_back_from_a_file() -> None:
    answer = ask({**SMALL, "meetings.csv": 'date,status,note\n2026-11-10,held,"a\r\nb, ""c"" "\n'})
    written = table(MeetingRow, [placed.row for placed in answer.archive.of(MeetingRow).rows], SETTING)
    assert written == b'date,status,note\n2026-11-10,held,"a\r\nb, ""c"" "\n'
