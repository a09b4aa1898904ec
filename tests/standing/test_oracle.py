"""The second reading of ``spec/standing.md`` gives the answers the page itself works out."""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.standing.oracle import standing
from tests.standing.question import first_instant
from tests.standing.tables import read_archive

HERE = Path(__file__).parent
RIVERSIDE = HERE.parent.parent / "demo" / "riverside"

END = date(2026, 3, 2)
WEDNESDAY = date(2026, 3, 4)
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
MONDAYS = [END - number * WEEK for number in range(26, 0, -1)]
ADA, BOB = "ada@example.org", "bob@example.org"


def tables(joined: dict[str, str], zone: str = "Europe/London", **files: Any) -> dict[str, Any]:
    """An archive of people by the day they joined; a file is named without its ending."""
    return {
        "chapter.csv": [{"slug": "riverside", "timezone": zone, "record_from": ""}],
        "members.csv": [{"email": email, "joined_on": day, "left_on": ""} for email, day in joined.items()],
    } | {f"{name}.csv": rows for name, rows in files.items()}


def ask(facts: dict[str, Any], as_of: date = WEDNESDAY) -> dict[str, Any]:
    """Ada's standing."""
    members: list[dict[str, Any]] = standing(facts, as_of)["members"]
    return next(member for member in members if member["member"] == ADA)


def attended(marks: Sequence[str]) -> dict[str, Any]:
    """A meeting on each Tuesday of the window, with Ada's marks in turn."""
    days = [(monday + DAY).isoformat() for monday in MONDAYS]
    return {
        "meetings": [{"date": day, "status": "held"} for day in days],
        "attendance": [
            {"date": day, "email": ADA, "mark": mark} for day, mark in zip(days, marks, strict=True) if mark
        ],
    }


def slip(given_at: str, **cells: str) -> dict[str, str]:
    """A lead of Ada's."""
    return {"id": cells.pop("id", given_at), "kind": "lead", "given_at": given_at, "giver": ADA} | cells


def given(counts: Sequence[int]) -> list[dict[str, str]]:
    """So many leads in each week of the window, on its Thursday."""
    days = [monday + 3 * DAY for monday in MONDAYS]
    return [
        slip(f"{day}T10:00:00Z", id=f"{day} {number}")
        for day, count in zip(days, counts, strict=True)
        for number in range(count)
    ]


def leave(first: date, last: date) -> dict[str, str]:
    """An approved leave of Ada's."""
    return {"email": ADA, "from": first.isoformat(), "to": last.isoformat(), "approved": "yes"}


def test_riverside_is_answered_as_the_example_says() -> None:
    expected = json.loads((HERE / "riverside.standing.2026-11-18.json").read_text(encoding="utf-8"))
    assert standing(read_archive(RIVERSIDE), date(2026, 11, 18)) == expected


def test_worked_example_1_attendance_met() -> None:
    marks = (
        ["present"] * 18 + ["late", "substitute", "medical", "present"] + ["absent", "absent_notified", "", "absent"]
    )
    away = MONDAYS[21] + DAY
    figure = ask(tables({ADA: "2025-01-06"}, **attended(marks), leaves=[leave(away, away)]))["attendance"]
    assert figure == {"status": "met", "credited": 20, "counted": 24, "forecast": None}


def test_worked_example_2_attendance_at_risk() -> None:
    marks = ["absent"] * 7 + ["late", "substitute", "medical", "present"] + ["present"] * 15
    away = MONDAYS[10] + DAY
    figure = ask(tables({ADA: "2025-01-06"}, **attended(marks), leaves=[leave(away, away)]))["attendance"]
    assert figure == {"status": "at_risk", "credited": 17, "counted": 24, "forecast": 1}


def test_worked_example_3_leads_at_risk() -> None:
    facts = tables(
        {ADA: "2025-01-06"},
        slips=given([60] + [2] * 20 + [0] * 4 + [7]),
        leaves=[leave(MONDAYS[25] + 3 * DAY, MONDAYS[25] + 4 * DAY)],
    )
    figure = ask(facts)["leads"]
    assert (figure["status"], figure["given"], figure["weeks"]) == ("at_risk", 44, 25)
    # Each week of four gains two on the rule, save where the week that falls out of the window held four as well.
    assert figure["forecast"] == 4


@pytest.mark.parametrize(("weeks", "required"), [(30, 1), (38, 1), (39, 2), (52, 2), (100, 2), (13, 1), (12, 0)])
def test_worked_example_4_one_to_ones_are_prorated_by_weeks_together(weeks: int, required: int) -> None:
    facts = tables({ADA: "2025-01-06", BOB: (END - weeks * WEEK).isoformat()})
    assert ask(facts)["one_to_ones"]["required"] == required


def test_worked_example_4_a_recess_of_two_weeks_leaves_two_one_to_ones() -> None:
    recess = {"from": "2025-12-22", "to": "2026-01-04"}
    figure = ask(tables({ADA: "2025-01-06", BOB: "2025-01-06"}, recesses=[recess]))["one_to_ones"]
    assert figure == {"status": "behind", "done": 0, "required": 2, "due": [BOB]}


