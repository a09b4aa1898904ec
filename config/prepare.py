"""Bringing a database up to date before it is used, and the demo into a new one."""

import fcntl
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from config import postgres
from config.embedded import Claim
from config.place import PROJECT, Place
from config.processes import last_words, start, stop_all

WITHOUT_TABLES = {
    *("--help", "--version", "help", "version", "check", "diffsettings", "collectstatic", "findstatic"),
    *("migrate", "makemigrations", "optimizemigration", "showmigrations", "sqlmigrate", "squashmigrations"),
    *("makemessages", "compilemessages", "lintmigrations"),
}
"""Commands that say or write something about the code, or that make the tables themselves."""


class PrepareError(Exception):
    """The database cannot be made ready; the text says why."""


def make_tables(place: Place, claim: Claim, command: str) -> None:
    """Migrate a new embedded database before its first command, so that every command just works.

    An older database is left alone: `make run` and `manage.py migrate` bring it up to date. Raises PrepareError.
    """
    if command in WITHOUT_TABLES or not claim.serves_database:
        return
    with _alone(place):
        if postgres.is_empty(claim.environment["DATABASE_URL"]):
            manage(place, "migrate")


def bring_up_to_date(place: Place, claim: Claim | None, *, tell: Callable[[str], None]) -> None:
    """Migrate; and load the demo if the embedded database was new, which the data folder remembers until done.

    `tell` hears of what takes longer. Raises PrepareError.
    """
    with _alone(place):
        if claim and claim.serves_database and postgres.is_empty(claim.environment["DATABASE_URL"]):
            place.demo.write_text("due")
            tell("A new data folder: making the tables and loading the demo, once …")
        manage(place, "migrate")
        if place.demo.exists() and place.demo.read_text() == "due":
            manage(place, "load_demo")
            place.demo.write_text("loaded")


def has_demo(place: Place) -> bool:
    """Whether the demo was loaded here."""
    return place.demo.exists() and place.demo.read_text() == "loaded"


def manage(place: Place, command: str) -> None:
    """Run one of `manage.py`'s commands to its end. Raises PrepareError with its last lines."""
    log = place.log(command)
    line = [sys.executable, str(PROJECT / "manage.py"), command]
    with log.open("wb") as output:
        process = start(line, orphaned=signal.SIGTERM, log=output, own_session=True)
    try:
        status = process.wait()
    finally:
        stop_all([process])
    if status:
        raise PrepareError(f"`manage.py {command}` failed: {last_words(log)} (more in {log})")


@contextmanager
def _alone(place: Place) -> Iterator[None]:
    """Wait for one's turn: two commands may meet on a new data folder."""
    with place.prepare_lock.open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        yield
