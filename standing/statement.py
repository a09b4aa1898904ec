"""Running the parts of `standing.tally` as one statement, for as many chapters as are asked for."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db import connection

from chapters.statements import ask_named
from standing.terms import TABLES, Terms, as_tables

# Row security, or a chapter that has just moved in, makes the planner expect a row or two where there are hundreds:
# its nested loops would take seconds, where joining by hash takes milliseconds whatever it expects.
OFF = ("enable_nestloop", "enable_sort", "enable_incremental_sort")
BY_HASH = "".join(f"SET LOCAL {way} = off; " for way in OFF)
AS_BEFORE = "; ".join(f"SET LOCAL {way} = on" for way in OFF)
IN_MEMORY = "SET LOCAL work_mem = '16MB'; "


def with_terms(
    asked: Collection[Terms], parts: Iterable[str], *, members: list[int] | None = None
) -> tuple[str, dict[str, Any]]:
    """A WITH clause of these parts for these chapters, and its parameters; `members` None judges everybody."""
    parameters = {
        **as_tables(asked),
        "chapters": [terms.chapter_id for terms in asked],
        "members": members,
        "leads_from": min(terms.week_starts[0] for terms in asked),
        "leads_to": max(terms.leads_end for terms in asked),
    }
    return f"WITH {', '.join([TABLES, *parts])}", parameters


def rows(
    asked: Terms, parts: Iterable[str], question: str, *, members: list[int] | None = None
) -> list[dict[str, Any]]:
    """What a question after these parts answers for one chapter, which is in scope. One statement.

    What follows in the transaction is joined by hash too: putting that back would be one statement more a page.
    """
    known, parameters = with_terms([asked], parts, members=members)
    found, names = ask_named(f"{known} {question}", parameters, settings=BY_HASH)
    return [dict(zip(names, row, strict=True)) for row in found]


def change(asked: Collection[Terms], parts: Iterable[str], statement: str, parameters: Mapping[str, object]) -> int:
    """Write with these parts for chapters in scope; how many rows that changed."""
    known, named = with_terms(asked, parts)
    with connection.cursor() as cursor:
        cursor.execute(f"{BY_HASH}{IN_MEMORY}{known} {statement}", named | dict(parameters))
        changed: int = cursor.rowcount
        cursor.execute(AS_BEFORE)
    return changed
