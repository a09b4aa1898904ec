"""The data folder: what lies where in it, and who has it."""

import fcntl
import os
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
MOST_TEST_RUNS = 32


@dataclass(frozen=True)
class Place:
    """A data folder."""

    root: Path

    @property
    def cluster(self) -> Path:
        """PostgreSQL's files."""
        return self.root / "postgres"

    @property
    def keeper_lock(self) -> Path:
        """Locked by the keeper of the embedded servers while it lives."""
        return self.root / "keeper.lock"

    @property
    def state(self) -> Path:
        """Says where the keeper can be called."""
        return self.root / "keeper.json"

    @property
    def run_lock(self) -> Path:
        """Locked by `make run`; holds the address it serves."""
        return self.root / "run.lock"

    @property
    def prepare_lock(self) -> Path:
        """Locked while the database is made ready."""
        return self.root / "prepare.lock"

    @property
    def demo(self) -> Path:
        """Holds the word `due` from the first start in an empty folder, `loaded` once the demo is in."""
        return self.root / "demo"

    @property
    def schedule(self) -> Path:
        """Where Celery beat remembers what it last sent."""
        return self.root / "beat-schedule"

    def log(self, name: str) -> Path:
        """Name the file with what the process of that name printed since it was last started."""
        return self.root / "logs" / f"{name}.log"

    def make(self) -> None:
        """Make the folder, private, where it is not there."""
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.log("").parent.mkdir(mode=0o700, exist_ok=True)


def data_place() -> Place:
    """Find the folder that CHAPTERHOUSE_DATA names, else `var/` in the project."""
    return Place(Path(os.environ.get("CHAPTERHOUSE_DATA") or PROJECT / "var").resolve())


def lock(path: Path) -> int | None:
    """Lock the file and answer its open descriptor, or None if another process has it.

    The lock lasts until every copy of the descriptor is closed, at the latest by the end of their processes.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return descriptor


def lock_test_place() -> tuple[Place, int]:
    """Lock a folder for one test run: the first under `tests/` that no other run uses."""
    for number in range(1, MOST_TEST_RUNS):
        place = Place(data_place().root / "tests" / str(number))
        place.make()
        descriptor = lock(place.keeper_lock)
        if descriptor is not None:
            return place, descriptor
    raise RuntimeError(f"{MOST_TEST_RUNS} test runs already use {data_place().root / 'tests'}.")
