"""`make run`: servers, web, worker, beat, the door for mail: one process tree that starts, lives and ends together."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from types import FrameType

from django.conf import settings

from config.embedded import Claim, EmbeddedError, ensure
from config.place import PROJECT, Place, data_place, lock
from config.prepare import PrepareError, bring_up_to_date, has_demo
from config.processes import catches, die_with, start, stop_all

HOST = "127.0.0.1"
READY_SECONDS = 120.0
LOOK_SECONDS = 0.1

DEMO_PEOPLE = (
    ("amara.osei@riverside.example", "president"),
    ("grace.mbeki@riverside.example", "vice president"),
    ("ben.whitlock@riverside.example", "member"),
    ("hana.sato@lakeside.example", "member of the other chapter"),
    ("nora.quist@network.example", "network admin"),
)


class RunError(Exception):
    """Chapterhouse cannot start or go on; the text says why."""


def main(*, with_parent: bool) -> int:
    """Serve until told to end. Answers the exit status; `with_parent` ends all when the parent does."""
    for ending in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if ending != signal.SIGHUP or signal.getsignal(ending) is not signal.SIG_IGN:
            signal.signal(ending, leave)
    if with_parent:
        die_with(os.getppid(), signal.SIGTERM)
    make = os.getppid() if with_parent and catches(os.getppid(), signal.SIGINT) else None
    os.chdir(PROJECT)
    os.environ.setdefault("CHAPTERHOUSE_MODE", "development")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        serve(make)
    except (RunError, EmbeddedError, PrepareError) as error:
        say(str(error), to=sys.stderr.fileno())
        return 1
    return 0


def serve(make: int | None) -> None:
    """Bring everything up and watch it, until `make` is interrupted.

    Raises RunError, EmbeddedError, PrepareError, or SystemExit when told to end.
    """
    port = chosen_port()
    place = data_place()
    with ExitStack() as stack:
        hold_alone(place, port, stack)
        choose_mail_port(port)
        claim = ensure()
        if claim:
            stack.callback(claim.release)
        bring_up_to_date(place, claim, tell=say)
        children: dict[str, subprocess.Popen[bytes]] = {}
        stack.callback(lambda: stop_all(list(children.values())))
        for name, command in commands(place, port).items():
            children[name] = start(command, orphaned=signal.SIGTERM, own_session=True)
        await_ready(port, children, claim, place)
        say(welcome(port, place))
        # Interrupted without a terminal, make tells nobody: it drops its handler and waits for us.
        while make is None or catches(make, signal.SIGINT):
            watch(children, claim, place)
            time.sleep(LOOK_SECONDS)


def chosen_port() -> int:
    """Read PORT, 8000 without one, and see that it is free. Raises RunError."""
    text = os.environ.setdefault("PORT", "8000")
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise RunError(f"PORT must be a number from 1 to 65535, not {text!r}.")
    return int(text)


def hold_alone(place: Place, port: int, stack: ExitStack) -> None:
    """Be the only one who runs on this data, on a free port. Raises RunError."""
    try:
        place.make()
    except OSError as error:
        raise RunError(f"The data folder {place.root} cannot be used: {error.strerror}.") from None
    descriptor = lock(place.run_lock)
    if descriptor is None:
        raise RunError(
            f"Chapterhouse already runs on {place.root}, at {place.run_lock.read_text()}. "
            "Stop it first, or name another folder: make run CHAPTERHOUSE_DATA=… PORT=…"
        )
    stack.callback(os.close, descriptor)
    os.truncate(descriptor, 0)
    os.write(descriptor, address(port).encode())
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise RunError(f"Port {port} cannot be used: {error.strerror}. Choose another: make run PORT=…") from None


def choose_mail_port(port: int) -> None:
    """Where mail comes in: INBOUND_PORT, else 24 above the web's, else any that is free. Raises RunError."""
    named = os.environ.get("INBOUND_PORT", "")
    for wanted in [named] if named else [str(port + 24), "0"]:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with suppress(OSError, ValueError, OverflowError):
                probe.bind((HOST, int(wanted)))
                os.environ["INBOUND_PORT"] = str(probe.getsockname()[1])
                return
    raise RunError(f"The port for mail, {named}, cannot be used. Choose another: make run INBOUND_PORT=…")


