"""The invented chapters are valid archives, come out the same for a seed, and tell readings of the page apart."""

import importlib.util
import re
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.standing.histories import History, Row, history, smallest
from tests.standing.history_people import RULE_VALUES, share_a_day
from tests.standing.oracle import standing
from tests.standing.question import person
from tests.standing.tables import COLUMNS, KEYS, key_of, read_archive, write_archive

SEEDS = range(60)
HERE = Path(__file__).parent
PEOPLE = ("email", "giver", "receiver", "from", "to", "a", "b", "invited_by", "sponsor")
A_DATE = re.compile(r"\d{4}-\d\d-\d\d$")
AN_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT")


def test_a_seed_gives_the_same_history_every_time() -> None:
    assert history(Random(7)) == history(Random(7))
    assert history(Random(7)) != history(Random(8))


def test_an_archive_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    tables = history(Random(3), tidy=True).tables
    write_archive(tables, tmp_path)
    read = read_archive(tmp_path)
    assert set(read) == set(COLUMNS)
    for name, rows in tables.items():
        filled = [dict.fromkeys(COLUMNS[name].split(), "") | row for row in rows]
        assert read[name] == sorted(filled, key=lambda row: key_of(name, row))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_history_is_a_valid_archive(seed: int) -> None:
    tables = history(Random(seed)).tables
    emails = {person(row["email"]) for row in tables["members.csv"]}
    for name, rows in tables.items():
        columns = COLUMNS[name].split()
        keys = [tuple(map(str.lower, map(str.strip, map(str, key_of(name, row))))) for row in rows]
        assert len(keys) == len(set(keys)), name
        for row in rows:
            assert set(row) <= set(columns)
            assert all(row[key] for key in columns[: KEYS[name]] if key not in ("place", "n")), (name, row)
            named = {person(row[column]) for column in PEOPLE if "@" in row.get(column, "")}
            assert named - {"vic@visitor.example"} <= emails
            assert all(cell < "2026-11-01" for cell in row.values() if A_DATE.match(cell) or AN_INSTANT.match(cell))
    check_slips(tables)
    check_stays(tables["members.csv"])
    for row in tables.get("one_to_ones.csv", []) + tables.get("partnerships.csv", []):
        assert person(row["a"]) != person(row["b"])
    for row in tables.get("leaves.csv", []) + tables.get("recesses.csv", []):
        assert not row["to"] or row["from"] <= row["to"]
    for row in tables.get("partnerships.csv", []):
        assert not row["ended_on"] or row["started_on"] <= row["ended_on"]
    assert {row["date"] for row in tables["attendance.csv"]} <= {row["date"] for row in tables["meetings.csv"]}
    for row in tables.get("rules.csv", []):
        assert all(row[key] == "" or int(row[key]) in values for key, values in RULE_VALUES.items())


def check_slips(tables: dict[str, list[Row]]) -> None:
    """Receivers of referrals alone, nothing before the slip was given, progress of slips that are there."""
    slips = {row["id"]: row for row in tables.get("slips.csv", [])}
    for row in slips.values():
        assert bool(row["receiver"]) == (row["kind"] == "referral")
        assert person(row["giver"]) != person(row["receiver"])
        for column in ("withdrawn_at", "bad_at"):
            assert not row[column] or datetime.fromisoformat(row[column]) >= datetime.fromisoformat(row["given_at"])
    for row in tables.get("progress.csv", []) + tables.get("thanks.csv", []):
        assert row["slip"] in slips
    for row in tables.get("thanks.csv", []):
        assert person(row["from"]) != person(row["to"])


def check_stays(rows: list[Row]) -> None:
    """No two stays of one person, or in one seat, that share a day."""
    spans = [
        (date.fromisoformat(row["joined_on"]), date.fromisoformat(row["left_on"]) if row["left_on"] else None)
        for row in rows
    ]
    assert all(left_on is None or left_on > joined_on for joined_on, left_on in spans)
    for of in (lambda row: person(row["email"]), lambda row: (row["category"], row["place"] or "1")):
        for n, row in enumerate(rows):
            same = [m for m in range(n) if of(rows[m]) == of(row)]
            assert not any(share_a_day(spans[m], spans[n]) for m in same)


def test_a_counterexample_is_cut_down_to_the_rows_that_matter() -> None:
    def has_a_slip_withdrawn(found: History) -> bool:
        return any(row["withdrawn_at"] for row in found.tables.get("slips.csv", ()))

    found = next(found for found in map(history, map(Random, SEEDS)) if has_a_slip_withdrawn(found))
    least = smallest(found, has_a_slip_withdrawn)
    assert [bool(row["withdrawn_at"]) for row in least.tables["slips.csv"]] == [True]
    assert not least.tables.get("attendance.csv")
    assert {row["slip"] for row in least.tables["progress.csv"]} <= {least.tables["slips.csv"][0]["id"]}


