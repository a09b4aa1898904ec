"""A database and a server of a test's own, as in production, and people who use them without a pause."""

import http.client
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

import psycopg2
import pytest

from config import postgres
from config.place import PROJECT
from config.processes import account_for, make_reachable

TOKEN = "a" * 32
READY_SECONDS, PATIENCE = 60, 60
WORKERS = 2
GUNICORN = ["gunicorn", "config.wsgi", "--workers", str(WORKERS), "--threads", "4", "--no-control-socket"]

PREPARE = """
from django.test import Client
from chapters.scope import chapter_scope
from tests import factories
chapter = factories.ChapterFactory(slug="riverside", name="Riverside")
with chapter_scope(chapter.pk):
    member = factories.MemberFactory(chapter=chapter)
client = Client()
client.force_login(member.user)
print(client.cookies["sessionid"].value)
"""


class Database:
    """A PostgreSQL of this test's own, which keeps what it was told even where it is not ended in order."""

    def __init__(self, root: Path) -> None:
        self.root, self.cluster, self.sockets = root, root / "cluster", root / "sockets"
        self.sockets.mkdir()
        self.account = account_for(self.cluster)
        if self.account:
            os.chown(self.sockets, *self.account)
            make_reachable(self.cluster, self.sockets, postgres.binary("postgres"))
        self.start()

    def start(self) -> None:
        """Serve, and wait until it answers."""
        log = self.root / "postgres.log"
        self.process = postgres.serve(self.cluster, self.sockets, log, account=self.account)

    @property
    def owner(self) -> str:
        """How its owner reaches it."""
        return postgres.url(postgres.OWNER, self.sockets)

    @property
    def environment(self) -> dict[str, str]:
        """For whoever uses it."""
        application = postgres.url(postgres.APPLICATION, self.sockets)
        return os.environ | {"DATABASE_URL": application, "MIGRATION_DATABASE_URL": self.owner}

    def manage(self, *command: str) -> str:
        """What a command prints."""
        line = [sys.executable, "manage.py", *command]
        done = subprocess.run(line, cwd=PROJECT, env=self.environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def leads(self) -> Counter[str]:
        """The ids of the leads it holds, with how often."""
        with closing(psycopg2.connect(self.owner)) as connection, connection.cursor() as cursor:
            cursor.execute("SELECT uuid::text FROM referrals_slip")
            return Counter(uuid for (uuid,) in cursor.fetchall())


@pytest.fixture(scope="module")
def database():
    root = Path(tempfile.mkdtemp(prefix="f20-", dir="/tmp"))  # a socket's path is short
    found = Database(root)
    try:
        found.manage("migrate", "-v", "0")
        yield found
    finally:
        postgres.shut_down(found.process)
        shutil.rmtree(root)


@pytest.fixture(scope="module")
def session(database):
    """A member's, signed in."""
    return database.manage("shell", "-v", "0", "-c", PREPARE).split()[-1]


@pytest.fixture
def server(database):
    """Gunicorn with two workers of four threads: its process and its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", *GUNICORN, "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen(command, env=database.environment, cwd=PROJECT, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + READY_SECONDS
        while socket.socket().connect_ex(("127.0.0.1", port)) or len(workers_of(process)) < WORKERS:
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.1)
        yield process, port
    finally:
        process.terminate()
        process.wait(30)


def workers_of(process):
    return Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()


@dataclass
class Load:
    """People who share leads and read the meeting's page, one after the other, until it is enough."""

    port: int
    session: str
    enough: threading.Event = field(default_factory=threading.Event)
    acknowledged: list[str] = field(default_factory=list)
    answers: list[tuple[float, int]] = field(default_factory=list)
    pages: set[tuple[int, bytes, str | None]] = field(default_factory=set)

    def begin(self) -> None:
        """Four who share and two who read."""
        self.threads = [threading.Thread(target=act) for act in [self.share] * 4 + [self.read] * 2]
        for thread in self.threads:
            thread.start()

    def end(self) -> None:
        """Whoever shares goes on until the last of theirs has arrived."""
        self.enough.set()
        for thread in self.threads:
            thread.join(PATIENCE)
        assert not any(thread.is_alive() for thread in self.threads)

    def share(self) -> None:
        while not self.enough.is_set():
            lead = {"uuid": str(uuid4()), "kind": "lead", "need": "a roofer", "use_name": "yes"}
            while self._ask("POST", "/c/riverside/lead/", lead) != 303:
                time.sleep(0.1)
            self.acknowledged.append(lead["uuid"])

    def read(self) -> None:
        while not self.enough.is_set():
            self._ask("GET", "/c/riverside/meeting/")

    def _ask(self, method: str, path: str, form: dict[str, str] | None = None) -> int:
        client = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"sessionid={self.session}; csrftoken={TOKEN}",
        }
        body = urlencode(form | {"csrfmiddlewaretoken": TOKEN}) if form else None
        try:
            client.request(method, path, body, headers)
            answer = client.getresponse()
            status, text = answer.status, answer.read()
            if status not in {200, 303}:
                self.pages.add((status, text, answer.headers["Retry-After"]))
        except (OSError, http.client.HTTPException):
            status = 0
        finally:
            client.close()
        self.answers.append((time.monotonic(), status))
        return status

    def answered(self, number: int) -> bool:
        """Whether so many more acts arrive, in time."""
        wanted, deadline = len(self.acknowledged) + number, time.monotonic() + PATIENCE
        while len(self.acknowledged) < wanted and time.monotonic() < deadline:
            time.sleep(0.05)
        return len(self.acknowledged) >= wanted
