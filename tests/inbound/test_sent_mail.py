"""From the receipt: one tap shares; a mail nobody proved waits until its sender says that they wrote it (F52)."""

from datetime import date

import pytest

from inbound.addresses import place_of
from inbound.models import Draft, InboundMessage
from inbound.tokens import sent_mail_path
from members.models import Stay
from notices import kinds
from notices.models import Notice
from referrals.models import Slip
from tests.inbound.postroom import AT, SIGNED, look_here, mail

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_this_process", "people")]
TWO = "The bakery needs an oven.\n\nThe school, 020 7946 0123, wants a fence."


@pytest.fixture
def leads(chapter):
    def found() -> list[tuple[str, object]]:
        return list(Slip.objects.in_chapter(chapter).leads().order_by("pk").values_list("need", "given_at"))

    return found


@pytest.fixture
def page_of(chapter):
    return lambda message: sent_mail_path(chapter, message.pk)


@pytest.fixture
def receipt(chapter):
    """The newest mail that would be sent about a mail."""

    def rendered():
        notice = Notice.objects.in_chapter(chapter).latest("pk")
        kind = kinds.find(notice.kind).kind
        return None if kind.still_due(notice, AT) else kind.render(notice)

    return rendered


def test_one_tap_in_the_receipt_shares_and_a_second_tap_changes_nothing(client, arrives, receipt, leads, page_of):
    message = arrives(mail(TWO))
    said = receipt()
    assert said.act.address.endswith(page_of(message))
    assert "1 lead from your mail is ready" in said.text
    assert "1 needs a change first" in said.text
    assert "bakery" not in f"{said.subject} {said.text}"
    for _ in range(2):
        assert "Share 1 lead" in client.get(page_of(message)).text
        assert leads() == []
    assert "1 lead is with the chapter." in client.post(page_of(message), {"share": "yes"}).text
    assert leads() == [("The bakery needs an oven.", AT)]
    again = client.post(page_of(message), {"share": "yes"})
    assert (again.status_code, len(leads())) == (200, 1)
    assert "020 7946 0123" in client.get(page_of(message)).text


def test_a_receipt_is_not_sent_once_everything_is_decided(client, arrives, receipt, page_of):
    message = arrives(mail())
    client.post(page_of(message), {"share": "yes"})
    assert receipt() is None


def test_thrown_away_is_gone(client, arrives, leads, page_of, chapter):
    message = arrives(mail(TWO))
    assert "Thrown away." in client.post(page_of(message), {"discard": "yes"}).text
    client.post(page_of(message), {"share": "yes"})
    assert leads() == []
    assert set(Draft.objects.in_chapter(chapter).values_list("state", "need")) == {("discarded", "")}


def test_f52_a_forged_mail_waits_and_its_supposed_sender_alone_is_asked(client, arrives, receipt, leads, page_of, told):
    message = arrives(mail(by="evil.example"), return_path="eve@evil.example")
    assert (message.state, leads()) == ("quarantined", [])
    assert told() == [("mail_in_your_name", "ben@riverside.example")]
    said = receipt()
    assert "Did you write this" in said.subject
    assert "bakery" not in said.text
    assert "Yes, I wrote it" in client.get(page_of(message)).text
    assert "Yes, I wrote it" in client.post(page_of(message), {"share": "yes"}).text
    assert leads() == []


def test_who_says_that_they_wrote_it_gets_their_drafts(client, arrives, leads, page_of, receipt):
    message = arrives(mail(by=None))
    page = client.post(page_of(message), {"own": "yes"}).text
    assert "Share 1 lead" in page
    assert receipt().act.address.endswith(page_of(message))
    assert leads() == []
    assert "You have decided about it already." in client.post(page_of(message), {"own": "yes"}).text
    assert "1 lead is with the chapter." in client.post(page_of(message), {"share": "yes"}).text
    assert len(leads()) == 1


def test_who_says_that_they_did_not_ends_it(client, arrives, leads, page_of, chapter):
    message = arrives(mail(by=None))
    assert "Thrown away." in client.post(page_of(message), {"disown": "yes"}).text
    client.post(page_of(message), {"own": "yes"})
    stored = InboundMessage.objects.in_chapter(chapter).get(pk=message.pk)
    assert (stored.state, bytes(stored.raw), stored.items, leads()) == ("discarded", b"", [], [])


