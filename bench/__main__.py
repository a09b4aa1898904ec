"""`python -m bench [--large] [KEY …]`: measure every goal, or those named, and write `bench/results.json`.

Everything runs on servers of its own in a temporary folder that is removed at the end.
"""

import argparse
import importlib
import json
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

import django
from django.db import connections

from bench.goals import CHAPTERS, GOALS
from config.embedded import ensure
from config.place import data_place
from config.prepare import make_tables

RESULTS = Path(__file__).with_name("results.json")
MODULES = ("bench.pages", "bench.screens", "bench.slips", "bench.pairing", "bench.signs", "bench.standing")
SERVERS = ("DATABASE_URL", "MIGRATION_DATABASE_URL", "REDIS_URL")


@contextmanager
def own_servers() -> Iterator[None]:
    """Embedded servers with the tables made, for the length of the run."""
    folder = tempfile.mkdtemp(prefix="chapterhouse-bench-")
    Path(folder).chmod(0o711)  # the servers may run as somebody else
    for name in SERVERS:
        os.environ.pop(name, None)
    os.environ |= {
        "CHAPTERHOUSE_MODE": "development",
        "CHAPTERHOUSE_DATA": f"{folder}/data",
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    claim = ensure()
    try:
        if claim is not None:
            make_tables(data_place(), claim, "bench")
            yield
    finally:
        if claim is not None:
            claim.release()
        shutil.rmtree(folder, ignore_errors=True)


def measure(*, large: bool, keys: list[str]) -> bool:
    """Measure, print and keep each goal; whether all of them hold."""
    django.setup()
    for module in MODULES:
        importlib.import_module(module)
    begun = perf_counter()
    importlib.import_module("bench.data").build(CHAPTERS)
    print(f"data set of {CHAPTERS} chapters in {perf_counter() - begun:.0f} s", flush=True)
    results = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    good = True
    for goal in GOALS:
        if (goal.large and not large) or (keys and goal.key not in keys):
            continue
        value = round(goal.measure(), 3)
        results[goal.key] = value
        good = good and goal.holds(value)
        print(f"{'ok  ' if goal.holds(value) else 'MISS'} {goal.key:36} {value:8} ({goal.limit})", flush=True)
        RESULTS.write_text(json.dumps(results, indent=2) + "\n")
    connections.close_all()
    return good


def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure the goals of performance.")
    parser.add_argument("--large", action="store_true", help="also with 330,000 members (long, tens of gigabytes)")
    parser.add_argument("keys", nargs="*", metavar="KEY", help="only these (default: all)")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that nothing is left behind
    with own_servers():
        good = measure(large=options.large, keys=options.keys)
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
