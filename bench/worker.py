"""The memory that storing everybody's standing takes: `python -m bench.worker` prints megabytes.

Two processes do the work, the worker and its server process in PostgreSQL. Of the worker, what it grew by counts (the
program itself is the same for every task); of the server process everything that is private to it. The larger of the
two is printed.
"""

import importlib
from pathlib import Path

import django
from django.db import connection

KILOBYTES = 1024


def private_megabytes(pid: int | str) -> float:
    """Private memory of a process."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    private = [int(line.split()[1]) for line in lines if line.startswith(("Private_Clean:", "Private_Dirty:"))]
    return sum(private) / KILOBYTES


def measure() -> float:
    """Megabytes, after storing everybody's standing."""
    django.setup()
    batch, standing = importlib.import_module("standing.batch"), importlib.import_module("bench.standing")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (server,) = cursor.fetchone()
    idle = private_megabytes("self")
    batch.store_all(at=standing.AT)
    return max(private_megabytes("self") - idle, private_megabytes(server))


if __name__ == "__main__":
    print(f"{measure():.1f}")
