"""A secretary's list: columns guessed, and every row's fate."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from archive.cells import Setting
from archive.columns import Column, guess
from archive.dates import Order
from archive.fates import Fate, Spell, Verdict, counted
from archive.rosters import Earlier, Known, Newcomer, Reading, plan_roster
from archive.sheets import Row, read_sheet

BROUGHT = Path(__file__).parent / "brought"
SETTING = Setting(datetime(2026, 11, 21, tzinfo=UTC))
TODAY = date(2026, 11, 21)
HERE = Spell(date(2024, 1, 1), None)
HEADER = ["Name", "E-mail", "Category", "Member since"]
ADA = ["Ada", "ada@mill.example", "Baker", "2026-01-05"]


def fates(
    rows: list[Row], known: Known | None = None, accepted: tuple[int, ...] = ()
) -> list[Fate[Newcomer | Earlier]]:
    guessed = guess(rows)
    reading = Reading(guessed.header, guessed.columns, guessed.order, TODAY)
    return plan_roster(rows, reading, known or Known({}, {}), SETTING, accepted)


def test_the_example_is_understood_and_each_row_has_its_fate() -> None:
    sheet = read_sheet((BROUGHT / "roster.csv").read_bytes())
    guessed = guess(sheet)
    assert list(guessed.columns.values()) == [
        Column.NAME, Column.EMAIL, Column.COMPANY, Column.CATEGORY, Column.PHONE, Column.JOINED_ON,
    ]  # fmt: skip
    assert (guessed.order, guessed.order_is_sure) == (Order.DAY_FIRST, True)
    found = fates(sheet)
    assert counted(found) == {Verdict.NEW: 31, Verdict.SAME: 1, Verdict.DOUBTFUL: 0, Verdict.REFUSED: 1}
    assert found[0].brings == Newcomer(
        email="aled.bowen@riverside.example",
        name="Aled Bowen",
        company="Bowen Roofers",
        phone="+44 7700 900026",
        category="Roofer",
        place=1,
        spell=Spell(date(2025, 10, 7), None),
    )
    assert [(fate.row, fate.verdict) for fate in found[-2:]] == [(34, Verdict.SAME), (35, Verdict.REFUSED)]
    assert "not-an-address" in found[-1].why
    assert "31/02/2026" in found[-1].why


ALL = "first_name last_name email company category phone joined_on"


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        ("Vorname;Nachname;E-Mail-Adresse;Firma;Beruf;Handy;Mitglied seit", ALL),
        ("Prénom;Nom;Courriel;Entreprise;Métier;Portable;Membre depuis", ALL),
        ("Nombre;Apellidos;Correo electrónico;Empresa;Profesión;Móvil;Desde", ALL),
        ("NAAM;Emailadres;Bedrijf;Beroep;Telefoon;Lid sinds", "name email company category phone joined_on"),
        ("Member’s e-mail (private);Member name;Profession or trade", "email name category"),
    ],
)
def test_columns_are_told_by_their_names_in_many_languages(header: str, columns: str) -> None:
    assert [column.value for column in guess([header.split(";")]).columns.values()] == columns.split()


def test_columns_without_a_name_are_told_by_their_cells() -> None:
    rows = [["x", "y", "z"], ["Ada", "ada@mill.example", "1/2/2026"], ["Bo", "bo@mill.example", "13/2/2026"]]
    guessed = guess(rows)
    assert guessed.columns == {1: Column.EMAIL, 2: Column.JOINED_ON}


def test_title_rows_above_the_header_are_passed_over() -> None:
    assert [fate.row for fate in fates([["Mill Lane members 2026"], [], HEADER, ADA])] == [4]


def test_first_and_last_name_make_the_name() -> None:
    rows = [["First name", "Surname", "E-mail", "Category"], ["Ada", "King", "ada@mill.example", "Baker"]]
    (fate,) = fates(rows)
    assert isinstance(fate.brings, Newcomer)
    assert (fate.brings.name, fate.brings.spell.first) == ("Ada King", TODAY)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (["Ada", "", "Baker", ""], "no e-mail"),
        (["", "ada@mill.example", "Baker", ""], "no name"),
        (["Ada", "ada@mill.example", "", ""], "no category"),
        (["Ada", "ada@mill.example", "Bаker", ""], "mixes alphabets"),
        (["Ada", "ada@mill.example", "Baker", "soon"], "not a date"),
        (["A" * 201, "ada@mill.example", "Baker", ""], "longer than 200"),
    ],
)
def test_a_row_that_cannot_be_stored_is_refused_with_the_reason(row: Row, why: str) -> None:
    (fate,) = fates([HEADER, row])
    assert fate.verdict == Verdict.REFUSED
    assert why in fate.why


def test_a_seat_somebody_holds_is_refused_and_a_free_place_is_taken() -> None:
    bo = ["Bo", "bo@mill.example", "BAKER", "2026-02-05"]
    assert [fate.verdict for fate in fates([HEADER, ADA, bo])] == [Verdict.NEW, Verdict.REFUSED]
    held = {("baker", 1): [(Spell(date(2020, 1, 1), None), "Zed")], ("baker", 2): []}
    first, second = fates([HEADER, ADA, bo], Known({}, held))
    assert isinstance(first.brings, Newcomer)
    assert first.brings.place == 2
    assert "held by" in second.why


def test_a_seat_that_was_left_is_free() -> None:
    held = {("baker", 1): [(Spell(date(2020, 1, 1), date(2026, 1, 5)), "Zed")]}
    assert [fate.verdict for fate in fates([HEADER, ADA], Known({}, held))] == [Verdict.NEW]


def test_a_closed_seat_is_refused() -> None:
    (fate,) = fates([HEADER, ADA], Known({}, {("baker", 1): []}, closed={("baker", 1)}))
    assert "closed" in fate.why


def test_who_is_stored_is_the_same_whatever_the_case_of_the_address() -> None:
    row = ["Ada", " ADA@Mill.example ", "Baker", ""]
    assert [fate.verdict for fate in fates([HEADER, row], Known({"ada@mill.example": [(HERE, "Ada")]}, {}))] == [
        Verdict.SAME
    ]


def test_an_address_that_stands_twice_with_other_details_is_refused() -> None:
    first, second = fates([HEADER, ADA, ["Bo", "ada@mill.example", "Roofer", ""]])
    assert (first.verdict, second.verdict) == (Verdict.NEW, Verdict.REFUSED)
    assert "Row 2 has this address" in second.why


def test_two_people_of_one_name_are_doubtful_until_somebody_decides() -> None:
    rows = [HEADER, ADA, ["ADA", "ada@other.example", "Roofer", ""]]
    assert [fate.verdict for fate in fates(rows)] == [Verdict.NEW, Verdict.DOUBTFUL]
    assert [fate.verdict for fate in fates(rows, accepted=(3,))] == [Verdict.NEW, Verdict.NEW]
    stored = Known({"ada@other.example": [(HERE, "ada")]}, {})
    assert [fate.verdict for fate in fates([HEADER, ADA], stored)] == [Verdict.DOUBTFUL]


def test_an_empty_row_is_passed_over() -> None:
    assert len(fates([HEADER, ["", "", "", ""], [], ADA])) == 1


LEFT = [*HEADER, "Left on"]


def test_those_who_left_are_brought_with_the_day_they_left() -> None:
    (zed, ada) = fates([LEFT, ["Zed", "zed@mill.example", "Baker", "2024-01-08", "2026-01-05"], [*ADA, ""]])
    assert (zed.verdict, ada.verdict) == (Verdict.NEW, Verdict.NEW)
    assert isinstance(zed.brings, Newcomer)
    assert zed.brings.spell == Spell(date(2024, 1, 8), date(2026, 1, 5))


def test_two_stays_of_one_person_are_two_rows() -> None:
    rows = [LEFT, ["Ada", "ada@mill.example", "Roofer", "2024-01-08", "2025-01-05"], [*ADA, ""]]
    assert [fate.verdict for fate in fates(rows)] == [Verdict.NEW, Verdict.NEW]


def test_an_end_before_its_beginning_is_refused() -> None:
    (fate,) = fates([LEFT, [*ADA, "2026-01-05"]])
    assert fate.verdict == Verdict.REFUSED
    assert "not after" in fate.why


def test_a_stored_stay_that_began_earlier_is_doubtful_until_somebody_decides() -> None:
    known = Known({"ada@mill.example": [(Spell(date(2026, 11, 20), None), "Ada")]}, {})
    (fate,) = fates([HEADER, ADA], known)
    assert (fate.verdict, fate.why) == (Verdict.DOUBTFUL, "Stored since 20 Nov 2026; the list says 5 Jan 2026.")
    (fate,) = fates([HEADER, ADA], known, accepted=(2,))
    assert fate.brings == Earlier("ada@mill.example", date(2026, 11, 20), date(2026, 1, 5))
