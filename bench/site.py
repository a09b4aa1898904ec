"""A server to measure pages on: the real application with an empty page beside it."""

import http.client
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from time import perf_counter, sleep

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from accounts.models import User
from chapters.models import Chapter
from chapters.scope import chapter_scope
from members.models import Member, Office

SLUG = "chapter-1"
CLIENTS = 4
READY_SECONDS = 20


def president_cookie() -> str:
    """A signed-in session of the first chapter's president, as a cookie."""
    chapter = Chapter.objects.get(slug=SLUG)
    user = User.objects.create_user("president@chapter-1.example")
    with chapter_scope(chapter.pk):
        member = Member.objects.in_chapter(chapter).order_by("pk").first()
        member.user = user
        member.save()
        Office.objects.create(chapter=chapter, member=member, office="president", from_day="2020-01-01")
    session = SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = "accounts.backends.SignInBackend"
    session.create()
    return f"sessionid={session.session_key}"


@contextmanager
def served(workers: int = 1, **environment: str) -> Iterator[int]:
    """The port of a server whose workers have four threads each, on the database of this process."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "bench.wsgi", "--bind", f"127.0.0.1:{port}", "--no-control-socket"]
    process = subprocess.Popen(
        [*command, "--workers", str(workers), "--threads", str(CLIENTS), "--keep-alive", "60"],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "bench.settings", "CHAPTERHOUSE_MODE": "test"} | environment,
        stderr=subprocess.DEVNULL,
    )
    try:
        until = perf_counter() + READY_SECONDS
        while perf_counter() < until:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait(10)


def throughput(port: int, path: str, cookie: str, requests: int) -> float:
    """Requests a second, by clients that keep their connections. Raises where a page is not answered with 200."""

    def ask(_: int) -> None:
        connection = http.client.HTTPConnection("localhost", port)
        for _number in range(requests // CLIENTS):
            connection.request("GET", path, headers={"Cookie": cookie, "Accept-Encoding": "gzip"})
            answer = connection.getresponse()
            answer.read()
            if answer.status != http.HTTPStatus.OK:
                raise RuntimeError(f"{path} answered {answer.status}")
        connection.close()

    begun = perf_counter()
    with ThreadPoolExecutor(CLIENTS) as clients:
        list(clients.map(ask, range(CLIENTS)))
    return requests / (perf_counter() - begun)
