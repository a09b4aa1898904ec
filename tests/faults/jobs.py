"""A broker, workers and schedulers of a test's own: real processes that can be killed and come back."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connections

from config import valkey
from config.place import PROJECT
from tests.faults.scale import FULL
from tests.notices.mailbox import Mailbox

MINUTE = 60 if FULL else 4
"""How many seconds the outbox's minute lasts; the durations of the scenarios are told in it."""


def eventually(condition: Callable[[], object], *, seconds: float) -> float | None:
    """How long it took to come true; None where it did not in time."""
    begin = time.monotonic()
    while time.monotonic() < begin + seconds:
        if condition():
            return time.monotonic() - begin
        time.sleep(0.02)
    return None


def _address(alias: str) -> str:
    settings = connections[alias].settings_dict
    return f"postgresql://{settings['USER']}@/{settings['NAME']}?host={settings['HOST']}"


@dataclass
class Jobs:
    """What runs in the background, on this test's database and mail server."""

    folder: Path
    mailbox: Mailbox
    broker: subprocess.Popen[bytes] | None = None
    started: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        """What each process is told."""
        return os.environ | {
            "DATABASE_URL": _address("default"),
            "MIGRATION_DATABASE_URL": _address("owner"),
            "REDIS_URL": f"unix://{self.folder}/{valkey.SOCKET}",
            "CHAPTERHOUSE_MODE": "test",
            "NOTICE_MINUTE_SECONDS": str(MINUTE),
            "EMAIL_BACKEND": "notices.smtp.EmailBackend",
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": str(self.mailbox.port),
        }

    def broker_on(self) -> None:
        """An empty broker."""
        self.broker = valkey.serve(self.folder, self.folder / "valkey.log")

    def broker_off(self) -> None:
        """Killed, without a word."""
        if self.broker:
            self.broker.kill()
            self.broker.wait()
            self.broker = None

    def worker(self) -> subprocess.Popen[bytes]:
        """A worker with two children."""
        return self._start("worker", "--concurrency", "2", "--without-gossip", "--without-mingle")

    def beat(self) -> subprocess.Popen[bytes]:
        """A scheduler."""
        return self._start("beat", "--schedule", str(self.folder / f"beat-{len(self.started)}"), "--pidfile=")

    def _start(self, *command: str) -> subprocess.Popen[bytes]:
        with (self.folder / f"{command[0]}-{len(self.started)}.log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "celery", "-A", "config", *command, "--loglevel", "info"],
                cwd=PROJECT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.started.append(process)
        return process

    def visit(self, *arguments: str, broker: Path) -> list[tuple[str, int, float]]:
        """What a web process of its own was answered (tests/faults/visit.py): page, status, seconds."""
        done = subprocess.run(
            [sys.executable, "-m", "tests.faults.visit", *arguments],
            cwd=PROJECT,
            env=self.environment | {"REDIS_URL": f"unix://{broker}", "DJANGO_SETTINGS_MODULE": "config.settings"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        return [tuple(line) for line in json.loads(done.stdout)]

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        """`kill -9`, with its children."""
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def kill_children(self, process: subprocess.Popen[bytes]) -> int:
        """`kill -9` of the children alone, as the kernel does when memory runs out. How many."""
        listed = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        for child in listed:
            os.kill(int(child), signal.SIGKILL)
        return len(listed)

    def said(self, text: str) -> int:
        """How often the processes said it."""
        return sum(log.read_text(errors="replace").count(text) for log in self.folder.glob("*.log"))


@contextmanager
def background(mailbox: Mailbox) -> Iterator[Jobs]:
    """A broker, and whatever the test starts; nothing of it outlives the test."""
    folder = Path(tempfile.mkdtemp(prefix="jobs-", dir="/tmp"))  # a socket's path is short
    jobs = Jobs(folder, mailbox)
    jobs.broker_on()
    try:
        yield jobs
    finally:
        for process in jobs.started:
            jobs.kill(process)
        jobs.broker_off()
        shutil.rmtree(folder)