def test_worked_example_5_settling_in_until_twelve_weeks_are_over() -> None:
    facts = tables({ADA: "2025-12-10"})
    assert ask(facts)["overall"] == "settling_in"
    assert ask(facts)["leads"]["weeks"] == 11
    assert ask(facts, WEDNESDAY + WEEK)["overall"] == "behind"


@pytest.mark.parametrize(
    ("zone", "monday", "begins"),
    [
        ("Europe/London", "2026-03-30", "2026-03-29T23:00:00+00:00"),
        ("Asia/Tehran", "2021-03-22", "2021-03-21T20:30:00+00:00"),  # no midnight: it is one o'clock
        ("Asia/Tehran", "2014-09-22", "2014-09-21T20:30:00+00:00"),  # after the second time it is eleven at night
        ("Antarctica/Vostok", "2023-12-18", "2023-12-17T17:00:00+00:00"),  # the first of two midnights
        ("Pacific/Kiritimati", "2026-05-04", "2026-05-03T10:00:00+00:00"),
        ("Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00+00:00"),  # a date that never was begins with the next
    ],
)
def test_a_date_begins_at_its_first_instant(zone: str, monday: str, begins: str) -> None:
    assert first_instant(zone, date.fromisoformat(monday)) == datetime.fromisoformat(begins).astimezone(UTC)


@pytest.mark.parametrize(
    ("cells", "counts"),
    [
        ({}, 1),
        ({"withdrawn_at": "2021-03-21T20:29:59Z"}, 0),
        ({"withdrawn_at": "2021-03-21T20:30:00Z"}, 1),
        ({"bad_at": "2021-03-21T23:59:59+03:30"}, 0),
        ({"bad_at": "2021-03-22T01:00:00+04:30"}, 1),
    ],
)
def test_what_was_known_before_the_instant_e_begins_counts(cells: dict[str, str], counts: int) -> None:
    facts = tables({ADA: "2020-01-06"}, zone="Asia/Tehran", slips=[slip("2021-03-21T20:29:59Z", **cells)])
    assert ask(facts, date(2021, 3, 22))["leads"]["given"] == counts


def test_a_progress_row_bad_says_what_bad_at_says() -> None:
    told = {"slip": "one", "at": "2026-02-26T10:00:00Z", "status": "bad"}
    lead = slip("2026-02-25T10:00:00Z", id="one")
    assert ask(tables({ADA: "2025-01-06"}, slips=[lead]))["leads"]["given"] == 1
    assert ask(tables({ADA: "2025-01-06"}, slips=[lead], progress=[told]))["leads"]["given"] == 0


def test_a_one_to_one_before_the_record_begins_orders_the_due_but_is_not_done() -> None:
    cid = "cid@example.org"
    met = [{"date": "2025-08-01", "a": ADA, "b": BOB, "disputed": "no"}]
    facts = tables(dict.fromkeys([ADA, BOB, cid], "2025-01-06"), one_to_ones=met)
    assert ask(facts)["one_to_ones"]["done"] == 1
    facts["chapter.csv"][0]["record_from"] = "2025-08-11"
    assert ask(facts)["one_to_ones"] == {"status": "behind", "done": 0, "required": 2, "due": [cid, BOB]}


def test_one_who_came_back_is_judged_by_the_stay_that_holds_the_date() -> None:
    facts = tables({ADA: "2026-02-09"}, **attended(["present"] * 26))
    facts["members.csv"].append({"email": ADA, "joined_on": "2025-01-06", "left_on": "2026-02-09"})
    assert ask(facts)["attendance"]["counted"] == 3
    assert ask(facts)["overall"] == "settling_in"


def test_the_substitutes_limit_moves_with_the_window_of_a_forecast() -> None:
    rules = {"effective_from": "2026-03-01", "max_substitutes": "2", "attendance_window_weeks": "4"}
    facts = tables({ADA: "2025-01-06"}, **attended([""] * 22 + ["substitute"] * 3 + ["absent"]), rules=[rules])
    # Credited 2 of 4. After one meeting the window holds two substitutes, both credited now, an absence and a presence.
    assert ask(facts)["attendance"] == {"status": "behind", "credited": 2, "counted": 4, "forecast": 1}


def test_when_every_rule_is_off_or_not_yet_the_overall_standing_is_met() -> None:
    off = ("attendance_percent", "leads_per_week", "one_to_ones_per_year", "grace_weeks")
    rules = {"effective_from": "2026-03-01"} | dict.fromkeys(off, "0")
    member = ask(tables({ADA: "2025-01-06"}, rules=[rules]))
    assert member["attendance"] == {"status": "off", "credited": 0, "counted": 0, "forecast": None}
    assert member["leads"] == {"status": "off", "given": 0, "weeks": 0, "forecast": None}
    assert member["one_to_ones"] == {"status": "off", "done": 0, "required": 0, "due": []}
    assert member["partner_one_to_ones"] == {"status": "not_yet", "done": 0, "required": 0, "due": []}
    assert member["overall"] == "met"


def test_rules_hold_from_the_week_after_they_take_effect() -> None:
    versions = [{"effective_from": "2026-03-02", "leads_per_week": "5"}]
    assert standing(tables({ADA: "2025-01-06"}, rules=versions), WEDNESDAY)["rules"]["leads_per_week"] == 2
    assert standing(tables({ADA: "2025-01-06"}, rules=versions), WEDNESDAY + WEEK)["rules"]["leads_per_week"] == 5
