"""Real processes on real folders: what uses the embedded servers, and what is left when it ends."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg2
import pytest

from config.place import PROJECT

SETTLE_SECONDS = 30.0
CONFIGURED = ("DATABASE_URL", "MIGRATION_DATABASE_URL", "REDIS_URL", "CHAPTERHOUSE_MODE", "CHAPTERHOUSE_DATA")
USER = """
import json, signal, sys
from config.embedded import EmbeddedError, ensure, ensure_disposable
signal.signal(signal.SIGINT, signal.default_int_handler)
try:
    claim = ensure_disposable() if "disposable" in sys.argv else ensure()
except EmbeddedError as error:
    sys.exit(str(error))
print(json.dumps(claim and claim.environment), flush=True)
sys.stdin.read()
"""


@dataclass
class User:
    """A process that uses the embedded servers until its input ends."""

    process: subprocess.Popen[str]
    environment: dict[str, str]

    def leave(self) -> None:
        """End as a program does that has done its work."""
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait(SETTLE_SECONDS)

    def ask(self, sql: str, *, as_owner: bool = False) -> list[tuple[object, ...]]:
        """What the database answers."""
        url = self.environment["MIGRATION_DATABASE_URL" if as_owner else "DATABASE_URL"]
        connection = psycopg2.connect(url)
        try:
            with connection, connection.cursor() as cursor:
                cursor.execute(sql)
                return cursor.fetchall() if cursor.description else []
        finally:
            connection.close()


def bare_environment(**changes: str) -> dict[str, str]:
    """Our environment without any word on servers."""
    kept = {name: value for name, value in os.environ.items() if name not in CONFIGURED}
    return kept | {"PYTHONPATH": str(PROJECT)} | changes


def processes_on(folder: Path) -> dict[int, str]:
    """Every process that has to do with a data folder: by its command, its working folder or its environment."""
    found = {}
    marks = (f"{folder}/", f"{folder}\0")
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        try:
            texts = [(entry / name).read_bytes().decode(errors="replace") for name in ("cmdline", "environ")]
            texts.append(f"{(entry / 'cwd').readlink()}/")
        except OSError:
            continue
        if any(mark in text for mark in marks for text in texts):
            found[int(entry.name)] = texts[0].replace("\0", " ")
    return found


def eventually(condition: Callable[[], object], *, seconds: float = SETTLE_SECONDS) -> bool:
    """Whether it comes true within a few seconds."""
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.02)
    return bool(condition())


def nothing_left(folder: Path) -> bool:
    """Whether all processes on the folder are gone, or are so within a few seconds."""
    return eventually(lambda: not processes_on(folder))


def kill_all(folder: Path) -> None:
    """The power goes: every process on the folder, at once and without a word."""
    for pid in processes_on(folder):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    assert nothing_left(folder)


@pytest.fixture(autouse=True, scope="session")
def _heeding() -> None:
    """Children heed an interrupt and a hang-up also where whoever started the tests ignores them: as `nohup` does, or a
    shell of what it runs in the background. What is caught here is at its default there.
    """
    for ending in (signal.SIGINT, signal.SIGHUP):
        if signal.getsignal(ending) is signal.SIG_IGN:
            signal.signal(ending, lambda _number, _frame: None)


Join = Callable[..., User]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def join(folder: Path) -> Iterator[Join]:
    """Start users of the embedded servers; none outlives the test."""
    users = []

    def start(*arguments: str, **changes: str) -> User:
        process = subprocess.Popen(
            [sys.executable, "-c", USER, *arguments],
            env=bare_environment(**({"CHAPTERHOUSE_DATA": str(folder)} | changes)),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout
        user = User(process, {})
        users.append(user)
        user.environment = json.loads(process.stdout.readline())
        return user

    yield start
    for user in users:
        user.process.kill()
        user.process.wait(SETTLE_SECONDS)
    assert nothing_left(folder)
