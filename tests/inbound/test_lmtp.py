"""The door for mail: a mail server hands mail over by LMTP, and hears of each recipient what became of it."""

import asyncio
import smtplib
import threading
from contextlib import contextmanager

import pytest

from chapters.scope import chapter_scope
from inbound import lmtp
from inbound.lmtp import LARGEST, MailDoor, MailHandler
from inbound.models import InboundMessage
from tests import factories
from tests.inbound.postroom import CHAPTER, DOMAIN, mail

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


@contextmanager
def door(largest=LARGEST):
    """The door, on a free port."""
    loop, ready = asyncio.new_event_loop(), threading.Event()
    port = []

    async def serve():
        handler = MailHandler()
        server = await loop.create_server(
            lambda: MailDoor(handler, data_size_limit=largest, enable_SMTPUTF8=True, loop=loop), "127.0.0.1", 0
        )
        port.append(server.sockets[0].getsockname()[1])
        ready.set()

    thread = threading.Thread(target=lambda: (loop.run_until_complete(serve()), loop.run_forever()), daemon=True)
    thread.start()
    assert ready.wait(10)
    try:
        with smtplib.LMTP("127.0.0.1", port[0], timeout=20) as client:
            yield client
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)


@pytest.fixture
def riverside():
    return factories.ChapterFactory(slug="riverside", name="Riverside")


def stored(chapter):
    with chapter_scope(chapter.pk):
        return list(InboundMessage.objects.in_chapter(chapter).order_by("pk"))


def handed_over(client, recipients, raw, path="ben@riverside.example"):
    """What the door says: of each recipient, then of each that was taken down."""
    client.ehlo_or_helo_if_needed()
    client.mail(path)
    at_rcpt = [client.rcpt(recipient)[0] for recipient in recipients]
    taken = at_rcpt.count(250)
    client.putcmd("data")
    if client.getreply()[0] != 354:
        return at_rcpt, []
    client.send(raw.replace(b"\r\n.", b"\r\n..") + b".\r\n")
    return at_rcpt, [client.getreply()[0] for _ in range(taken)]


def test_a_mail_is_stored_as_it_came_and_again_is_the_same(riverside):
    raw = mail("A lead.\n.\nA dot.")
    with door() as client:
        for _ in range(2):
            assert handed_over(client, [CHAPTER.upper()], raw) == ([250], [250])
        handed_over(client, [CHAPTER], mail(number=2), path="")
    first, second = stored(riverside)
    assert (bytes(first.raw), first.return_path, first.recipient) == (raw, "ben@riverside.example", CHAPTER)
    assert (second.return_path, second.state) == ("", "stored")


def test_an_envelope_in_an_old_charset_is_stored_too(riverside):
    with door() as client:
        client.ehlo_or_helo_if_needed()
        client.command_encoding = "latin-1"
        assert handed_over(client, [CHAPTER], mail(), path="müller@riverside.example") == ([250], [250])
    assert stored(riverside)[0].return_path == "m?ller@riverside.example"


def test_each_recipient_gets_an_answer_of_its_own(riverside):
    lakeside = factories.ChapterFactory(slug="lakeside")
    people = [CHAPTER, f"nobody@{DOMAIN}", f"riverside.guess@{DOMAIN}", f"lakeside@{DOMAIN}", "x@elsewhere.example"]
    with door() as client:
        assert handed_over(client, people, mail()) == ([250, 550, 550, 250, 550], [250, 250])
    assert len(stored(riverside)) == len(stored(lakeside)) == 1


def test_f54_what_is_too_large_is_refused_for_every_recipient_and_the_next_is_taken(riverside):
    factories.ChapterFactory(slug="lakeside")
    with door(largest=20_000) as client:
        assert client.ehlo_or_helo_if_needed() is None
        assert client.esmtp_features["size"] == "20000"
        assert client.docmd(f"MAIL FROM:<ben@riverside.example> SIZE={LARGEST}")[0] == 552
        large = mail("A lead.\n" * 5000)
        assert handed_over(client, [CHAPTER, f"lakeside@{DOMAIN}"], large) == ([250, 250], [552, 552])
        assert handed_over(client, [CHAPTER], mail()) == ([250], [250])
    assert len(stored(riverside)) == 1
    assert LARGEST == 30 * 1024 * 1024


def test_a_line_too_long_is_refused_and_the_next_mail_taken(riverside, monkeypatch):
    monkeypatch.setattr(MailDoor, "line_length_limit", 2000)
    with door() as client:
        assert handed_over(client, [CHAPTER], mail("x" * 5000)) == ([250], [500])
        assert handed_over(client, [CHAPTER], mail()) == ([250], [250])


def test_while_the_database_is_away_the_mail_server_keeps_the_mail(riverside, monkeypatch):
    def away(**_mail):
        raise OSError("away")

    monkeypatch.setattr(lmtp, "receive", away)
    with door() as client:
        assert handed_over(client, [CHAPTER], mail()) == ([250], [451])
