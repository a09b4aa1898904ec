"""The floor everything is held against: counting the very rows that standing is made from, and nothing else.

For one chapter they are counted as a page would, within its walls; for all, by reading the tables from end to end,
one process, without walls.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import connection, connections

from bench.template import END

WINDOWS = {"half": END - timedelta(weeks=26), "year": END - timedelta(weeks=52), "end": END}

MARKS = """SELECT count(*) FROM meetings_mark k JOIN meetings_meeting m ON m.id = k.meeting_id
WHERE m.date >= %(half)s AND m.date < %(end)s"""
SLIPS = "SELECT count(*) FROM referrals_slip s WHERE s.given_at >= %(half)s AND s.given_at < %(end)s"
ONE_TO_ONES = "SELECT count(*) FROM meetings_onetoone o WHERE o.date >= %(year)s AND o.date < %(end)s"
OF_CHAPTERS = (
    f"{MARKS} AND k.chapter_id = ANY (%(chapters)s) AND m.chapter_id = ANY (%(chapters)s)",
    f"{SLIPS} AND s.chapter_id = ANY (%(chapters)s)",
    f"{ONE_TO_ONES} AND o.chapter_id = ANY (%(chapters)s)",
)
OF_ALL = (MARKS, SLIPS, ONE_TO_ONES)
IN_SEQUENCE = (
    "SET enable_indexscan = off; SET enable_indexonlyscan = off; SET enable_bitmapscan = off; "
    "SET max_parallel_workers_per_gather = 0"
)


def count_rows(chapters: Sequence[int]) -> tuple[int, int, int]:
    """How many marks, slips and one-to-ones these chapters' windows hold; their scope is open."""
    with connection.cursor() as cursor:
        cursor.execute(_together(OF_CHAPTERS), WINDOWS | {"chapters": list(chapters)})
        return _three(cursor)


def count_all() -> tuple[int, int, int]:
    """The same for all chapters, by reading the tables in sequence."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(IN_SEQUENCE)
        cursor.execute(_together(OF_ALL), WINDOWS)
        counted = _three(cursor)
        cursor.execute("RESET ALL")
    return counted


def _together(questions: Sequence[str]) -> str:
    return "SELECT " + ", ".join(f"({question})" for question in questions)


def _three(cursor: Any) -> tuple[int, int, int]:
    marks, slips, one_to_ones = cursor.fetchone()
    return marks, slips, one_to_ones