def commands(place: Place, port: int) -> dict[str, Sequence[str]]:
    """Name the processes and how each is started; each gets a session of its own, so Ctrl-C comes to us alone."""
    # Celery's banner and its warning to root say nothing that matters here.
    celery = [sys.executable, "-W", "ignore:You're running the worker with superuser", "-m", "celery", "--quiet"]
    quiet = ["--loglevel", "warning"]
    return {
        "web": [
            *[sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"{HOST}:{port}", "--no-control-socket"],
            *["--worker-class", "gthread", "--workers", "2", "--threads", "4"],
            *["--graceful-timeout", "5", "--log-level", "warning"],
        ],
        "worker": [*celery, "-A", "config", "worker", "--concurrency", "2", *quiet],
        "mail": [sys.executable, "manage.py", "receive_mail"],
        "beat": [*celery, "-A", "config", "beat", "--schedule", str(place.schedule), "--pidfile=", *quiet],
    }


def await_ready(port: int, children: dict[str, subprocess.Popen[bytes]], claim: Claim | None, place: Place) -> None:
    """Wait until the web answers. Raises RunError if it does not, or if anything ends meanwhile."""
    deadline = time.monotonic() + READY_SECONDS
    while not answers(port):
        watch(children, claim, place)
        if time.monotonic() > deadline:
            raise RunError(f"The web does not answer on port {port} after {READY_SECONDS:.0f} seconds.")
        time.sleep(LOOK_SECONDS)


def answers(port: int) -> bool:
    """Whether a page comes back, whatever it says."""
    connection = http.client.HTTPConnection(HOST, port, timeout=READY_SECONDS)
    try:
        connection.request("GET", "/", headers={"Host": "localhost"})
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def watch(children: dict[str, subprocess.Popen[bytes]], claim: Claim | None, place: Place) -> None:
    """Raise RunError if a process or the embedded servers have ended."""
    for name, child in children.items():
        if child.poll() is not None:
            raise RunError(f"The {name} ended by itself (status {child.returncode}), so everything stops.")
    if claim and not claim.holds():
        raise RunError(
            f"The embedded servers ended by themselves, so everything stops; see {place.log('postgres').parent}."
        )


def welcome(port: int, place: Place) -> str:
    """Say where it is and, where the demo was loaded, who can sign in."""
    lines = ["", f"Chapterhouse is ready: {address(port)}", ""]
    if has_demo(place):
        lines += [f"Sign in with the password {settings.DEMO_PASSWORD} as"]
        lines += [f"  {email:34}{role}" for email, role in DEMO_PEOPLE]
        lines += [""]
    lines += [f"Mail it would send is shown at {address(port)}/dev/mail/"]
    lines += [f"Mail comes in by LMTP on port {os.environ['INBOUND_PORT']}; `manage.py pretend_mail` writes some."]
    lines += ["Ctrl-C stops everything.", ""]
    return "\n".join(lines)


def address(port: int) -> str:
    """Name the site; an IP address cannot hold a passkey, so it is `localhost`."""
    return f"http://localhost:{port}"


def say(text: str, *, to: int = 1) -> None:
    """Print, at once; a terminal that is gone does not matter."""
    with suppress(OSError):
        os.write(to, f"{text}\n".encode())


def leave(signum: int, frame: FrameType | None) -> None:
    """End in order; once is enough."""
    for ending in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, signal.SIG_IGN)
    sys.exit(0)


if __name__ == "__main__":
    sys.exit(main(with_parent=sys.argv[1:] == ["--with-parent"]))
