"""Reading an archive: its form, and faults with their file and line."""

import pytest

from archive.rows import (
    LeaveRow,
    MeetingRow,
    OneToOneRow,
    RulesRow,
    SeatRow,
    SlipRow,
    StayRow,
    ThanksRow,
    VisitRow,
)
from tests.archive.small import S1, SMALL, T1, altered, ask, with_row


def test_an_archive_in_order_has_no_faults() -> None:
    assert ask(SMALL).faults == []


def test_a_byte_order_mark_and_crlf_are_accepted() -> None:
    answer = ask({name: b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode() for name, text in SMALL.items()})
    assert answer.faults == []
    assert answer.archive.of(StayRow).rows[0].row.email == "ada@mill.example"


def test_columns_come_in_any_order_and_missing_ones_are_empty() -> None:
    answer = ask({**SMALL, "meetings.csv": "status,date\nheld,2026-11-10\nheld,2026-11-17\n"})
    assert answer.faults == []
    assert [placed.row.note for placed in answer.archive.of(MeetingRow).rows] == ["", ""]


def test_a_missing_key_or_starred_column_is_one_fault() -> None:
    files = {**SMALL, "meetings.csv": "note\nflood\nsnow\n"}
    assert ask(files).faults == [
        "meetings.csv:1: the column date is missing; expected in every file of this name",
        "meetings.csv:1: the column status is missing; expected in every file of this name",
    ]


def test_a_key_column_must_be_there_even_where_its_cells_may_be_empty() -> None:
    files = {**SMALL, "visitors.csv": "date,name\n2026-11-10,Vi\n"}
    assert [fault.split(";")[0] for fault in ask(files).faults] == ["visitors.csv:1: the column email is missing"]


def test_an_unknown_column_and_one_that_is_there_twice_are_faults() -> None:
    files = {**SMALL, "meetings.csv": "date,status,colour,status\n2026-11-10,held,red,held\n2026-11-17,held,red,held\n"}
    assert [fault.split(";")[0] for fault in ask(files).faults] == [
        "meetings.csv:1: the column status is there twice",
        "meetings.csv:1: the column “colour” is not known",
    ]


def test_a_missing_file_is_named_without_a_line_and_only_two_are_needed() -> None:
    assert [fault.partition(":")[0] for fault in ask({}).faults] == ["chapter.csv", "members.csv"]
    assert ask({name: SMALL[name] for name in ("chapter.csv", "members.csv")}).faults == []


def test_a_fault_names_the_physical_line_where_its_record_starts() -> None:
    files = {**SMALL, "meetings.csv": 'date,status,note\n2026-11-10,held,"a\nb\n\nc"\n\n2026-11-17,over,"d\ne"\n'}
    assert [fault.split(":")[1] for fault in ask(files).faults] == ["7"]


def test_a_lone_carriage_return_inside_quotes_is_text_and_no_line_end() -> None:
    answer = ask({**SMALL, "meetings.csv": 'date,status,note\n2026-11-10,held,"a\rb"\n2026-11-17,over,\n'})
    assert [fault.split(":")[1] for fault in answer.faults] == ["3"]
    assert answer.archive.of(MeetingRow).rows[0].row.note == "a\rb"


def test_a_carriage_return_outside_quotes_is_not_csv() -> None:
    answer = ask({**SMALL, "meetings.csv": "date,status,note\n2026-11-10,held,a\rb\n2026-11-17,held,\n"})
    assert [fault.split("(")[0] for fault in answer.faults] == ["meetings.csv:2: is not CSV "]


def test_a_quote_that_is_never_closed_is_one_fault_where_its_record_starts() -> None:
    answer = ask({**SMALL, "meetings.csv": 'date,status,note\n2026-11-10,held,"a\n2026-11-17,held,\n'})
    assert [fault.split("(")[0] for fault in answer.faults] == ["meetings.csv:2: is not CSV "]


@pytest.mark.parametrize("row", ["2026-11-24,held", "2026-11-24,held,,"])
def test_a_row_with_another_number_of_cells_is_one_fault(row: str) -> None:
    answer = ask(with_row("meetings.csv", row))
    assert [fault.partition(": ")[0] for fault in answer.faults] == ["meetings.csv:5"]