def test_a_link_is_for_its_own_mail_and_chapter(client, arrives, page_of, other_chapter):
    path = page_of(arrives(mail()))
    for wrong in (path[:-3] + "/", path.replace("riverside", "lakeside"), "/c/riverside/sent-mail/1/"):
        assert client.get(wrong).status_code == 404
        assert client.post(wrong, {"share": "yes"}).status_code == 404


def test_f34_who_left_has_no_links_left(client, arrives, page_of, chapter, member, leads):
    path = page_of(arrives(mail()))
    Stay.objects.in_chapter(chapter).filter(member=member).update(left_on=date(2026, 3, 1))
    assert client.get(path).status_code == 404
    assert client.post(path, {"share": "yes"}).status_code == 404
    assert leads() == []


def test_sharing_at_once_where_the_member_chose_so(chapter, member, arrives, leads, receipt):
    member.mail_addresses.update(at_once=True)
    assert arrives(mail("The bakery needs an oven.")).state == "shared"
    assert "is shared with" in receipt().text
    assert arrives(mail(TWO, number=2)).state == "drafts"
    assert [need for need, _ in leads()] == ["The bakery needs an oven."] * 2
    assert "1 needs a change first" in receipt().text
    assert arrives(mail("The club wants a roof", by=None, number=3)).state == "quarantined"
    assert len(leads()) == 2


def test_what_nobody_proved_is_never_shared_at_once_and_is_read_in_full_first(arrives, member, client, page_of, leads):
    member.mail_addresses.update(at_once=True)
    message = arrives(mail(f"The bakery {'really ' * 80}needs an oven, and so do I.", by=None))
    assert "and so do I." in client.get(page_of(message)).text
    page = client.post(page_of(message), {"own": "yes"}).text
    assert "Look it over, and share it." in page
    assert "and so do I." in page
    assert "Share 1 lead" in page
    assert leads() == []


def test_f53_the_same_mail_twice_is_one_whatever_way_it_came(chapter, arrives, own_address, member, told):
    raw = mail()
    first = arrives(raw)
    again = arrives(b"Received: from elsewhere\r\n" + raw, recipient=own_address(member))
    assert (first.pk, Draft.objects.in_chapter(chapter).count(), len(told())) == (again.pk, 1, 1)


SIGNED_TOO = [
    ("spaces in the text", lambda raw: raw.replace(b" needs a", b"  needs\t a").replace(b"oven.", b"oven. \t ")),
    ("lines below the text", lambda raw: raw + b"\r\n\r\n"),
    ("spaces in the subject", lambda raw: raw.replace(b"Leads of the", b"Leads  of\r\n  the")),
    ("the letters of a header's name", lambda raw: raw.replace(b"Subject", b"SUBJECT")),
    ("another Message-ID", lambda raw: raw.replace(b"Message-ID: <1@", b"Message-ID: <2@")),
]


@pytest.mark.parametrize("change", [change for _, change in SIGNED_TOO], ids=[name for name, _ in SIGNED_TOO])
def test_f53_a_copy_changed_in_what_a_signature_does_not_mind_is_the_same_mail(change, chapter, member, arrives, leads):
    member.mail_addresses.update(at_once=True)
    raw = mail(signed=tuple(name for name in SIGNED if name != "message-id"))
    assert change(raw) != raw
    assert not look_here(change(raw), return_path="").doubt
    first, again = arrives(raw), arrives(change(raw))
    assert (first.pk, len(leads())) == (again.pk, 1)


def test_a_member_whose_machine_runs_wild_gets_few_receipts(arrives, told):
    for number in range(14):
        arrives(mail(number=number))
    assert len(told()) == 10


def test_a_forger_cannot_flood_a_member_with_questions(arrives, told):
    for number in range(9):
        assert arrives(mail(number=number, by=None)).state == "quarantined"
    assert len(told()) == 4


def test_f34_a_secret_address_is_dead_once_its_owner_left(chapter, member, officer, own_address, arrives):
    own = own_address(member)
    assert arrives(mail(to=own, sender="amara@riverside.example"), recipient=own).member == officer
    assert place_of(own.upper(), AT) is not None
    Stay.objects.in_chapter(chapter).filter(member=member).update(left_on=date(2026, 3, 3))
    assert place_of(own, AT) is None
    for nobody in (
        "riverside.wrong@in.chapterhouse.example",
        "riverside.@in.chapterhouse.example",
        "riverside@x.example",
    ):
        assert place_of(nobody, AT) is None
