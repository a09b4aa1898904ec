"""What must hold between rows: each break is a fault with its line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.reading import records
from archive.rows import ProgressRow, SlipRow
from archive.writing import cell
from tests.archive.small import S1, S2, S3, SMALL, altered, ask, stored, with_row

MISSING = "99999999-9999-4999-8999-999999999999"


def places(faults: list[str]) -> list[str]:
    return [fault.partition(": ")[0] for fault in faults]


@pytest.mark.parametrize(
    ("file", "row"),
    [
        ("chapter.csv", "other,Other,UTC,USD,1,07:00,90,,,"),
        ("seats.csv", " plumber ,1,held"),
        ("seats.csv", "BAKER,,held"),
        ("attendance.csv", "2026-11-10,ADA@mill.example,late,"),
        ("meetings.csv", "2026-11-10,held,"),
        ("one_to_ones.csv", "2026-11-12,bo@mill.example,ada@mill.example,,again,no"),
        ("visitors.csv", "2026-11-10,Vi,,,,"),
    ],
)
def test_a_key_that_repeats_is_a_fault(file: str, row: str) -> None:
    files = with_row(file, row)
    assert places(ask(files).faults) == [f"{file}:{files[file].count(chr(10))}"]


def test_a_chapter_without_a_row_is_a_fault() -> None:
    assert places(ask({**SMALL, "chapter.csv": SMALL["chapter.csv"].split("\n")[0] + "\n"}).faults) == ["chapter.csv:1"]


@pytest.mark.parametrize(
    ("file", "row"),
    [
        ("slips.csv", f"{MISSING},lead,2026-11-10T07:31:00Z,zed@mill.example,,,,,,,,,,,,"),
        ("slips.csv", f"{MISSING},referral,2026-11-10T07:31:00Z,bo@mill.example,zed@mill.example,,,,,,,,,,,"),
        ("thanks.csv", f"{MISSING},2026-11-10T07:31:00Z,zed@mill.example,bo@mill.example,,,"),
        ("thanks.csv", f"{MISSING},2026-11-10T07:31:00Z,bo@mill.example,zed@mill.example,,,"),
        ("one_to_ones.csv", "2026-11-11,bo@mill.example,zed@mill.example,,,"),
        ("one_to_ones.csv", "2026-11-11,ada@mill.example,zed@mill.example,,,"),
        ("partnerships.csv", "bo@mill.example,zed@mill.example,2026-01-01,"),
        ("attendance.csv", "2026-11-10,zed@mill.example,present,"),
        ("visitors.csv", "2026-11-10,Wu,,,zed@mill.example,"),
        ("members.csv", "cy@mill.example,2026-01-05,,Cy,,,Roofer,2,,zed@mill.example"),
    ],
)
def test_a_person_without_a_row_in_members_is_a_fault(file: str, row: str) -> None:
    files = with_row(file, row)
    assert places(ask(files).faults) == [f"{file}:{files[file].count(chr(10))}"]


def test_a_person_stored_but_not_in_the_archive_is_a_fault_too() -> None:
    row = "cy@mill.example,2026-01-05,,Cy,,,Roofer,2,,"
    held = stored(with_row("members.csv", row))
    answer = ask(with_row("attendance.csv", "2026-11-10,cy@mill.example,present,"), held)
    assert places(answer.faults) == ["attendance.csv:3"]


def test_where_members_cannot_be_read_nobody_is_a_fault_besides() -> None:
    files = altered("members.csv", "email,", "mail,")
    assert places(ask(files).faults) == ["members.csv:1", "members.csv:1"]
    assert places(ask({name: text for name, text in SMALL.items() if name != "members.csv"}).faults) == ["members.csv"]


@pytest.mark.parametrize(
    ("file", "row"),
    [
        ("slips.csv", f"{MISSING},referral,2026-11-10T07:31:00Z,bo@mill.example,BO@mill.example,,,,,,,,,,,"),
        ("thanks.csv", f"{MISSING},2026-11-10T07:31:00Z,bo@mill.example,bo@mill.example,,,"),
        ("one_to_ones.csv", "2026-11-11,bo@mill.example,bo@mill.example,,,"),
        ("partnerships.csv", "bo@mill.example,bo@mill.example,2026-01-01,"),
    ],
)
def test_one_person_on_both_sides_is_a_fault(file: str, row: str) -> None:
    files = with_row(file, row)
    assert places(ask(files).faults) == [f"{file}:{files[file].count(chr(10))}"]


@pytest.mark.parametrize(
    ("file", "row"),
    [
        ("attendance.csv", "2026-11-24,bo@mill.example,present,"),
        ("thanks.csv", f"{MISSING},2026-11-10T07:31:00Z,ada@mill.example,bo@mill.example,{MISSING},,"),
        ("progress.csv", f"{MISSING},2026-11-10T07:31:00Z,won,"),
    ],
)
def test_a_mark_without_its_meeting_and_thanks_or_progress_without_their_slip_are_faults(file: str, row: str) -> None:
    assert len(ask(with_row(file, row)).faults) == 1


def test_a_meeting_and_a_slip_that_are_stored_are_there() -> None:
    left_out = {name: text for name, text in SMALL.items() if name not in {"meetings.csv", "slips.csv"}}
    assert len(ask(left_out).faults) == 4
    assert ask(left_out, stored()).faults == []


@pytest.mark.parametrize(
    ("file", "row"),
    [
        ("recesses.csv", "from,to,reason\n2026-12-24,2026-12-23,"),
        ("leaves.csv", "email,from,to\nbo@mill.example,2026-12-24,2026-12-23"),
        ("members.csv", "cy@mill.example,2026-01-05,2026-01-05,Cy,,,Roofer,2,,"),
        ("partnerships.csv", "bo@mill.example,ada@mill.example,2026-01-05,2026-01-04"),
        ("slips.csv", f"{MISSING},lead,2026-11-10T07:31:00Z,bo@mill.example,,,,,,,,,,2026-11-10T07:30:59Z,,"),
        ("slips.csv", f"{MISSING},lead,2026-11-10T07:31:00Z,bo@mill.example,,,,,,,,,,,2026-11-10T07:30:59Z,"),
    ],
)
def test_an_end_before_its_beginning_is_a_fault(file: str, row: str) -> None:
    files = with_row(file, row, {file: "", **SMALL})
    assert places(ask(files).faults) == [f"{file}:{files[file].count(chr(10))}"]


def test_an_end_on_the_day_of_its_beginning_is_none_save_for_a_stay() -> None:
    files = with_row("partnerships.csv", "bo@mill.example,ada@mill.example,2026-01-05,2026-01-05")
    assert ask({**files, "recesses.csv": "from,to\n2026-12-24,2026-12-24\n"}).faults == []


def test_a_lead_has_no_receiver_and_no_contact_and_a_referral_has_a_receiver() -> None:
    files = altered("slips.csv", "bo@mill.example,,,,,roof", "bo@mill.example,ada@mill.example,Cy,+44 1,,roof")
    files = altered("slips.csv", "ada@mill.example,bo@mill.example,Cy", "ada@mill.example,,Cy", files)
    faults = ask(files).faults
    assert places(faults) == ["slips.csv:2", "slips.csv:3", "slips.csv:3"]


def test_two_stays_of_one_person_that_overlap_name_both_lines() -> None:
    (fault,) = ask(altered("members.csv", "2024-01-08,2025-01-06", "2024-01-08,2026-01-06")).faults
    assert fault.startswith("members.csv:4: ")
    assert "line 3" in fault


def test_stays_that_touch_do_not_overlap() -> None:
    assert ask(altered("members.csv", "2024-01-08,2025-01-06", "2024-01-08,2026-01-05")).faults == []


def test_two_holders_of_one_seat_on_a_day_are_a_fault_that_names_both_lines() -> None:
    row = "cy@mill.example,2025-01-05,2025-06-01,Cy,,,  PLUMBER,,,"
    (fault,) = ask(with_row("members.csv", row)).faults
    assert fault.startswith("members.csv:5: ")
    assert "line 3" in fault
    assert ask(with_row("members.csv", row.replace("2025-01-05", "2025-01-06"))).faults == []
    assert ask(with_row("members.csv", row.replace("PLUMBER,", "PLUMBER,2"))).faults == []


@pytest.mark.parametrize("spelling", ["plumber", "Plum\u00adber", "Plumber\u2003", "\u200bPlumber", "\ufeffPLUMBER"])
def test_a_category_is_one_whatever_its_spelling(spelling: str) -> None:
    row = f"cy@mill.example,2026-02-05,,Cy,,,{spelling},1,,"
    assert places(ask(with_row("members.csv", row)).faults) == ["members.csv:5"]


@pytest.mark.parametrize("spelling", ["Plumbеr", "Рlumber", "Ρlumber"])
def test_look_alike_letters_of_another_script_are_a_fault(spelling: str) -> None:
    row = f"cy@mill.example,2026-02-05,,Cy,,,{spelling},1,,"
    assert places(ask(with_row("members.csv", row)).faults) == ["members.csv:5"]


def test_a_category_written_wholly_in_look_alikes_of_another_is_a_fault() -> None:
    files = with_row("seats.csv", "Cocoa,1,open")
    files = with_row("seats.csv", "Сосоа,1,open", files)
    assert places(ask(files).faults) == ["seats.csv:6"]
    assert ask(with_row("seats.csv", "Сосоа,1,open")).faults == []


def test_a_stay_overlaps_with_one_that_is_stored() -> None:
    held = stored()
    row = "cy@mill.example,2026-02-05,,Cy,,,Plumber,1,,"
    header, ada, *_rest = SMALL["members.csv"].splitlines()
    partial = {"chapter.csv": SMALL["chapter.csv"], "members.csv": "\n".join([header, ada, row]) + "\n"}
    assert places(ask(partial, held).faults) == ["members.csv:3"]


@pytest.mark.parametrize(("status", "faulty"), [("open", True), ("closed", True), ("reserved", False), ("held", False)])
def test_a_held_seat_is_neither_open_nor_closed(status: str, faulty: bool) -> None:
    faults = ask(altered("seats.csv", "Plumber,1,held", f"Plumber,1,{status}")).faults
    assert places(faults) == (["seats.csv:3"] if faulty else [])


def test_a_seat_whose_holder_left_or_has_not_come_yet_may_be_open() -> None:
    files = altered("seats.csv", "Plumber,1,held", "Plumber,1,open")
    assert ask(altered("members.csv", "2026-01-05,,Bo", "2026-01-05,2026-11-21,Bo", files)).faults == []
    assert ask(altered("members.csv", "2026-01-05,,Bo", "2026-11-22,,Bo", files)).faults == []


@pytest.mark.parametrize("status", ["", "contacted"])
def test_a_status_agrees_with_the_latest_progress_or_is_empty(status: str) -> None:
    assert ask(altered("slips.csv", "yes,contacted", f"yes,{status}")).faults == []


@pytest.mark.parametrize(
    ("old", "new"), [("yes,contacted", "yes,won"), ("passed,,,", "contacted,,,"), (",bad,", ",passed,")]
)
def test_a_status_that_does_not_agree_is_a_fault(old: str, new: str) -> None:
    assert len(ask(altered("slips.csv", old, new)).faults) == 1


def test_bad_at_makes_the_progress_row() -> None:
    answer = ask(altered("progress.csv", f"{S3},2026-11-12T09:00:00Z,bad,\n", ""))
    assert answer.faults == []
    made = [placed.row for placed in answer.archive.of(ProgressRow).rows if placed.row.status == "bad"]
    assert [(str(row.slip), row.at.hour, row.note) for row in made] == [(S3, 9, "")]


def test_a_progress_row_bad_makes_bad_at() -> None:
    answer = ask(altered("slips.csv", "bad,,2026-11-12T09:00:00Z,No", "bad,,,No"))
    assert answer.faults == []
    slip = next(placed.row for placed in answer.archive.of(SlipRow).rows if str(placed.row.id) == S3)
    assert slip.bad_at is not None
    assert (slip.bad_at.hour, slip.bad_reason) == (9, "No")
    assert answer.changes.of(SlipRow).added[2] == slip


@pytest.mark.parametrize("at", ["2026-11-12T09:00:01Z", "2026-11-11T08:59:59Z"])
def test_two_sights_of_a_bad_slip_that_differ_are_a_fault(at: str) -> None:
    files = altered("progress.csv", f"{S3},2026-11-12T09:00:00Z", f"{S3},{at}")
    assert places(ask(files).faults) == ["progress.csv:3"]


def test_a_progress_row_bad_before_the_slip_was_given_is_a_fault() -> None:
    files = altered("slips.csv", "bad,,2026-11-12T09:00:00Z,No", ",,,No")
    files = altered("progress.csv", f"{S3},2026-11-12T09:00:00Z", f"{S3},2026-11-11T08:59:59Z", files)
    assert places(ask(files).faults) == ["progress.csv:3"]


@pytest.mark.parametrize(("currency", "faulty"), [("JPY", True), ("USD", False), ("KWD", False)])
def test_amounts_left_as_they_are_stored_can_be_written_in_the_currency(currency: str, faulty: bool) -> None:
    files = altered("chapter.csv", "GBP", currency)
    without_thanks = {name: text for name, text in files.items() if name != "thanks.csv"}
    faults = ask(without_thanks, stored(), update=True).faults
    assert [fault.partition(" is ")[0] for fault in faults] == ["chapter.csv:2: currency"] * faulty


def test_amounts_too_long_for_the_currency_are_not_left_as_they_are() -> None:
    files = altered("chapter.csv", "GBP", "KWD")
    without_thanks = {name: text for name, text in files.items() if name != "thanks.csv"}
    long = altered("thanks.csv", "120.50", "9999999999.99")
    assert len(ask(without_thanks, stored(long), update=True).faults) == 1


def test_amounts_may_come_with_their_currency() -> None:
    files = altered("thanks.csv", "120.50", "20000", altered("chapter.csv", "GBP", "JPY"))
    assert ask(files, stored(), update=True).faults == []


def test_ten_faults_are_ten_lines() -> None:
    files = altered("chapter.csv", "Europe/London", "London")
    files = altered("seats.csv", "Roofer,1,open", "Roofer,1,empty", files)
    files = with_row("seats.csv", "baker,1,held", files)
    files = altered("members.csv", "president;mentor", "boss", files)
    files = with_row("attendance.csv", "2026-11-11,ada@mill.example,present,", files)
    files = with_row("attendance.csv", "2026-11-17,ada@mill.example,there,", files)
    files = altered("slips.csv", "tap,3", "tap,0", files)
    files = altered("slips.csv", f"{S2},lead,2026-11-10", f"{S2},lead,2027-11-10", files)
    files = altered("thanks.csv", "120.50", "-5", files)
    files = altered("one_to_ones.csv", "ada@mill.example,bo@mill.example", "ada@mill.example,ada@mill.example", files)
    assert len(ask(files).faults) == 10
    assert S1 not in "".join(ask(files).faults)


@given(st.data())
def test_whatever_a_cell_holds_is_a_fault_or_is_read_and_nothing_breaks(data) -> None:
    file = data.draw(st.sampled_from(sorted(SMALL)))
    rows = [list(cells) for _line, cells in records(SMALL[file]) if isinstance(cells, list)]
    row = data.draw(st.integers(0, len(rows) - 1))
    place = data.draw(st.integers(0, len(rows[row]) - 1))
    odd = ["0001-01-01", "9999-12-31", "0001-01-01T00:00:00Z", "=1", "yes", "2026-11-10", "bad", "ada@mill.example", S1]
    rows[row][place] = data.draw(st.one_of(st.text(st.characters(codec="utf-8"), max_size=12), st.sampled_from(odd)))
    text = "".join(",".join(map(cell, cells)) + "\n" for cells in rows)
    for held in (None, stored()):
        for fault in ask({**SMALL, file: text}, held).faults:
            assert fault.splitlines() == [fault]
