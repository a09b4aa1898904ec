"""The tables of a chapter archive in memory: file name -> rows of strings, and their folder on disk.

Written from ``spec/archive.md`` ("Form" and "Files") and from nothing else, like `oracle` and `histories`.
"""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

# Columns in the order of the specification; the first `KEYS[name]` of them are the key.
COLUMNS = {
    "chapter.csv": ("slug name timezone currency weekday start_time duration_minutes place online_url record_from"),
    "rules.csv": (
        "effective_from attendance_percent attendance_window_weeks attendance_margin_percent max_substitutes"
        " leads_per_week leads_window_weeks one_to_ones_per_year partner_one_to_ones_per_quarter"
        " at_risk_percent grace_weeks flag_after_weeks"
    ),
    "recesses.csv": "from to reason",
    "seats.csv": "category place status",
    "members.csv": "email joined_on left_on name company phone category place roles sponsor",
    "leaves.csv": "email from to reason approved",
    "meetings.csv": "date status note",
    "attendance.csv": "date email mark substitute",
    "slips.csv": (
        "id kind given_at giver receiver prospect prospect_phone prospect_email need warmth inside use_name"
        " status withdrawn_at bad_at bad_reason"
    ),
    "progress.csv": "slip at status note",
    "thanks.csv": "id at from to slip amount text",
    "one_to_ones.csv": "date a b n topics disputed",
    "partnerships.csv": "a b started_on ended_on",
    "visitors.csv": "date name email category invited_by outcome",
}
KEYS = {
    "chapter.csv": 1,
    "rules.csv": 1,
    "recesses.csv": 2,
    "seats.csv": 2,
    "members.csv": 2,
    "leaves.csv": 2,
    "meetings.csv": 1,
    "attendance.csv": 2,
    "slips.csv": 1,
    "progress.csv": 3,
    "thanks.csv": 1,
    "one_to_ones.csv": 4,
    "partnerships.csv": 3,
    "visitors.csv": 3,
}
NUMBERS = {"place", "n"}  # key columns that sort as numbers


def read_archive(folder: Path) -> dict[str, list[dict[str, str]]]:
    """The tables of an archive's folder, cells as they stand."""
    tables = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            tables[path.name] = list(csv.DictReader(file))
    return tables


def write_archive(tables: Mapping[str, Sequence[Mapping[str, str]]], folder: Path) -> None:
    """Write all fourteen files into `folder` (made if need be), as an export would order them.

    Cells stay as they are and missing ones are empty; tables without rows become a header alone.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, columns in COLUMNS.items():
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns.split(), restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(sorted(tables.get(name, ()), key=lambda row: key_of(name, row)))


def key_of(name: str, row: Mapping[str, str]) -> tuple[str | int, ...]:
    """A row's key, in the order an export sorts by: code points, numbers as numbers."""
    key = COLUMNS[name].split()[: KEYS[name]]
    return tuple(int(row.get(column) or 1) if column in NUMBERS else row.get(column, "") for column in key)
