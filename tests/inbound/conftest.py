"""A chapter that gets mail, and the people who write it."""

from datetime import date

import pytest

from inbound import turns
from inbound.actions.own_address import give_addresses
from inbound.models import Draft, InboundMessage, MailAddress
from inbound.receiving import receive
from inbound.values import Door
from notices.models import Notice
from tests import factories
from tests.inbound.postroom import AT, CHAPTER, DOMAIN, FULL, look_here, zone


@pytest.fixture(autouse=True)
def _inbound(settings):
    settings.INBOUND_DOMAIN = DOMAIN
    settings.INBOUND_ZONE_FILE = zone()
    settings.INBOUND_RECEIVER = "mx.chapterhouse.example"


@pytest.fixture
def in_this_process(monkeypatch):
    """Mail is looked into here, where a run in full has a child do it."""
    if not FULL:
        monkeypatch.setattr(turns, "look_into", look_here)


@pytest.fixture
def people(chapter, member, officer):
    """Who writes: members of several domains, one who left, and one with a second address proved and one not."""
    member.user.emailaddress_set.create(email="ben@elsewhere.example", verified=True)
    member.user.emailaddress_set.create(email="unproved@elsewhere.example", verified=False)
    made = {"ben": member, "amara": officer}
    for name in ("kim@my-shop", "dee@strict", "sol@silent", "tia@twice", "tom@tested", "bo@broken", "eva@evil"):
        made[name.split("@")[0]] = factories.MemberFactory(chapter=chapter, email=f"{name}.example")
    made["jo"] = factories.MemberFactory(chapter=chapter, email="jo@xn--mnchen-3ya.example")
    made["left"] = factories.MemberFactory(
        chapter=chapter, email="left@riverside.example", stay__left_on=date(2026, 3, 1)
    )
    give_addresses(chapter=chapter, at=AT)
    return made


@pytest.fixture
def own_address(chapter):
    """A member's secret address."""

    def found(member) -> str:
        token = MailAddress.objects.in_chapter(chapter).get(member=member).token
        return f"riverside.{token}@{DOMAIN}"

    return found


@pytest.fixture
def arrives(chapter):
    """A mail comes in and is read; what became of it."""

    def read(raw, *, recipient=CHAPTER, return_path: str | None = "ben@riverside.example", at=AT) -> InboundMessage:
        assert receive(raw=raw, recipient=recipient, return_path=return_path, at=at) is not Door.NOBODY
        turns.read_waiting(chapter.pk)
        return InboundMessage.objects.in_chapter(chapter).latest("pk")

    return read


@pytest.fixture
def told(chapter):
    """The notices there are: kind and address."""

    def found() -> list[tuple[str, str]]:
        rows = Notice.objects.in_chapter(chapter).order_by("pk").values_list("kind", "email")
        return [row for row in rows if row[0] in {"mail_read", "mail_in_your_name", "word_on_slip"}]

    return found


@pytest.fixture
def drafts(chapter):
    """The texts of all drafts, in order."""

    def found() -> list[str]:
        return list(Draft.objects.in_chapter(chapter).order_by("pk").values_list("need", flat=True))

    return found
