"""Cells and files for people's own spreadsheets.

A cell that a spreadsheet would take for a formula gets an apostrophe in front (F58).
"""

import csv
import io
from collections.abc import Iterable
from datetime import date
from typing import Any

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def guarded(value: Any) -> str:
    """A cell that no spreadsheet runs."""
    text = "" if value is None else value.isoformat() if isinstance(value, date) else str(value)
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def csv_of(lines: Iterable[Iterable[Any]]) -> bytes:
    """Lines as CSV that spreadsheets open as it is: UTF-8 with its mark, CRLF, every cell guarded."""
    stream = io.StringIO()
    csv.writer(stream).writerows([guarded(value) for value in line] for line in lines)
    return stream.getvalue().encode("utf-8-sig")
