"""Statements written out and planned once a connection: what every page asks, or what is asked set-wise.

Planning such a statement takes longer than answering it, and its plan is the same for every chapter.
"""

from collections.abc import Mapping
from hashlib import blake2b
from typing import Any
from weakref import WeakKeyDictionary

from django.db import connection

Answer = list[tuple[Any, ...]]

ONE_PLAN = "SET LOCAL plan_cache_mode = force_generic_plan; "

_kept: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()
"""The names of statements that each connection has prepared."""


def ask(sql: str, parameters: Mapping[str, Any], *, settings: str = "") -> Answer:
    """The rows a SELECT with `%(name)s` parameters answers. One statement, inside a transaction.

    A parameter whose type PostgreSQL cannot tell is written with its cast. `settings` are SET LOCAL commands, each
    ended with a semicolon; they hold for the rest of the transaction.
    """
    rows, _ = ask_named(sql, parameters, settings=settings)
    return rows


def ask_named(sql: str, parameters: Mapping[str, Any], *, settings: str = "") -> tuple[Answer, list[str]]:
    """As `ask`, with the names of the columns."""
    name, values = _prepared(sql, parameters)
    places = f"({', '.join(['%s'] * len(values))})" if values else ""
    with connection.cursor() as cursor:
        cursor.execute(f"{settings}{ONE_PLAN}EXECUTE {name} {places}", values)
        return cursor.fetchall(), [column.name for column in cursor.description]


def _prepared(sql: str, parameters: Mapping[str, Any]) -> tuple[str, list[Any]]:
    """The name under which this connection keeps the statement, and its parameters in order."""
    names = [name for name in parameters if f"%({name})s" in sql]
    name = f"asked_{blake2b(sql.encode(), digest_size=8).hexdigest()}"
    connection.ensure_connection()
    kept = _kept.setdefault(connection.connection, set())
    if name not in kept:
        numbered = {parameter: f"${number}" for number, parameter in enumerate(names, 1)}
        with connection.connection.cursor() as cursor:
            cursor.execute(f"PREPARE {name} AS {sql % numbered}")
        kept.add(name)
    return name, [parameters[parameter] for parameter in names]