def test_text_is_kept_as_it_is() -> None:
    answer = ask(altered("meetings.csv", "2026-11-10,held,", '2026-11-10,held," ""a"",\r\nb\t "'))
    assert answer.faults == []
    assert answer.archive.of(MeetingRow).rows[0].row.note == ' "a",\r\nb\t '


def test_addresses_are_trimmed_and_lower_cased() -> None:
    answer = ask(altered("attendance.csv", "ada@mill.example", " ADA@Mill.Example "))
    assert answer.faults == []


@pytest.mark.parametrize("bad", [b"caf\xe9", b"\xff\xfe", b"a\0b", b"\xed\xa0\x80"])
def test_a_nul_and_what_is_not_utf_8_are_faults_of_their_row(bad: bytes) -> None:
    files = {
        **SMALL,
        "meetings.csv": SMALL["meetings.csv"].encode().replace(b"2026-11-17,held,", b"2026-11-17,held," + bad),
    }
    assert [fault.partition(": ")[0] for fault in ask(files).faults] == ["meetings.csv:3"]


def test_a_file_in_another_encoding_is_one_fault() -> None:
    files = {**SMALL, "meetings.csv": SMALL["meetings.csv"].encode("utf-16")}
    assert [fault.partition(": ")[0] for fault in ask(files).faults] == ["meetings.csv:1"]


@pytest.mark.parametrize("text", ["", "\n", "slug\n", "a;b;c\n1;2;3\n"])
def test_a_file_without_a_header_of_its_own_is_a_fault_of_its_first_line(text: str) -> None:
    answer = ask({**SMALL, "leaves.csv": text})
    assert [fault.partition(": ")[0] for fault in answer.faults] == ["leaves.csv:1"]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("chapter.csv", "mill,", "Mill,"),
        ("chapter.csv", "Mill Lane,", ","),
        ("chapter.csv", "Mill Lane,", "  ,"),
        ("chapter.csv", "Europe/London", "Europe/Lundon"),
        ("chapter.csv", "GBP", "gbp"),
        ("chapter.csv", "GBP", "XYZ"),
        ("chapter.csv", "GBP,1", "GBP,7"),
        ("chapter.csv", "GBP,1", "GBP,"),
        ("chapter.csv", "07:00", "7:00"),
        ("chapter.csv", "07:00", "24:00"),
        ("chapter.csv", ",90,", ",0,"),
        ("chapter.csv", ",,,\n", ",,,20260101\n"),
        ("seats.csv", "Roofer,1", "Roofer,0"),
        ("seats.csv", "Roofer,1", "Roofer,٢"),
        ("seats.csv", "Roofer,1,open", "Roofer,1,free"),
        ("seats.csv", "Roofer,1,open", "Roofer,1,"),
        ("seats.csv", "Roofer,1,open", "\u200b,1,open"),
        ("seats.csv", "Roofer", "Rооfer"),
        ("members.csv", "2025-01-06,,Ada", "2025-02-29,,Ada"),
        ("members.csv", "2025-01-06,,Ada", "06.01.2025,,Ada"),
        ("members.csv", "president;mentor", "president;president"),
        ("members.csv", "president;mentor", "president; mentor"),
        ("members.csv", "president;mentor", "chair"),
        ("attendance.csv", "present", "Present"),
        ("slips.csv", S1, S1.upper().replace("1", "A")),
        ("slips.csv", "2026-11-10T07:31:00Z", "2026-11-10T07:31:00"),
        ("slips.csv", "2026-11-10T07:31:00Z", "2026-11-10 07:31:00Z"),
        ("slips.csv", "2026-11-10T07:31:00Z", "2026-11-21T22:00:01Z"),
        ("slips.csv", "2026-11-10T07:31:00Z", "0001-01-01T00:00:00+14:00"),
        ("slips.csv", "2026-11-10T07:31:00Z", "0001-01-01T00:00:00Z"),
        ("slips.csv", "tap,3,", "tap,6,"),
        ("slips.csv", "tap,3,no", "tap,3,NO"),
        ("slips.csv", "yes,contacted", "maybe,contacted"),
        ("slips.csv", "Cy,+44 1,,", "Cy,+44 1,not an address,"),
        ("thanks.csv", "120.50", "-1.00"),
        ("thanks.csv", "120.50", "120.5"),
        ("thanks.csv", "120.50", "120.505"),
        ("thanks.csv", "120.50", "120"),
        ("thanks.csv", "120.50", '"1,120.50"'),
        ("thanks.csv", "120.50", "12345678901.00"),
        ("one_to_ones.csv", ",1,bread", ",-1,bread"),
        ("one_to_ones.csv", "bread,no", "bread,n"),
        ("visitors.csv", "came", "left"),
        ("visitors.csv", "Vi,,", ",,"),
    ],
)
def test_a_cell_of_the_wrong_kind_is_one_fault(file: str, old: str, new: str) -> None:
    answer = ask(altered(file, old, new))
    assert [
        fault.partition(":")[0] for fault in answer.faults if "no row in" not in fault and "not there" not in fault
    ] == [file]


