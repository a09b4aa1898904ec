"""Three of Riverside's members as officers find them under Who is drifting: what they did is left out of the record."""

from collections.abc import Callable
from datetime import date, timedelta

from chapters.values import Week
from demo.tables import Row, Tables

FADES = "hugh.tranter@riverside.example"
GETS_NOTHING = "quentin.hale@riverside.example"
UNMET = "xin.zhao@riverside.example"
FADED_SINCE, NOTHING_SINCE = timedelta(weeks=6), timedelta(weeks=22)
MISSED_OF = 3
"""Of so many meetings the one who fades still comes to the first."""


def let_drift(tables: Tables, *, today: date) -> Tables:
    """The same record in which one does less and less, one gets nothing for what he gives, and one met nobody."""
    monday = Week.of(today).monday
    faded, nothing = (monday - FADED_SINCE).isoformat(), (monday - NOTHING_SINCE).isoformat()

    def slip_stays(row: Row) -> bool:
        fades = row["giver"] == FADES and row["given_at"] >= faded
        return not fades and not (row["receiver"] == GETS_NOTHING and row["given_at"] >= nothing)

    def pair_stays(row: Row) -> bool:
        two = {row["a"], row["b"]}
        return UNMET not in two and not (FADES in two and row["date"] >= faded)

    thinned = dict(tables)
    thinned["slips.csv"] = _those(tables["slips.csv"], slip_stays)
    known = {row["id"] for row in thinned["slips.csv"]}
    thinned["progress.csv"] = _those(tables["progress.csv"], lambda row: row["slip"] in known)
    thinned["thanks.csv"] = _those(tables["thanks.csv"], lambda row: not row["slip"] or row["slip"] in known)
    thinned["one_to_ones.csv"] = _those(tables["one_to_ones.csv"], pair_stays)
    thinned["attendance.csv"] = [_mark(row, faded) for row in tables["attendance.csv"]]
    return thinned


def _those(rows: list[Row], stays: Callable[[Row], bool]) -> list[Row]:
    return [row for row in rows if stays(row)]


def _mark(row: Row, faded: str) -> Row:
    if row["email"] != FADES or row["date"] < faded:
        return row
    comes = (date.fromisoformat(row["date"]) - date.fromisoformat(faded)).days // 7 % MISSED_OF == 0
    return row if comes else row | {"mark": "absent", "substitute": ""}
