"""The meeting summary and the slips audit: what is read out of them, and where it goes."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from archive.audits import Decided, Slips, plan_audit, weekdays
from archive.fates import Fate, Spell, Verdict, counted
from archive.names import Directory
from archive.reports import Audit, NotThatReport, Span, Summary, read_audit, read_summary
from archive.sheets import Row, read_sheet
from archive.summaries import Attendance, plan_summary, spread

BROUGHT = Path(__file__).parent / "brought"
SPAN = Span(date(2026, 5, 19), date(2026, 11, 17))
TUESDAYS = [date(2026, 5, 19) + timedelta(weeks=n) for n in range(27)]
HEAD = ["From", "To", "Slip Type", "Inside/Outside", "TYFCB Amount", "CEU Credits", "Detail"]


@pytest.fixture(scope="module")
def summary() -> Summary:
    return read_summary(read_sheet((BROUGHT / "palms-summary.xls").read_bytes()))


@pytest.fixture(scope="module")
def audit() -> Audit:
    return read_audit(read_sheet((BROUGHT / "slips-audit.xls").read_bytes()))


@pytest.fixture(scope="module")
def people(summary: Summary) -> dict[int, str]:
    return {number: row.name for number, row in enumerate(summary.rows, 1)}


def attendance(people: dict[int, str], **options: object) -> Attendance:
    known = {"days": TUESDAYS, "directory": Directory.of(people.items()), "people": people, "tallies": {}, "spells": {}}
    return Attendance(**{**known, **options})


def slips(people: dict[int, str], **options: object) -> Slips:
    known = {"directory": Directory.of(people.items()), "people": people, "stored": (), "of_span": {}}
    return Slips(**{**known, "spells": {}, "decimals": 2, **options})


def audited(*rows: Row) -> Audit:
    return read_audit([["Title"], ["From", "2026-05-19"], ["To", "2026-11-17"], [], HEAD, *rows])


def test_the_summary_tells_its_span_and_its_people_without_totals(summary: Summary) -> None:
    assert summary.span == SPAN
    assert len(summary.rows) == 31
    assert summary.rows[0].name == "Will Ashdown"
    assert summary.rows[0].counts == {"present": 16, "late": 1, "substitute": 5, "medical": 2, "absent": 3}
    assert not {"Visitors", "BNI", "Total"} & {row.name for row in summary.rows}


def test_the_summary_s_columns_are_told_by_name_and_not_by_place() -> None:
    found = read_summary(
        [["S", "M", "L", "A", "P", "Last Name", "First Name"], ["1", "2", "3", "4", "5", "King", "Ada"]]
    )
    assert found.span is None
    assert found.rows[0].counts == {"present": 5, "late": 3, "substitute": 1, "medical": 2, "absent": 4}


def test_a_count_that_is_none_is_refused() -> None:
    found = read_summary(
        [["First Name", "Last Name", "P", "A", "L", "M", "S"], ["Ada", "King", "x", "0", "0", "0", "0"]]
    )
    assert [fate.verdict for fate in plan_summary(found, attendance({}), {})] == [Verdict.REFUSED]


def test_a_sheet_without_the_header_is_not_the_report() -> None:
    with pytest.raises(NotThatReport):
        read_summary([["From", "To", "Slip Type"]])
    with pytest.raises(NotThatReport):
        read_audit([["From", "2026-05-19"], ["To", "2026-11-17"]])


def test_marks_fall_on_the_meeting_days_the_most_recent_last(summary: Summary, people: dict[int, str]) -> None:
    fates = plan_summary(summary, attendance(people), {})
    assert counted(fates)[Verdict.NEW] == 31
    for row, fate in zip(summary.rows, fates, strict=True):
        assert fate.brings is not None
        days = [day for day, _mark in fate.brings.marks]
        assert days == TUESDAYS[27 - row.marks :]
        tally = Counter(mark for _day, mark in fate.brings.marks)
        assert tally == Counter({mark: count for mark, count in row.counts.items() if count})


def test_each_kind_of_mark_is_spread_evenly() -> None:
    marks = [mark for _day, mark in spread({"present": 6, "absent": 2}, TUESDAYS[:8])]
    assert [place for place, mark in enumerate(marks) if mark == "absent"] == [2, 6]


def test_marks_that_are_there_with_the_same_counts_are_the_same_wherever_they_were_moved(summary, people) -> None:
    there = {number: Counter(row.counts) for number, row in enumerate(summary.rows, 1)}
    tallies = {member: Counter({mark: n for mark, n in counts.items() if n}) for member, counts in there.items()}
    assert counted(plan_summary(summary, attendance(people, tallies=tallies), {}))[Verdict.SAME] == 31
    tallies[1]["present"] += 1
    fates = plan_summary(summary, attendance(people, tallies=tallies), {})
    assert (fates[0].verdict, counted(fates)[Verdict.SAME]) == (Verdict.REFUSED, 30)


def test_more_marks_than_meeting_days_are_refused(summary: Summary, people: dict[int, str]) -> None:
    fates = plan_summary(summary, attendance(people, days=TUESDAYS[1:]), {})
    assert "27 marks, but the chapter met on 26 days" in fates[0].why


def test_somebody_unknown_is_refused_and_two_of_one_name_are_doubtful(summary: Summary, people: dict[int, str]) -> None:
    known = {number: name for number, name in people.items() if name != "Noor Aziz"} | {99: "WILL  ASHDOWN"}
    fates = plan_summary(summary, attendance(known), {})
    assert [(fate.what, fate.verdict) for fate in fates[:2]] == [
        ("Will Ashdown", Verdict.DOUBTFUL),
        ("Noor Aziz", Verdict.REFUSED),
    ]
    assert [candidate.pk for candidate in fates[0].candidates] == [1, 99]
    decided = plan_summary(summary, attendance(known), {fates[0].row: 99})
    assert decided[0].brings is not None
    assert (decided[0].verdict, decided[0].brings.member) == (Verdict.NEW, 99)


def test_accents_that_a_system_dropped_are_no_hindrance() -> None:
    assert Directory.of([(1, "Zoë Hartley")]).find("ZOE HARTLEY") == {1}
    assert Directory.of([(1, "Zoë Hartley"), (2, "Zoe Hartley")]).find("Zoe Hartley") == {2}


def test_the_audit_tells_its_span_and_rows(audit: Audit) -> None:
    assert audit.span == SPAN
    kinds = Counter(row.kind for row in audit.rows)
    assert kinds == {"referral": 1169, "one-to-one": 509, "tyfcb": 296, "visitor": 36}
    thanks = next(row for row in audit.rows if row.kind == "tyfcb")
    assert (thanks.giver, thanks.amount is not None, thanks.inside) == ("", True, False)


def test_the_audit_gives_slips_one_to_ones_and_thanks(audit: Audit, people: dict[int, str]) -> None:
    fates = plan_audit(audit, SPAN, slips(people), Decided({}))
    new = Counter(fate.brings.kind for fate in fates if fate.verdict == Verdict.NEW and fate.brings)
    refused = Counter(fate.why.partition(".")[0] for fate in fates if fate.verdict == Verdict.REFUSED)
    assert new["tyfcb"] > 250
    assert new["referral"] + new["one-to-one"] + new["tyfcb"] + sum(refused.values()) == 2010
    assert refused["A visit needs its day, which the file does not tell"] == 36
    assert refused["Nobody here is called Joel Abrams"] > 0


def test_slips_fall_evenly_on_weekdays_for_everybody(audit: Audit, people: dict[int, str]) -> None:
    given = [fate.brings for fate in plan_audit(audit, SPAN, slips(people), Decided({})) if fate.brings]
    referrals = [slip for slip in given if slip.kind == "referral"]
    assert {slip.day.weekday() for slip in referrals} == {0, 1, 2, 3, 4}
    assert all(SPAN.first <= slip.day <= SPAN.last for slip in referrals)
    weeks = Counter(slip.day.isocalendar()[1] for slip in referrals)
    whole = [count for week, count in weeks.items() if 21 <= week <= 46]
    assert max(whole) - min(whole) < 20
    for giver in people:
        own = Counter(slip.day.isocalendar()[1] for slip in referrals if slip.giver == giver)
        assert not own or max(own.values()) - min(own.values()) <= 2


def test_slips_fall_within_the_giver_s_membership(people: dict[int, str]) -> None:
    row = [people[1], people[2], "Referral", "Tier 1 (inside)", "", "", "tap"]
    known = slips(people, spells={1: [Spell(date(2026, 11, 2), None)]})
    fates = plan_audit(audited(*[row] * 12), SPAN, known, Decided({}))
    days = sorted({fate.brings.day for fate in fates if fate.brings})
    assert days == [day for day in weekdays(SPAN) if day >= date(2026, 11, 2)]


def test_the_same_file_again_is_the_same_ids_and_the_order_of_rows_does_not_matter(audit, people) -> None:
    first = {fate.brings.id for fate in plan_audit(audit, SPAN, slips(people), Decided({})) if fate.brings}
    again = plan_audit(Audit(audit.span, audit.rows[::-1]), SPAN, slips(people, stored=first), Decided({}))
    assert counted(again)[Verdict.NEW] == 0
    assert counted(again)[Verdict.SAME] == len(first)


def test_rows_that_say_the_same_are_as_many_slips(people: dict[int, str]) -> None:
    row = [people[1], people[2], "One-to-One", "", "", "", "bread"]
    fates = plan_audit(audited(row, row), SPAN, slips(people), Decided({}))
    assert len({fate.brings.id for fate in fates if fate.brings}) == 2


def test_a_file_over_days_that_have_records_already_is_doubtful_until_somebody_decides(people: dict[int, str]) -> None:
    row = [people[1], people[2], "Referral", "Tier 1 (inside)", "", "", "tap"]
    earlier = plan_audit(audited(row), Span(SPAN.first, date(2026, 11, 10)), slips(people), Decided({}))
    ids = {fate.brings.id for fate in earlier if fate.brings}
    known = slips(people, stored=ids, of_span={"referral": ids})
    assert [fate.verdict for fate in plan_audit(audited(row), SPAN, known, Decided({}))] == [Verdict.DOUBTFUL]
    accepted = Decided({}, overlapping=True)
    assert [fate.verdict for fate in plan_audit(audited(row), SPAN, known, accepted)] == [Verdict.NEW]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (["{1}", "{1}", "Referral", "", "", "", ""], "same person"),
        (["", "{1}", "Referral", "", "", "", ""], "does not say who"),
        (["{1}", "Nobody Known", "Referral", "", "", "", ""], "Nobody here is called Nobody Known"),
        (["", "{1}", "TYFCB", "", "-5", "", ""], "negative"),
        (["", "{1}", "TYFCB", "", "99999999999.00", "", ""], "twelve digits"),
        (["{1}", "", "CEU", "", "", "2", ""], "education"),
        (["{1}", "{2}", "Gift", "", "", "", ""], "Only referrals"),
    ],
)
def test_a_row_that_cannot_be_stored_is_refused_with_the_reason(row: Row, why: str, people: dict[int, str]) -> None:
    filled = [cell.replace("{1}", people[1]).replace("{2}", people[2]) for cell in row]
    (fate,) = plan_audit(audited(filled), SPAN, slips(people), Decided({}))
    assert fate.verdict == Verdict.REFUSED
    assert why in fate.why


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("120.75", "120.75"),
        ("1,234.50", "1234.50"),
        ("1.234,50", "1234.50"),
        ("1 234", "1234"),
        ("12,5", "12.50"),
        ("£5", "5"),
    ],
)
def test_amounts_are_read_as_people_write_them(text: str, amount: str, people: dict[int, str]) -> None:
    (fate,) = plan_audit(audited(["", people[1], "TYFCB", "", text, "", ""]), SPAN, slips(people), Decided({}))
    assert isinstance(fate, Fate)
    assert fate.brings is not None
    assert fate.brings.amount == Decimal(amount)