def test_empty_cells_mean_what_the_form_says() -> None:
    files = {
        **SMALL,
        "rules.csv": "effective_from\n2026-01-01\n",
        "seats.csv": "category,place,status\nRoofer,,open\n",
        "leaves.csv": "email,from,to\nada@mill.example,,2026-01-05\nbo@mill.example,2026-01-05,\n",
        "one_to_ones.csv": "date,a,b,n\n2026-11-12,ada@mill.example,bo@mill.example,\n",
    }
    answer = ask(files)
    assert answer.faults == []
    rules = answer.archive.of(RulesRow).rows[0].row
    assert (rules.leads_per_week, rules.max_substitutes) == (None, None)
    assert answer.archive.of(SeatRow).rows[0].row.place == 1
    assert [placed.row.approved for placed in answer.archive.of(LeaveRow).rows] == [None, None]
    one_to_one = answer.archive.of(OneToOneRow).rows[0].row
    assert (one_to_one.n, one_to_one.disputed) == (1, False)
    assert answer.archive.of(VisitRow).rows[0].row.email == ""


def test_instants_are_read_with_any_offset_to_whole_seconds_of_utc() -> None:
    answer = ask(altered("thanks.csv", "2026-11-13T08:00:00Z", "2026-11-13T09:30:00.999+01:30"))
    assert answer.faults == []
    assert answer.archive.of(ThanksRow).rows[0].row.at.isoformat() == "2026-11-13T08:00:00+00:00"


def test_the_two_of_a_pair_are_put_in_order() -> None:
    answer = ask(altered("one_to_ones.csv", "ada@mill.example,bo@mill.example", "bo@mill.example,ADA@mill.example"))
    assert answer.faults == []
    assert answer.archive.of(OneToOneRow).rows[0].row.a == "ada@mill.example"


@pytest.mark.parametrize(
    ("currency", "amount", "right"),
    [("JPY", "120", True), ("JPY", "120.50", False), ("KWD", "120.500", True), ("KWD", "120.50", False)],
)
def test_amounts_have_the_decimals_of_the_currency(currency: str, amount: str, right: bool) -> None:
    files = altered("chapter.csv", "GBP", currency)
    answer = ask(altered("thanks.csv", "120.50", amount, files))
    assert (answer.faults == []) is right


def test_amounts_hold_twelve_digits() -> None:
    answer = ask(altered("thanks.csv", "120.50", "1234567890.12"))
    assert answer.faults == []
    assert str(answer.archive.of(ThanksRow).rows[0].row.amount) == "1234567890.12"


def test_where_the_currency_cannot_be_read_amounts_are_no_fault_besides() -> None:
    answer = ask(altered("chapter.csv", "GBP", "pounds"))
    assert [fault.partition(": ")[0] for fault in answer.faults] == ["chapter.csv:2"]


def test_a_fault_stays_on_one_line() -> None:
    (fault,) = ask(altered("attendance.csv", "present", '"pre\nsent"')).faults
    assert fault.startswith("attendance.csv:2: mark is “pre\\u000asent”; expected one of present, late,")


def test_a_row_with_one_bad_cell_is_still_referred_to() -> None:
    files = altered("members.csv", "2025-01-06,,Ada", "soon,,Ada")
    files = altered("meetings.csv", "2026-11-10,held", "2026-11-10,hold", files)
    files = altered("slips.csv", "tap,3", "tap,9", files)
    answer = ask(files)
    assert [fault.partition(": ")[0] for fault in answer.faults] == ["members.csv:2", "meetings.csv:2", "slips.csv:2"]
    assert answer.archive.of(SlipRow).rows[0].unreadable == {"warmth"}


def test_thanks_keep_their_id() -> None:
    assert str(ask(SMALL).archive.of(ThanksRow).rows[0].row.id) == T1
