"""A chapter's archive as tables of cells: what the demo is written in (spec/archive.md)."""

import csv
from pathlib import Path

Row = dict[str, str]
Tables = dict[str, list[Row]]


def read(folder: Path) -> Tables:
    """Every table of an archive folder, cells as they stand."""
    tables: Tables = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            tables[path.name] = list(csv.DictReader(file))
    return tables


def write(tables: Tables, folder: Path) -> None:
    """Write tables as an archive folder; tables without rows are left out."""
    for name, rows in tables.items():
        if rows:
            with (folder / name).open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
                writer.writeheader()
                writer.writerows(rows)
