"""Small and nasty chapters, for trying two readings of ``spec/standing.md`` against each other.

`history(Random(seed))` is a valid archive (``spec/archive.md``) and a date to ask for, the same for the same seed;
`histories()` is a hypothesis strategy of the same, and `smallest` makes a counterexample readable. Dates crowd
around the edges the specification draws (weeks, windows, stays, 91 days, the instant ``E`` begins), in zones whose
midnights are skipped, lived twice or far from UTC. Everything lies before 2026-11-01.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from random import Random

from hypothesis import strategies as st

from tests.standing.history_author import arrive
from tests.standing.history_people import (
    write_chapter,
    write_leaves,
    write_members,
    write_partnerships,
    write_rules,
)
from tests.standing.history_record import write_meetings, write_one_to_ones, write_slips, write_visitors

Row = dict[str, str]
Tables = dict[str, list[Row]]

INSTANTS = ("given_at", "withdrawn_at", "bad_at", "at")
IMPLIED = {("n", "1"), ("place", "1"), ("disputed", "no")}

# Files whose rows can be left out, and the column by which rows of other files hang on them.
LOOSE = {
    "slips.csv": "id",
    "meetings.csv": "date",
    "attendance.csv": "",
    "one_to_ones.csv": "",
    "partnerships.csv": "",
    "leaves.csv": "",
    "recesses.csv": "",
    "rules.csv": "",
    "visitors.csv": "",
}
HANGS_ON = {
    "slips.csv": (("progress.csv", "slip"), ("thanks.csv", "slip")),
    "meetings.csv": (("attendance.csv", "date"),),
}


@dataclass(frozen=True)
class History:
    """A valid archive's tables, and the local date its standing is asked for."""

    tables: Tables
    as_of: date


def history(random: Random, tidy: bool | None = None) -> History:
    """One invented chapter; `tidy`: with its cells as an export writes them, otherwise at times as people do."""
    author = arrive(random)
    write_rules(author)
    write_chapter(author)
    write_members(author)
    write_leaves(author)
    write_partnerships(author)
    write_meetings(author)
    write_slips(author)
    write_one_to_ones(author)
    write_visitors(author)
    is_tidy = random.randrange(2) == 0 if tidy is None else tidy
    return History(author.tables if is_tidy else untidied(random, author.tables), author.as_of)


def histories() -> st.SearchStrategy[History]:
    """The same as a hypothesis strategy; pass a failure to `smallest` to read it."""
    return st.integers(min_value=0, max_value=2**32 - 1).map(lambda seed: history(Random(seed)))


def untidied(random: Random, tables: Tables) -> Tables:
    """The same facts in other words that the archive's "Form" allows, rows in any order."""
    return {
        name: [untidied_row(random, name, row) for row in random.sample(rows, len(rows)) if is_needed(name, row)]
        for name, rows in tables.items()
    }


def is_needed(name: str, row: Row) -> bool:
    """False for some progress rows that say of a slip what its `bad_at` says already."""
    return not (name == "progress.csv" and row["status"] == "bad" and row["slip"][0] in "01234")


def untidied_row(random: Random, name: str, row: Row) -> Row:
    """A row with addresses in capitals, pairs swapped, instants with offsets, and what is implied left out."""
    row = dict(row)
    if "a" in row and random.randrange(2):
        row["a"], row["b"] = row["b"], row["a"]
    if name == "slips.csv":
        row["status"] = ""
        if row["id"][0] in "56789":
            row["bad_at"] = row["bad_reason"] = ""
    return {column: untidied_cell(random, column, cell) for column, cell in row.items()}


def untidied_cell(random: Random, column: str, cell: str) -> str:
    """A cell that means the same."""
    if "@" in cell and random.randrange(4) == 0:
        return f" {cell.upper()} "
    if column in INSTANTS and cell and random.randrange(3) == 0:
        offset = timezone(timedelta(minutes=random.choice((-570, -60, 0, 345, 840))))
        return datetime.fromisoformat(cell).astimezone(offset).isoformat()
    if (column, cell) in IMPLIED and random.randrange(2):
        return ""
    return cell


def smallest(found: History, still_wrong: Callable[[History], bool]) -> History:
    """A history as wrong as `found` from which no row of `LOOSE` can be left out any more."""
    for size in (64, 16, 4, 1):
        for name in LOOSE:
            position = 0
            while position < len(found.tables.get(name, ())):
                less = without(found, name, position, position + size)
                if still_wrong(less):
                    found = less
                else:
                    position += size
    return found


def without(whole: History, name: str, start: int, stop: int) -> History:
    """A history without some rows of a file, nor those of other files that refer to them."""
    rows = whole.tables[name]
    less = dict(whole.tables) | {name: rows[:start] + rows[stop:]}
    gone = {row.get(LOOSE[name], "") for row in rows[start:stop]}
    for other, column in HANGS_ON.get(name, ()):
        less[other] = [row for row in less.get(other, []) if row[column] not in gone]
    return replace(whole, tables=less)
