"""What must hold of standing whatever the chapter: tried on invented ones, and the forecasts by really adding rows."""

from collections.abc import Iterator
from copy import deepcopy
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.standing.histories import History, Tables, histories, history
from tests.standing.oracle import standing
from tests.standing.question import first_instant, monday_of

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
FIGURES = ("attendance", "leads", "one_to_ones", "partner_one_to_ones")
RANK = {"behind": 0, "at_risk": 1, "met": 2}
tried = settings(max_examples=60, deadline=None)


def answer(tables: Tables, as_of: date) -> dict[str, Any]:
    """The members' entries by e-mail."""
    return {member["member"]: member for member in standing(tables, as_of)["members"]}


@tried
@given(histories())
def test_figures_stay_within_their_bounds(chapter: History) -> None:
    whole = standing(chapter.tables, chapter.as_of)
    rules = whole["rules"]
    emails = [member["member"] for member in whole["members"]]
    assert emails == sorted(set(emails))
    for member in whole["members"]:
        met, leads = member["attendance"], member["leads"]
        assert 0 <= met["credited"] <= met["counted"] <= len(chapter.tables["meetings.csv"])
        assert 0 <= leads["given"] <= 2 * rules["leads_per_week"] * leads["weeks"]
        assert leads["weeks"] <= rules["leads_window_weeks"]
        for figure in (member["one_to_ones"], member["partner_one_to_ones"]):
            assert 0 <= figure["done"] <= figure["required"]
            assert bool(figure["due"]) == (figure["done"] < figure["required"])
            assert set(figure["due"]) <= set(emails) - {member["member"]}
        judged = [RANK[member[name]["status"]] for name in FIGURES if member[name]["status"] in RANK]
        assert member["overall"] == "settling_in" or RANK[member["overall"]] == min(judged, default=2)


@tried
@given(histories())
def test_two_people_are_due_to_each_other_or_not_at_all(chapter: History) -> None:
    members = answer(chapter.tables, chapter.as_of)
    for name in ("one_to_ones", "partner_one_to_ones"):
        due = {(email, other) for email, member in members.items() for other in member[name]["due"]}
        assert due == {(other, email) for email, other in due}


@tried
@given(st.integers(0, 2**32 - 1))
def test_the_same_facts_in_other_words_and_order_give_the_same_answer(seed: int) -> None:
    tidy, untidy = history(Random(seed), tidy=True), history(Random(seed), tidy=False)
    assert tidy.tables != untidy.tables
    assert standing(tidy.tables, tidy.as_of) == standing(untidy.tables, untidy.as_of)


@tried
@given(histories())
def test_any_day_of_a_week_with_the_same_members_gives_the_same_answer(chapter: History) -> None:
    week_end = monday_of(chapter.as_of)
    days = [week_end + number * DAY for number in range(7)]
    stays = [current_stays(chapter.tables, day) for day in days]
    answers = [answer(chapter.tables, day) for day in days]
    for stay, said in zip(stays, answers, strict=True):
        assert said == answers[stays.index(stay)]


def current_stays(tables: Tables, day: date) -> set[tuple[str, str]]:
    """Who is a member on a day, and since when."""
    return {
        (row["email"], row["joined_on"])
        for row in tables["members.csv"]
        if row["joined_on"] <= day.isoformat() and not "" < row["left_on"] <= day.isoformat()
    }


@tried
@given(histories(), st.randoms())
def test_a_kinder_fact_never_makes_a_standing_worse(chapter: History, random: Random) -> None:
    before = answer(chapter.tables, chapter.as_of)
    for tables in kinder(chapter.tables, random):
        after = answer(tables, chapter.as_of)
        for email, member in before.items():
            for name in FIGURES:
                status = member[name]["status"]
                assert RANK.get(after[email][name]["status"], 2) >= RANK.get(status, 0), (email, name)


