"""Keeps the embedded servers of one data folder running while anybody is connected to it.

`config.embedded` starts one such process a folder and talks to it over a unix socket: a connection is a
claim, and the kernel closes a claim when its process ends, however it ends. After the last the servers stop.
"""

import json
import os
import selectors
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import FrameType

from config import postgres, valkey
from config.place import Place
from config.processes import ServerError, account_for, make_reachable

POSTGRES = "postgres"
VALKEY = "valkey"
SOCKET_PREFIX = "chapterhouse-"
CONTROL_SOCKET = "keeper.sock"
LONGEST_FOLDER = 80  # a unix socket's path ends at 107 bytes
LOOK_SECONDS = 0.25


def keep(place: Place, wanted: list[str], first: socket.socket, *, durable: bool) -> None:
    """Start the `wanted` servers, tell `first` and later callers where they are, stop after the last."""
    with ExitStack() as stack:
        try:
            sockets = stack.enter_context(socket_folder(place))
            servers, addresses = start_servers(place, wanted, sockets, stack, durable=durable)
        except ServerError as error:
            greet(first, message(error=str(error)))
            return
        door = stack.enter_context(open_door(place, sockets))
        # Bound to a name so that the lines outlive the servers.
        lines = attend(
            door,
            first,
            message(environment=addresses),
            lambda: all(s.poll() is None for s in servers),
        )
    del lines


def start_servers(
    place: Place, wanted: list[str], sockets: Path, stack: ExitStack, *, durable: bool
) -> tuple[list[subprocess.Popen[bytes]], dict[str, str]]:
    """Start the servers, each to be shut down by `stack`; answer them and the environment leading to them."""
    servers = []
    addresses = {}
    account = account_for(place.cluster)
    if account:
        os.chown(sockets, *account)
        make_reachable(
            place.cluster,
            sockets,
            postgres.binary("postgres"),
            valkey.binary(),
        )
    if VALKEY in wanted:
        broker = valkey.serve(sockets, place.log(VALKEY), account=account)
        stack.callback(valkey.shut_down, broker)
        servers.append(broker)
        addresses["REDIS_URL"] = f"unix://{sockets / valkey.SOCKET}"
    if POSTGRES in wanted:
        database = postgres.serve(
            place.cluster,
            sockets,
            place.log(POSTGRES),
            account=account,
            durable=durable,
        )
        stack.callback(postgres.shut_down, database)
        servers.append(database)
        addresses["DATABASE_URL"] = postgres.url(postgres.APPLICATION, sockets)
        addresses["MIGRATION_DATABASE_URL"] = postgres.url(postgres.OWNER, sockets)
    return servers, addresses


@contextmanager
def socket_folder(place: Place) -> Iterator[Path]:
    """Make a short private folder for sockets, gone at the end; what a killed keeper left goes first."""
    with suppress(OSError, ValueError, KeyError):
        leftover = Path(json.loads(place.state.read_text())["control"]).parent
        if leftover.name.startswith(SOCKET_PREFIX):
            shutil.rmtree(leftover)
    parent = Path(tempfile.gettempdir())
    if len(str(parent)) > LONGEST_FOLDER:
        parent = Path("/", "tmp")
    folder = Path(tempfile.mkdtemp(prefix=SOCKET_PREFIX, dir=parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def open_door(place: Place, sockets: Path) -> Iterator[socket.socket]:
    """Listen for callers, and leave word in the data folder where to call."""
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(sockets / CONTROL_SOCKET))
        door.listen()
        draft = place.state.with_suffix(".draft")
        draft.write_text(json.dumps({"control": str(sockets / CONTROL_SOCKET)}))
        draft.replace(place.state)
        try:
            yield door
        finally:
            place.state.unlink(missing_ok=True)


def attend(door: socket.socket, first: socket.socket, greeting: bytes, well: Callable[[], bool]) -> list[socket.socket]:
    """Greet every caller; return when the last has hung up, or when the servers are no longer `well`.

    Answers the lines still open, the last caller's among them: they close when this process has ended, so
    that a caller can wait for that.
    """
    lines = [first]
    with selectors.DefaultSelector() as selector:
        selector.register(door, selectors.EVENT_READ)
        selector.register(first, selectors.EVENT_READ)
        greet(first, greeting)
        while well():
            for key, _ in selector.select(LOOK_SECONDS):
                line = key.fileobj
                assert isinstance(line, socket.socket)
                if line is door:
                    caller, _ = door.accept()
                    selector.register(caller, selectors.EVENT_READ)
                    lines.append(caller)
                    greet(caller, greeting)
                elif len(lines) == 1:
                    return lines
                else:
                    selector.unregister(line)
                    lines.remove(line)
                    greet(line, message(staying=True))
                    line.close()
    return lines


def greet(caller: socket.socket, words: bytes) -> None:
    """Say something; who has hung up meanwhile is noticed by the reading side."""
    with suppress(OSError):
        caller.sendall(words)


def message(**content: object) -> bytes:
    """One line for a caller."""
    return json.dumps(content).encode() + b"\n"


def leave(signum: int, frame: FrameType | None) -> None:
    """End in order when told to; once is enough."""
    signal.signal(signum, signal.SIG_IGN)
    sys.exit(0)


if __name__ == "__main__":
    root, kind, names, lock_number, first_number = sys.argv[1:]
    os.set_inheritable(int(lock_number), False)
    os.set_inheritable(int(first_number), False)
    for ending in (signal.SIGTERM, signal.SIGINT):
        signal.signal(ending, leave)
    keep(
        Place(Path(root)),
        names.split(","),
        socket.socket(fileno=int(first_number)),
        durable=kind == "durable",
    )
