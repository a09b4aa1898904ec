"""F15: a web worker is killed at six points of passing a slip: it is passed whole or not at all, a retry passes it."""

import http.client
import os
import socket
import subprocess
import sys
import time
from urllib.parse import quote, urlencode

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from chapters.scope import chapter_scope
from notices.models import Notice
from referrals.models import Slip, SlipEvent
from tests import factories
from tests.faults.scale import times
from tests.referrals import typed

TOKEN = "a" * 32
READY_SECONDS = 60
POINTS = ("request read", "before the slip", "after the slip", "after the notice", "before commit", "after commit")


def address_of_test_database():
    to = connection.settings_dict
    who = quote(to["USER"]) + (f":{quote(to['PASSWORD'])}" if to["PASSWORD"] else "")
    return f"postgresql://{who}@/{to['NAME']}?host={quote(to['HOST'])}&port={to['PORT']}"


@pytest.fixture
def port(transactional_db):
    """Where gunicorn serves the test's database with one worker, which it replaces whenever it dies."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number = free.getsockname()[1]
    environment = os.environ | {"DATABASE_URL": address_of_test_database(), "CHAPTERHOUSE_MODE": "test"}
    command = ["gunicorn", "tests.faults.victim", "--bind", f"127.0.0.1:{number}", "--preload", "--no-control-socket"]
    server = subprocess.Popen([sys.executable, "-m", *command], env=environment, cwd=settings.ROOT)
    try:
        deadline = time.monotonic() + READY_SECONDS
        while socket.socket().connect_ex(("127.0.0.1", number)):
            assert server.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.1)
        yield number
    finally:
        server.terminate()
        server.wait(30)


def post(port, session, data, kill_at=""):
    """The answer's status and where it leads; None where the connection broke."""
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": f"sessionid={session}; csrftoken={TOKEN}",
        "X-Kill-At": kill_at,
    }
    try:
        client.request("POST", "/c/riverside/pass/", urlencode(data | {"csrfmiddlewaretoken": TOKEN}), headers)
        answer = client.getresponse()
        return answer.status, answer.headers["Location"]
    except (http.client.RemoteDisconnected, ConnectionResetError):
        return None
    finally:
        client.close()


def stored(chapter, data):
    """How many slips, notices and rows of the trail there are for this sending."""
    with chapter_scope(chapter.pk):
        slips = Slip.objects.in_chapter(chapter).filter(uuid=data["uuid"])
        keys = list(slips.values_list("pk", flat=True))
        notices = Notice.objects.in_chapter(chapter).filter(about=f"slip {data['uuid']}")
        return len(keys), notices.count(), SlipEvent.objects.in_chapter(chapter).filter(pgh_obj__in=keys).count()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_a_worker_killed_while_a_slip_is_passed(port):
    chapter = factories.ChapterFactory(slug="riverside", name="Riverside")
    with chapter_scope(chapter.pk):
        giver, receiver = (factories.MemberFactory(chapter=chapter) for _ in range(2))
    client = Client()
    client.force_login(giver.user)
    session = client.cookies["sessionid"].value
    for _ in range(times(20, 1)):
        for point in POINTS:
            data = typed.referral(receiver)
            assert post(port, session, data, kill_at=point) is None, point
            assert stored(chapter, data) == ((1, 1, 1) if point == "after commit" else (0, 0, 0)), point
            assert post(port, session, data) == (303, f"/c/riverside/slips/{data['uuid']}/"), point
            assert stored(chapter, data) == (1, 1, 1), point
