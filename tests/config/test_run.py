"""`make run`: up as a whole, down as a whole, refused with a sentence where it cannot be."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from django.conf import settings

from config.place import PROJECT
from demo.people import PEOPLE
from tests.config.conftest import bare_environment, eventually, kill_all, nothing_left, processes_on
from tests.faults.scale import only_full

pytestmark = pytest.mark.slow
RUN = [sys.executable, "-m", "config.run"]
MAKE = ["make", "--silent", "--assume-old=.venv/installed", "run"]
READY_SECONDS = 180.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Running:
    """A started `make run` and what it prints."""

    def __init__(self, command: list[str], folder: Path, port: int) -> None:
        self.port = port
        self.said = folder.with_name("said.txt")
        with self.said.open("w") as output:
            self.process = subprocess.Popen(
                command,
                cwd=PROJECT,
                env=bare_environment(CHAPTERHOUSE_DATA=str(folder), PORT=str(port)),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def is_ready(self) -> bool:
        """Whether it says so, or has ended."""
        return "is ready" in self.said.read_text() or self.process.poll() is not None

    def words(self) -> str:
        """All it printed."""
        return self.said.read_text()


Start = Callable[..., Running]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder already migrated, so that no demo is due."""
    folder = tmp_path_factory.mktemp("run") / "data"
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(command, cwd=PROJECT, env=bare_environment(CHAPTERHOUSE_DATA=str(folder)), check=True)
    return folder


@pytest.fixture
def run(folder: Path) -> Iterator[Start]:
    """Start it and wait until it is ready; nothing outlives the test."""

    def start(command: list[str] = RUN) -> Running:
        running = Running(command, folder, free_port())
        assert eventually(running.is_ready, seconds=READY_SECONDS)
        assert running.process.poll() is None, running.words()
        return running

    yield start
    kill_all(folder)


def refused(folder: Path, port: int | str) -> str:
    """What a start says that ends with status 1."""
    environment = bare_environment(CHAPTERHOUSE_DATA=str(folder), PORT=str(port))
    done = subprocess.run(RUN, cwd=PROJECT, env=environment, capture_output=True, text=True, timeout=READY_SECONDS)
    assert done.returncode == 1
    assert done.stdout == ""
    return done.stderr


def test_it_serves_until_told_to_end_and_leaves_nothing(run: Start, folder: Path) -> None:
    running = run(MAKE)
    commands = " ".join(processes_on(folder).values())
    for part in ("gunicorn", "config worker", "config beat", "receive_mail", "bin/postgres", "valkey-server"):
        assert part in commands
    assert urlopen(f"http://localhost:{running.port}/accounts/login/").status == 200
    running.process.send_signal(signal.SIGINT)
    assert running.process.wait(60) == -signal.SIGINT
    assert processes_on(folder) == {}


def test_a_second_start_is_refused_while_a_command_may_join(run: Start, folder: Path) -> None:
    running = run()
    assert refused(folder, free_port()) == (
        f"Chapterhouse already runs on {folder}, at http://localhost:{running.port}. "
        "Stop it first, or name another folder: make run CHAPTERHOUSE_DATA=… PORT=…\n"
    )
    environment = bare_environment(CHAPTERHOUSE_DATA=str(folder))
    command = [sys.executable, "manage.py", "migrate", "--check"]
    subprocess.run(command, cwd=PROJECT, env=environment, check=True, timeout=60)
    assert urlopen(f"http://localhost:{running.port}/accounts/login/").status == 200


@pytest.mark.parametrize("command", [RUN, pytest.param(MAKE, marks=only_full)], ids=["run", "make"])
def test_a_killed_start_leaves_nothing_and_the_next_one_recovers(run: Start, folder: Path, command: list[str]) -> None:
    running = run(command)
    running.process.kill()
    running.process.wait(60)
    assert eventually(lambda: not processes_on(folder), seconds=30), processes_on(folder)
    assert run().process.poll() is None


@pytest.mark.parametrize(
    "part", ["gunicorn", *(pytest.param(name, marks=only_full) for name in ("config worker", "valkey-server"))]
)
def test_when_one_part_ends_everything_stops_with_a_sentence(run: Start, folder: Path, part: str) -> None:
    running = run()
    os.kill(min(pid for pid, command in processes_on(folder).items() if part in command), signal.SIGKILL)
    assert running.process.wait(60) == 1
    assert "so everything stops" in running.words()
    assert nothing_left(folder)


def test_a_busy_port_is_refused(folder: Path) -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        said = refused(folder, port)
    assert said == f"Port {port} cannot be used: Address already in use. Choose another: make run PORT=…\n"
    assert nothing_left(folder)


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1"])
def test_a_port_that_is_none_is_refused(folder: Path, port: str) -> None:
    assert refused(folder, port) == f"PORT must be a number from 1 to 65535, not '{port}'.\n"


def test_an_unusable_folder_is_refused() -> None:
    assert refused(Path("/dev/null/data"), free_port()).startswith("The data folder /dev/null/data cannot be used: ")


def test_the_first_start_in_an_empty_folder_loads_the_demo_and_the_next_does_not(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    for words, ending in (("once …", signal.SIGTERM), ("", signal.SIGINT)):
        running = Running(RUN, folder, free_port())
        assert eventually(running.is_ready, seconds=READY_SECONDS)
        assert running.process.poll() is None, running.words()
        assert words in running.words()
        assert {person.email for person in PEOPLE} == set(re.findall(r"\S+@\S+", running.words()))
        assert settings.DEMO_PASSWORD in running.words()
        running.process.send_signal(ending)
        assert running.process.wait(60) == 0, running.words()
        assert processes_on(folder) == {}
    assert "once …" not in running.words()
