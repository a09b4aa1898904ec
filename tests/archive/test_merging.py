"""What an archive brings to a chapter that holds something already."""

from archive.rows import MeetingRow, RulesRow, SlipRow, StayRow
from tests.archive.small import S1, S3, SMALL, altered, ask, stored, with_row


def test_the_same_archive_again_brings_nothing() -> None:
    changes = ask(SMALL, stored()).changes
    assert (changes.added, changes.renewed, changes.same) == (0, 0, 20)


def test_everything_is_new_to_a_new_chapter() -> None:
    changes = ask(SMALL).changes
    assert (changes.added, changes.renewed, changes.same) == (20, 0, 0)


def test_a_row_that_contradicts_a_stored_one_is_a_fault() -> None:
    (fault,) = ask(altered("meetings.csv", "2026-11-17,held,", "2026-11-17,cancelled,flood"), stored()).faults
    assert fault.startswith(
        "meetings.csv:3: status is “cancelled”, stored is “held”, note is “flood”, stored is empty; "
    )


def test_an_update_lets_it_replace_the_stored_one() -> None:
    answer = ask(altered("meetings.csv", "2026-11-17,held,", "2026-11-17,cancelled,flood"), stored(), update=True)
    assert answer.faults == []
    (renewed,) = answer.changes.of(MeetingRow).renewed
    assert (renewed.old.status, renewed.new.status) == ("held", "cancelled")


def test_an_empty_cell_and_a_missing_column_empty_the_stored_one() -> None:
    held = stored(altered("meetings.csv", "2026-11-17,held,", "2026-11-17,held,flood"))
    assert len(ask(SMALL, held).faults) == 1
    without_note = {**SMALL, "meetings.csv": "date,status\n2026-11-10,held\n2026-11-17,held\n"}
    for files in (SMALL, without_note):
        (renewed,) = ask(files, held, update=True).changes.of(MeetingRow).renewed
        assert renewed.new.note == ""


def test_a_missing_file_and_a_missing_row_take_nothing_away() -> None:
    files = altered("meetings.csv", "2027-01-05,scheduled,\n", "")
    files.pop("visitors.csv")
    changes = ask(files, stored(), update=True).changes
    assert (changes.added, changes.renewed) == (0, 0)


def test_a_category_spelt_otherwise_is_the_same() -> None:
    changes = ask(altered("members.csv", "Plumber,1,,ada", "PLUMBER ,,,ada"), stored()).changes
    assert (changes.added, changes.renewed) == (0, 0)


def test_a_status_left_empty_contradicts_nothing() -> None:
    assert ask(altered("slips.csv", "yes,contacted", "yes,"), stored()).changes.renewed == 0


def test_a_rule_left_empty_is_its_default() -> None:
    held = stored({**SMALL, "rules.csv": "effective_from,leads_per_week\n2026-01-01,2\n"})
    assert (
        ask({**SMALL, "rules.csv": "effective_from,grace_weeks\n2026-01-01,12\n"}, held).changes.of(RulesRow).same == 1
    )


def test_contradictions_are_listed_with_all_other_faults() -> None:
    files = altered("meetings.csv", "2026-11-17,held,", "2026-11-17,cancelled,")
    files = altered("attendance.csv", "present", "there", files)
    assert len(ask(files, stored()).faults) == 2


def test_a_new_stay_of_a_stored_person_is_added() -> None:
    files = altered("members.csv", "2025-01-06,,Ada", "2025-01-06,2026-01-01,Ada")
    files = with_row("members.csv", "ada@mill.example,2026-02-01,,Ada,,,Baker,1,president;mentor,", files)
    answer = ask(files, stored(), update=True)
    assert answer.faults == []
    assert [row.joined_on.month for row in answer.changes.of(StayRow).added] == [2]


def test_a_progress_row_bad_marks_a_stored_slip_that_the_archive_does_not_repeat() -> None:
    files = with_row("progress.csv", f"{S1},2026-11-12T08:00:00Z,bad,")
    files.pop("slips.csv")
    answer = ask(files, stored())
    assert answer.faults == []
    (renewed,) = answer.changes.of(SlipRow).renewed
    assert (renewed.old.bad_at, renewed.new.bad_at and renewed.new.bad_at.day) == (None, 12)


def test_a_progress_row_bad_at_another_moment_than_the_stored_slip_is_a_fault() -> None:
    files = with_row("progress.csv", f"{S3},2026-11-12T08:00:00Z,bad,")
    files.pop("slips.csv")
    assert len(ask(files, stored()).faults) == 1
