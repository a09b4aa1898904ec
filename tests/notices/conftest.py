"""A mail server of this test's own, a clock it sets, and one kind of notice."""

from datetime import UTC, datetime, timedelta

import pytest

from notices import kinds
from notices.actions import tell
from notices.post import Post
from notices.values import Act, Mail, Recipient
from tests.notices.mailbox import Mailbox, mail_server

AT = datetime(2026, 3, 3, 9, tzinfo=UTC)


class Clock:
    """The database's clock, as this test sets it."""

    def __init__(self) -> None:
        self.at = AT

    def __call__(self) -> datetime:
        return self.at

    def later(self, **length: float) -> None:
        self.at += timedelta(**length)


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr("chapters.clock.tick", clock)
    return clock


@pytest.fixture
def mailbox(settings):
    """Mail goes there by SMTP."""
    with mail_server(Mailbox()) as box:
        settings.EMAIL_BACKEND = "notices.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", box.port
        settings.EMAIL_TIMEOUT = 2
        Post._closed_until = 0.0
        yield box


class Greeting:
    """A kind of notice whose answers a test sets."""

    late = ""
    broken = False

    def still_due(self, notice, at):
        return Greeting.late

    def render(self, notice):
        if Greeting.broken:
            raise ZeroDivisionError
        return Mail("Good morning", f"Hello {notice.about}.\n\n- one\n- two", act=Act("Open", "http://localhost/x"))


@pytest.fixture
def greeting(monkeypatch):
    monkeypatch.setitem(kinds._kinds, "greeting", kinds.Registered(Greeting(), "greetings"))
    monkeypatch.setattr(Greeting, "late", "")
    monkeypatch.setattr(Greeting, "broken", False)
    return Greeting


@pytest.fixture
def told(chapter, clock, greeting):
    """Ben is told good morning."""
    tell(chapter=chapter, kind="greeting", about="Ben", to=Recipient("ben@riverside.example"), at=clock.at)
    return chapter.notices.get()
