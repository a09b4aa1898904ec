"""Real PostgreSQL and Valkey when none is configured: started on demand, shared, gone with their last user.

`ensure()` runs before Django reads its settings and leaves the servers' addresses in the environment. A
keeper process (`config/keeper.py`) owns the servers; each user holds an open line to it, which the kernel
closes when the user ends, however it ends.
"""

import atexit
import json
import os
import select
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from config.place import PROJECT, Place, data_place, lock, lock_test_place

VARIABLES = {"postgres": ("DATABASE_URL", "MIGRATION_DATABASE_URL"), "valkey": ("REDIS_URL",)}
WAIT_SECONDS = 330.0
RELEASE_SECONDS = 45.0
POLL_SECONDS = 0.05


class EmbeddedError(Exception):
    """The embedded servers cannot be had; the text says why."""


@dataclass
class Claim:
    """One process's wish that the servers run: an open line to their keeper, and the keeper if it started it."""

    line: socket.socket
    environment: dict[str, str]
    keeper: subprocess.Popen[bytes] | None = None

    @property
    def serves_database(self) -> bool:
        """Whether the database in use is the embedded one."""
        return "DATABASE_URL" in self.environment

    def holds(self) -> bool:
        """Whether the servers still run."""
        readable, _, _ = select.select([self.line], [], [], 0)
        return not readable

    def release(self) -> None:
        """Let go. If nobody else has a claim, wait until the servers and their keeper are gone."""
        if self.line.fileno() < 0:
            return
        self.line.settimeout(RELEASE_SECONDS)
        with suppress(OSError):
            self.line.shutdown(socket.SHUT_WR)
            if self.line.recv(64) == b"" and self.keeper:
                self.keeper.wait(RELEASE_SECONDS)
        self.line.close()


def ensure() -> Claim | None:
    """Start or join the embedded servers for whichever of DATABASE_URL and REDIS_URL is not set; set it.

    None when both are set, or in production, where embedded servers have no place. The claim lasts until this
    process ends or releases it; a forked child has no part in it. Raises EmbeddedError.
    """
    wanted = _wanted()
    if not wanted or os.environ.get("CHAPTERHOUSE_MODE") == "production":
        return None
    place = data_place()
    try:
        place.make()
        claim = _start_or_join(place, wanted)
    except OSError as error:
        raise EmbeddedError(f"The data folder {place.root} cannot be used: {error.strerror}.") from None
    return _adopt(claim, place, wanted)


def ensure_disposable() -> Claim | None:
    """Start servers for one test run alone, in a folder of its own under the data folder: fast, not durable."""
    wanted = _wanted()
    if not wanted:
        return None
    place, descriptor = lock_test_place()
    return _adopt(_start_keeper(place, wanted, descriptor, durable=False), place, wanted)


def _wanted() -> list[str]:
    return [server for server, variables in VARIABLES.items() if not os.environ.get(variables[0])]


def _adopt(claim: Claim, place: Place, wanted: list[str]) -> Claim:
    """Put the wanted addresses into the environment and tie the claim to this very process."""
    variables = [variable for server in wanted for variable in VARIABLES[server]]
    if not claim.environment.keys() >= set(variables):
        claim.release()
        raise EmbeddedError(f"On {place.root} not all servers run that are needed; stop what uses it first.")
    claim.environment = {variable: claim.environment[variable] for variable in variables}
    os.environ.update(claim.environment, CHAPTERHOUSE_DATA=str(place.root))
    os.register_at_fork(after_in_child=claim.line.close)
    atexit.register(claim.release)
    return claim


def _start_or_join(place: Place, wanted: list[str]) -> Claim:
    deadline = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < deadline:
        descriptor = lock(place.keeper_lock)
        if descriptor is not None:
            return _start_keeper(place, wanted, descriptor, durable=True)
        claim = _join(place)
        if claim:
            return claim
        time.sleep(POLL_SECONDS)
    raise EmbeddedError(f"Another process holds {place.keeper_lock} and does not answer.")


def _join(place: Place) -> Claim | None:
    """Claim servers that already run; None while their keeper is starting or leaving."""
    line = socket.socket(socket.AF_UNIX)
    try:
        line.connect(json.loads(place.state.read_text())["control"])
        return Claim(line, _hear(line)["environment"])
    except (OSError, ValueError):
        line.close()
        return None


def _start_keeper(place: Place, wanted: list[str], descriptor: int, *, durable: bool) -> Claim:
    """Start a keeper, which takes the lock over from us, and be its first caller."""
    ours, theirs = socket.socketpair()
    kept = [str(place.root), "durable" if durable else "disposable", ",".join(wanted)]
    with theirs, place.log("keeper").open("wb") as log:
        keeper = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "config.keeper",
                *kept,
                str(descriptor),
                str(theirs.fileno()),
            ],
            cwd=PROJECT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            pass_fds=(descriptor, theirs.fileno()),
            start_new_session=True,
        )
    os.close(descriptor)
    try:
        heard = _hear(ours)
    except (OSError, ValueError):
        raise EmbeddedError(f"The embedded servers do not start; {place.log('keeper')} says more.") from None
    if "error" in heard:
        raise EmbeddedError(heard["error"])
    return Claim(ours, heard["environment"], keeper)


def _hear(line: socket.socket) -> dict[str, Any]:
    """Read the keeper's one line. Raises OSError or ValueError if it hangs up without one."""
    line.settimeout(WAIT_SECONDS)
    heard = b""
    while not heard.endswith(b"\n"):
        piece = line.recv(4096)
        if not piece:
            break
        heard += piece
    message: dict[str, Any] = json.loads(heard)
    return message
