"""Making a chapter's record end this week: every date moves by whole weeks, and nothing is left in the future."""

from datetime import UTC, date, datetime, timedelta

from chapters.values import Week
from demo.tables import Row, Tables

DATES = {
    "chapter.csv": ("record_from",),
    "rules.csv": ("effective_from",),
    "recesses.csv": ("from", "to"),
    "members.csv": ("joined_on", "left_on"),
    "leaves.csv": ("from", "to"),
    "meetings.csv": ("date",),
    "attendance.csv": ("date",),
    "one_to_ones.csv": ("date",),
    "partnerships.csv": ("started_on", "ended_on"),
    "visitors.csv": ("date",),
}
INSTANTS = {
    "slips.csv": ("given_at", "withdrawn_at", "bad_at"),
    "progress.csv": ("at",),
    "thanks.csv": ("at",),
}
FORM = "%Y-%m-%dT%H:%M:%SZ"


def brought_to(tables: Tables, *, last_week: Week, at: datetime, today: date) -> Tables:
    """The same record, its `last_week` become the week of `today`, without what has not happened by `at`."""
    shift = Week.of(today).monday - last_week.monday
    moved = {name: [_moved(name, row, shift) for row in rows] for name, rows in tables.items()}
    return _without_future(moved, at=at.astimezone(UTC).strftime(FORM), today=today.isoformat())


def _moved(table: str, row: Row, shift: timedelta) -> Row:
    days = {name: (date.fromisoformat(row[name]) + shift).isoformat() for name in DATES.get(table, ()) if row[name]}
    instants = {
        name: (datetime.strptime(row[name], FORM).replace(tzinfo=UTC) + shift).strftime(FORM)
        for name in INSTANTS.get(table, ())
        if row[name]
    }
    return row | days | instants


def _without_future(tables: Tables, *, at: str, today: str) -> Tables:
    """Instants and dates of one form compare as text."""
    kept = dict(tables)
    kept["slips.csv"] = [_slip_known_by(row, at) for row in tables["slips.csv"] if row["given_at"] <= at]
    known = {row["id"] for row in kept["slips.csv"]}
    kept["progress.csv"] = [row for row in tables["progress.csv"] if row["at"] <= at and row["slip"] in known]
    kept["thanks.csv"] = [
        row for row in tables["thanks.csv"] if row["at"] <= at and (not row["slip"] or row["slip"] in known)
    ]
    kept["one_to_ones.csv"] = [row for row in tables["one_to_ones.csv"] if row["date"] <= today]
    kept["partnerships.csv"] = [row for row in tables["partnerships.csv"] if row["started_on"] <= today]
    # Today's meeting is still to be run, whatever the record says of it.
    kept["meetings.csv"] = [
        row | {"status": "scheduled"} if row["status"] == "held" and row["date"] >= today else row
        for row in tables["meetings.csv"]
    ]
    kept["attendance.csv"] = [row for row in tables["attendance.csv"] if row["date"] < today]
    kept["visitors.csv"] = [row if row["date"] < today else row | {"outcome": ""} for row in tables["visitors.csv"]]
    return kept


def _slip_known_by(row: Row, at: str) -> Row:
    """A slip as it stood at an instant; its status follows from its progress."""
    withdrawn = row["withdrawn_at"] if row["withdrawn_at"] <= at else ""
    bad = {} if row["bad_at"] <= at else {"bad_at": "", "bad_reason": ""}
    return row | {"status": "", "withdrawn_at": withdrawn} | bad
