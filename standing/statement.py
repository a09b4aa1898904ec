"""Running the parts of `standing.tally` as one statement, for as many chapters as are asked for."""

from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta
from hashlib import blake2b
from typing import Any
from weakref import WeakKeyDictionary

from django.db import connection

from standing.terms import Terms, as_table

WEEKS_A_YEAR = 52

# Row security, or a chapter that has just moved in, makes the planner expect a row or two where there are hundreds:
# its nested loops would take seconds, where joining by hash takes milliseconds whatever it expects.
BY_HASH = "SET LOCAL enable_nestloop = off; "
AS_BEFORE = "SET LOCAL enable_nestloop = on"
PLANNED_ONCE = "SET LOCAL plan_cache_mode = force_generic_plan; "
IN_MEMORY = "SET LOCAL work_mem = '16MB'; "

_kept: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()
"""The names of statements that each connection has prepared."""


def with_terms(
    asked: Collection[Terms], parts: Iterable[str], *, members: list[int] | None = None
) -> tuple[str, dict[str, Any]]:
    """A WITH clause of these parts for these chapters, and its parameters; `members` None judges everybody."""
    table, parameters = as_table(asked)
    parameters |= {
        "chapters": [terms.chapter_id for terms in asked],
        "members": members,
        "leads_from": min(terms.week_starts[0] for terms in asked),
        "leads_to": max(terms.leads_end for terms in asked),
        "pairs_from": min(terms.week_end for terms in asked) - timedelta(weeks=WEEKS_A_YEAR),
        "pairs_to": max(terms.week_end for terms in asked),
    }
    return f"WITH {', '.join([f'terms AS MATERIALIZED ({table})', *parts])}", parameters


def rows(
    asked: Terms, parts: Iterable[str], question: str, *, members: list[int] | None = None
) -> list[dict[str, Any]]:
    """What a question after these parts answers for one chapter, which is in scope. One statement.

    What follows in the transaction is joined by hash too: putting that back would be one statement more a page.
    """
    known, parameters = with_terms([asked], parts, members=members)
    name, values = _prepared(f"{known} {question}", parameters)
    with connection.cursor() as cursor:
        cursor.execute(f"{BY_HASH}{PLANNED_ONCE}EXECUTE {name} ({', '.join(['%s'] * len(values))})", values)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def change(asked: Collection[Terms], parts: Iterable[str], statement: str, parameters: Mapping[str, object]) -> int:
    """Write with these parts for chapters in scope; how many rows that changed."""
    known, named = with_terms(asked, parts)
    with connection.cursor() as cursor:
        cursor.execute(f"{BY_HASH}{IN_MEMORY}{known} {statement}", named | dict(parameters))
        changed: int = cursor.rowcount
        cursor.execute(AS_BEFORE)
    return changed


def _prepared(sql: str, parameters: Mapping[str, Any]) -> tuple[str, list[Any]]:
    """The name under which this connection keeps the statement, and its parameters in order.

    Planning takes longer than answering, and the plan is the same for every chapter: each connection makes it once.
    """
    names = [name for name in parameters if f"%({name})s" in sql]
    name = f"standing_{blake2b(sql.encode(), digest_size=8).hexdigest()}"
    connection.ensure_connection()
    kept = _kept.setdefault(connection.connection, set())
    if name not in kept:
        numbered = {parameter: f"${number}" for number, parameter in enumerate(names, 1)}
        with connection.connection.cursor() as cursor:
            cursor.execute(f"PREPARE {name} AS {sql % numbered}")
        kept.add(name)
    return name, [parameters[parameter] for parameter in names]
