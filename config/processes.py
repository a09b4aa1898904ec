"""Child processes that cannot outlive the process that started them, and how they are ended."""

import ctypes
import os
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import IO, NamedTuple

PR_SET_PDEATHSIG = 1
STOP_SECONDS = 15.0
SYSTEM_USER = "pgserver"
# Loaded before any fork: between fork and exec a child may not load libraries.
_LIBC = ctypes.CDLL(None)


class ServerError(Exception):
    """A server could not be started; the text says why."""


class Account(NamedTuple):
    """The system user and group a process runs as."""

    uid: int
    gid: int


def die_with(parent: int, signum: signal.Signals) -> None:
    """Have the kernel send `signum` to this process when `parent` ends, however it ends.

    Linux only; elsewhere nothing happens. The kernel watches the *thread* that started this process,
    so processes are started from main threads here. A parent that is gone already counts as ending now.
    """
    if sys.platform == "linux":
        _LIBC.prctl(PR_SET_PDEATHSIG, int(signum), 0, 0, 0)
        if os.getppid() != parent:
            os.kill(os.getpid(), signum)


def catches(pid: int, signum: signal.Signals) -> bool:
    """Whether that process has a handler for `signum`. Linux only; elsewhere, and of a stranger, False."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False
    caught = next(line.split()[1] for line in status.splitlines() if line.startswith("SigCgt:"))
    return bool(int(caught, 16) >> (signum - 1) & 1)


def start(
    command: Sequence[str],
    *,
    orphaned: signal.Signals,
    account: Account | None = None,
    log: IO[bytes] | None = None,
    own_session: bool = False,
) -> subprocess.Popen[bytes]:
    """Start `command`; it receives `orphaned` if this process ends first.

    `account` is whom it runs as (needs root), `log` takes all it prints, and `own_session` keeps the
    terminal's Ctrl-C away from it.
    """
    parent = os.getpid()
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT if log else None,
        start_new_session=own_session,
        preexec_fn=lambda: die_with(parent, orphaned),
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
    )


def stop(process: subprocess.Popen[bytes], *steps: tuple[signal.Signals, float]) -> None:
    """Ask `process` to end with each signal in turn, waiting that many seconds after it; then kill it."""
    for signum, seconds in steps:
        if process.poll() is not None:
            return
        process.send_signal(signum)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            continue
    if process.poll() is None:
        process.kill()
        process.wait()


def stop_all(children: Sequence[subprocess.Popen[bytes]]) -> None:
    """Ask all, each with a session of its own, to end; wait a little; kill what is left of their sessions."""
    for child in children:
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for child in children:
        with suppress(subprocess.TimeoutExpired):
            child.wait(max(0.0, deadline - time.monotonic()))
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def account_for(folder: Path) -> Account | None:
    """Whom the servers run as: ourselves, save that PostgreSQL refuses root.

    Root hands over to whoever owns `folder` already, else to the system user `pgserver`, made if missing.
    """
    if os.geteuid() != 0:
        return None
    if folder.exists() and folder.stat().st_uid != 0:
        return Account(folder.stat().st_uid, folder.stat().st_gid)
    with suppress(KeyError):
        return _account(SYSTEM_USER)
    done = subprocess.run(["useradd", "--system", SYSTEM_USER], capture_output=True, text=True)
    try:
        return _account(SYSTEM_USER)
    except KeyError:
        raise ServerError(f"Cannot make the system user {SYSTEM_USER}: {done.stderr.strip()}") from None


def _account(name: str) -> Account:
    entry = pwd.getpwnam(name)
    return Account(entry.pw_uid, entry.pw_gid)


def make_reachable(*paths: Path) -> None:
    """Let others pass through, not look into, the folders above `paths`: root's servers must reach them."""
    for folder in {parent for path in paths for parent in path.parents}:
        mode = folder.stat().st_mode
        if not mode & 0o001:
            folder.chmod(mode | 0o001)


def last_words(log: Path) -> str:
    """Join the last lines of a log into one."""
    lines = log.read_text(errors="replace").strip().splitlines()
    return " / ".join(lines[-3:]) or "it says nothing"


def wheel_folder(package: str) -> Path:
    """Where a wheel was installed; found without importing it, which takes long."""
    found = find_spec(package)
    if found is None or found.origin is None:
        raise ServerError(f"The package {package} is not installed; `make setup` installs it.")
    return Path(found.origin).parent