def kinder(tables: Tables, random: Random) -> Iterator[Tables]:
    """The same facts, but for one absence, one disputed one-to-one, one slip withdrawn."""
    for name, column, bad, good in (
        ("attendance.csv", "mark", "absent", "present"),
        ("one_to_ones.csv", "disputed", "yes", "no"),
        ("slips.csv", "withdrawn_at", None, ""),
    ):
        rows = [n for n, row in enumerate(tables.get(name, ())) if row[column] and row[column] in (bad or row[column])]
        if rows:
            changed = deepcopy(tables)
            changed[name][random.choice(rows)][column] = good
            yield changed


@tried
@given(histories())
def test_what_is_dated_from_e_on_changes_nothing(chapter: History) -> None:
    assert standing(frozen(chapter), chapter.as_of) == standing(chapter.tables, chapter.as_of)


@settings(max_examples=12, deadline=None)
@given(histories())
def test_a_forecast_is_the_first_week_in_which_rows_really_added_meet_the_rule(chapter: History) -> None:
    before = answer(chapter.tables, chapter.as_of)
    promised = standing(chapter.tables, chapter.as_of)["rules"]["leads_per_week"] * 2
    first_met = {name: dict.fromkeys(before) for name in ("attendance", "leads")}
    for weeks in range(26, 0, -1):
        after = answer(kept_promises(chapter, weeks, promised), monday_of(chapter.as_of) + weeks * WEEK)
        for name, found in first_met.items():
            found.update((email, weeks) for email in before if after[email][name]["status"] == "met")
    for email, member in before.items():
        for name, found in first_met.items():
            wanted = found[email] if member[name]["status"] in ("behind", "at_risk") else None
            assert member[name]["forecast"] == wanted, (email, name)


def kept_promises(chapter: History, weeks: int, slips: int) -> Tables:
    """The frozen facts, and so many weeks in which everybody attends the one meeting and gives so many leads."""
    tables, end = frozen(chapter), monday_of(chapter.as_of)
    emails = {row["email"] for row in tables["members.csv"]}
    for monday in (end + number * WEEK for number in range(weeks)):
        day = (monday + 3 * DAY).isoformat()
        tables.setdefault("meetings.csv", []).append({"date": day, "status": "held"})
        for email in emails:
            tables.setdefault("attendance.csv", []).append({"date": day, "email": email, "mark": "present"})
            tables.setdefault("slips.csv", []).extend(
                {"id": f"{email} {day} {number}", "given_at": f"{day}T12:00:00Z", "giver": email}
                for number in range(slips)
            )
    return tables


def frozen(chapter: History) -> Tables:
    """Everything as it was known when ``E`` began, with nothing to come."""
    tables, end = deepcopy(chapter.tables), monday_of(chapter.as_of)
    zone = tables["chapter.csv"][0]["timezone"]
    today, monday, sunday = chapter.as_of.isoformat(), end.isoformat(), (end - DAY).isoformat()

    def is_known(cell: str) -> bool:
        return bool(cell) and datetime.fromisoformat(cell) < first_instant(zone, end)

    def is_before(cell: str) -> bool:
        return datetime.fromisoformat(cell).astimezone(ZoneInfo(zone)).date() < end

    for name, column in (("meetings", "date"), ("attendance", "date"), ("one_to_ones", "date")):
        rows = tables.get(f"{name}.csv", [])
        tables[f"{name}.csv"] = [row for row in rows if row[column] < monday]
    tables["rules.csv"] = [row for row in tables.get("rules.csv", []) if row["effective_from"] < monday]
    for name in ("leaves.csv", "recesses.csv"):
        rows = [row for row in tables.get(name, []) if row["from"] < monday]
        tables[name] = [row | {"to": min(row["to"] or sunday, sunday)} for row in rows]
    tables["slips.csv"] = [row for row in tables.get("slips.csv", []) if is_before(row["given_at"])]
    for row in tables["slips.csv"]:
        row |= {column: row[column] if is_known(row[column]) else "" for column in ("withdrawn_at", "bad_at")}
    tables["progress.csv"] = [row for row in tables.get("progress.csv", []) if is_known(row["at"])]
    stays = [row for row in tables["members.csv"] if row["joined_on"] <= today]
    tables["members.csv"] = [row | {"left_on": "" if row["left_on"] > today else row["left_on"]} for row in stays]
    return tables