# One sentence of the page misread at a time: what is in the source of the oracle, and what a hasty reader makes of it.
MISREADINGS = {
    "current as of E": ("<= self.as_of < day_or", "<= self.end < day_or"),
    "left_on is the last day in": ("<= self.as_of < day_or", "<= self.as_of <= day_or"),
    "rules from E on": ("if day < question.end)", "if day <= question.end)"),
    "windows that are closed": ("self.first <= day < self.out", "self.first <= day <= self.out"),
    "leaves that nobody approved": (' and row.get("approved") == "yes"', ""),
    "leaves without their last day": ("date.fromisoformat(last) + DAY if last", "date.fromisoformat(last) if last"),
    "weeks excused by their Monday": ("for number in range(7)", "for number in range(1)"),
    "the week one joins in": ("monday >= self.joined_on", "monday >= monday_of(self.joined_on)"),
    "dates in UTC": ('.astimezone(ZoneInfo(self.chapter["timezone"])).date()', ".astimezone(UTC).date()"),
    "E beginning in UTC": (
        'first_instant(self.chapter["timezone"], self.end)',
        "datetime(self.end.year, self.end.month, self.end.day, tzinfo=UTC)",
    ),
    "the second of two midnights": (
        'first_instant(self.chapter["timezone"], self.end)',
        "datetime(self.end.year, self.end.month, self.end.day, fold=1,"
        ' tzinfo=ZoneInfo(self.chapter["timezone"])).astimezone(UTC)',
    ),
    "known at the very instant": ("fromisoformat(cell) < first", "fromisoformat(cell) <= first"),
    "no substitutes is any number": ("if max_substitutes is None", "if not max_substitutes"),
    "a forecast with any substitute": (
        "credit = credited(marks, rules.max_substitutes)",
        "credit = credited(marks, None if meetings else rules.max_substitutes)",
    ),
    "a forecast in the same window": ("span = window(question.end + meetings * WEEK,", "span = window(question.end,"),
    "a forecast of 25 weeks": ("FORECAST_WEEKS + 1", "FORECAST_WEEKS"),
    "halves down": ("weeks + 52) // 104", "weeks + 51) // 104"),
    "due by the latest in the window": (
        "max(met_on[email], default=FIRST_DAY)",
        "max((day for day in met_on[email] if day in window(question.end, weeks)), default=FIRST_DAY)",
    ),
    "due in a dictionary's order": ("FIRST_DAY), email)", 'FIRST_DAY), "".join(filter(str.isalnum, email)))'),
    "partners for 90 days": ("timedelta(days=91)", "timedelta(days=90)"),
    "partners whose last day is E": (", LAST_DAY) >= question.end", ", LAST_DAY) > question.end"),
    "partners never together": (" and overlap(question, member, other, PARTNER_WEEKS) >= 1", ""),
    "the first of two stays": (
        'Judged(email, date.fromisoformat(stay["joined_on"]),',
        'Judged(email, min(date.fromisoformat(row["joined_on"]) for row in self.rows("members.csv")'
        ' if person(row["email"]) == email),',
    ),
}


@pytest.mark.parametrize("sentence", MISREADINGS)
def test_a_misreading_is_found_out(sentence: str, tmp_path: Path) -> None:
    misread = reading(tmp_path, *MISREADINGS[sentence])
    tried = map(history, map(Random, range(400)))
    assert any(misread(found.tables, found.as_of) != standing(found.tables, found.as_of) for found in tried)


def test_the_oracle_read_again_without_a_change_agrees_with_itself(tmp_path: Path) -> None:
    found, words = history(Random(1)), "PARTNER_WEEKS = 52, 13"
    again = reading(tmp_path, words, words)
    assert again(found.tables, found.as_of) == standing(found.tables, found.as_of)


def reading(folder: Path, words: str, misread: str) -> Callable[[Any, date], dict[str, Any]]:
    """The oracle's `standing`, with words that occur just once in its source read otherwise."""
    source = (HERE / "question.py").read_text() + (HERE / "oracle.py").read_text()
    source = re.sub(r"from tests\.standing\.question import (\([^)]*\)|.*)", "", source)
    assert source.count(words) == 1, words
    (folder / "misreading.py").write_text(source.replace(words, misread))
    spec = importlib.util.spec_from_file_location("misreading", folder / "misreading.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # where dataclasses look for their own
    spec.loader.exec_module(module)
    standing_misread: Callable[[Any, date], dict[str, Any]] = module.standing
    return standing_misread
