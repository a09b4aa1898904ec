"""My little black book: its owner's alone, told to nobody, two taps from an answer."""

import io
import uuid
from datetime import timedelta

import pytest
from django.core.management import call_command

from chapters.clock import now
from chapters.scope import chapter_scope
from notices import kinds
from notices.models import Notice
from referrals.actions.door import put_out
from referrals.actions.prospects import object_to
from referrals.models import Answer, Ask, TrustedPerson
from referrals.trades import fits
from tests import factories

BOOK = "/c/riverside/book/"
ASKS = "/c/riverside/asks/"
SECRETS = ("Marta Kos", "900180", "marta@kos.example")


def typed(**changes):
    """Somebody, complete and right."""
    return {"uuid": str(uuid.uuid4()), "name": "Marta Kos", "trade": "Plumber", "phone": "900180"} | changes


@pytest.fixture
def marta(chapter, member):
    """A plumber in the member's book."""
    return factories.TrustedPersonFactory(chapter=chapter, owner=member, email="marta@kos.example")


@pytest.fixture
def ask(chapter, receiver):
    """Somebody else looks for a plumber."""
    return factories.AskFactory(chapter=chapter, asker=receiver, text="… is a PLUMBER, and kind?")


def put(chapter, person, sign_in, text):
    """An ask, as somebody puts it."""
    need_by = chapter.today(now()) + timedelta(days=10)
    data = {"uuid": str(uuid.uuid4()), "text": text, "need_by": need_by.isoformat()}
    assert sign_in(person).post(f"{ASKS}new/", data).status_code == 303
    return Ask.objects.in_chapter(chapter).get(uuid=data["uuid"])


def test_somebody_is_written_down_once_changed_and_taken_out(chapter, member, sign_in):
    client, data = sign_in(member), typed()
    assert [client.post(BOOK, data).status_code for _ in range(2)] == [303, 303]
    assert client.post(BOOK, data | {"name": "Else"}).status_code == 422
    kept = TrustedPerson.objects.in_chapter(chapter).get()
    path = f"{BOOK}{kept.uuid}/"
    assert client.post(path, typed(trade="heating")).status_code == 303
    kept.refresh_from_db()
    assert (kept.name, kept.trade) == ("Marta Kos", "heating")
    assert "Marta Kos" in client.get(BOOK).content.decode()
    client.post(f"{path}forget/")
    assert not TrustedPerson.objects.in_chapter(chapter).exists()


def test_nobody_else_opens_it_whatever_their_office(chapter, member, officer, receiver, marta, sign_in):
    """F35."""
    path = f"{BOOK}{marta.uuid}/"
    for person in (officer, receiver):
        client = sign_in(person)
        assert not [word for word in SECRETS if word in client.get(BOOK).content.decode()]
        for answer in (client.get(path), client.post(path, typed()), client.post(f"{path}forget/")):
            assert (answer.status_code, answer.content) == (404, client.get(f"{BOOK}{uuid.uuid4()}/").content)
    assert TrustedPerson.objects.in_chapter(chapter).get().name == "Marta Kos"
    assert sign_in(member).get(path).status_code == 200


def test_without_the_guard_an_officer_would_read_it(officer, marta, sign_in, monkeypatch):
    assert "Marta Kos" not in sign_in(officer).get(BOOK).content.decode()
    monkeypatch.setattr("referrals.querysets_asks.TrustedPersonQuerySet.kept_by", lambda rows, owner: rows)
    assert "Marta Kos" in sign_in(officer).get(BOOK).content.decode()


def test_no_list_page_or_export_of_the_chapter_shows_or_counts_it(
    chapter, member, officer, network_admin, marta, ask, sign_in, tmp_path
):
    """F35: pages of officers, the member's own page as others see it, the lists, the archive, the network."""
    client = sign_in(officer)
    for path in ("", "me/", "members/", f"members/{member.pk}/", "set-up/members/", "export/", "export/lists/", ASKS):
        shown = client.get(path if path.startswith("/") else f"/c/riverside/{path}").content
        assert not [word for word in SECRETS if word.encode() in shown], path
    assert "900180" not in sign_in(network_admin).get("/n/harbour/").content.decode()
    call_command("export_chapter", "riverside", str(tmp_path), stdout=io.StringIO())
    written = [file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()]
    assert written
    assert not [word for word in SECRETS if any(word.encode() in content for content in written)]


def test_when_an_ask_fits_its_owner_alone_is_told_and_not_who_it_is(chapter, member, officer, receiver, marta, sign_in):
    asked = put(chapter, receiver, sign_in, "… knows an honest plumber?")
    put(chapter, receiver, sign_in, "… paints?")
    put(chapter, member, sign_in, "… is a plumber?")
    notice = Notice.objects.in_chapter(chapter).get()
    assert (notice.kind, notice.email, notice.subject) == ("ask_fits", member.email, asked.pk)
    told = kinds.find("ask_fits").kind
    assert told.still_due(notice, now()) == ""
    mail = told.render(notice)
    assert not [word for word in SECRETS if word in f"{mail.subject} {mail.text}"]
    assert mail.act.address.endswith(f"/asks/{asked.uuid}/")
    asked.end("found", now())
    assert told.still_due(notice, now()) == "the ask has ended"


def test_whoever_left_is_told_nothing_of_their_book(chapter, member, receiver, marta, sign_in):
    member.stays.update(left_on=chapter.today(now()))
    put(chapter, receiver, sign_in, "… knows an honest plumber?")
    assert not Notice.objects.in_chapter(chapter).exists()


def test_answering_out_of_the_book_is_a_tick_and_a_tap(chapter, member, receiver, marta, ask, sign_in):
    client, path = sign_in(member), f"{ASKS}{ask.uuid}/"
    assert "Answer with Marta Kos" in client.get(path).content.decode()
    assert "Marta" not in sign_in(receiver).get(path).content.decode()
    data = {"uuid": str(uuid.uuid4()), "trusted": str(marta.uuid)}
    refused = client.post(f"{path}answer/", data)
    assert refused.status_code == 422
    assert "Without their yes nothing of them is kept." in refused.content.decode()
    assert not Answer.objects.in_chapter(chapter).exists()
    for _ in range(2):
        assert client.post(f"{path}answer/", data | {"agreed": "on"}).status_code == 303
    answer = Answer.objects.in_chapter(chapter).get()
    assert (answer.person, answer.phone, answer.email) == ("Marta Kos", marta.phone, "marta@kos.example")
    assert answer.agreed_at is not None
    assert "Marta Kos" in sign_in(receiver).get(path).content.decode()


def test_nobody_answers_out_of_another_book(chapter, member, bystander, stranger, marta, ask, sign_in):
    with chapter_scope(stranger.chapter_id):
        foreign = factories.TrustedPersonFactory(chapter=stranger.chapter, owner=stranger)
    path = f"{ASKS}{ask.uuid}/answer/"
    for named in (marta.uuid, foreign.uuid, uuid.uuid4(), "nonsense"):
        data = {"uuid": str(uuid.uuid4()), "trusted": str(named), "agreed": "on"}
        assert sign_in(bystander).post(path, data).status_code == 404
    assert not Answer.objects.in_chapter(chapter).exists()
    data = {"uuid": str(uuid.uuid4()), "trusted": str(marta.uuid), "agreed": "on"}
    assert sign_in(member).post(path, data).status_code == 303


def test_somebody_who_cannot_be_reached_is_written_down_first(chapter, member, marta, ask, sign_in):
    TrustedPerson.objects.in_chapter(chapter).update(phone="", email="")
    client = sign_in(member)
    shown = client.get(f"{ASKS}{ask.uuid}/").content.decode()
    assert "Answer with" not in shown
    assert f"{BOOK}{marta.uuid}/" in shown
    data = {"uuid": str(uuid.uuid4()), "trusted": str(marta.uuid), "agreed": "on"}
    client.post(f"{ASKS}{ask.uuid}/answer/", data)
    assert not Answer.objects.in_chapter(chapter).exists()


def test_an_ask_of_the_network_shows_who_fits_to_the_reader_alone(chapter, stranger, ask, sign_in):
    with chapter_scope(stranger.chapter_id):
        factories.TrustedPersonFactory(chapter=stranger.chapter, owner=stranger)
        colleague = factories.MemberFactory(chapter=stranger.chapter)
    put_out(ask=ask, at=now())
    page = f"/c/lakeside/asks/network/{ask.in_network.get().key}/"
    assert "Marta Kos" in sign_in(stranger).get(page).content.decode()
    assert "Marta Kos" not in sign_in(colleague).get(page).content.decode()


@pytest.mark.parametrize(
    ("trade", "text", "fit"),
    [
        ("Plumber", "… knows two plumbers?", True),
        ("plumbers", "A PLUMBER, please", True),
        ("Élagueur", "un elagueur", True),
        ("tax adviser", "an adviser on tax", True),
        ("tax adviser", "an adviser", False),
        ("plumber, heating", "heating for a barn", True),
        ("wills & probate", "help with probate", True),
        ("roof", "a proofreader", False),
        ("%", "anything", False),
        ("_", "a b c", False),
        ("", "anything", False),
        (".*", "anything", False),
        ("IT", "it leaks", False),
        ("IT", "somebody for IT?", True),
    ],
)
def test_a_trade_fits_by_whole_words_and_no_sign_means_anything(trade, text, fit):
    assert fits(trade, text) is fit


@pytest.mark.parametrize("many", [1, 40])
def test_it_takes_at_most_eight_statements(chapter, member, ask, marta, sign_in, at_most, many):
    for number in range(many):
        factories.TrustedPersonFactory(chapter=chapter, owner=member, name=f"Person {number}")
    client = sign_in(member)
    for path in (BOOK, f"{BOOK}{marta.uuid}/", f"{ASKS}{ask.uuid}/"):
        with at_most(8):
            assert client.get(path).status_code == 200


def test_whoever_objected_is_not_written_down(chapter, member, receiver, referral, marta, sign_in):
    """F56: neither new nor into one that is there; a late repeat of the first is answered as it was."""
    client, late = sign_in(member), typed(phone="+44 7700 900123")
    assert client.post(BOOK, late).status_code == 303
    object_to(chapter=chapter, slip=referral, at=now())
    paths = (BOOK, f"{BOOK}{marta.uuid}/")
    for path in paths:
        answer = client.post(path, typed(phone="07700 900123"))
        assert (answer.status_code, "not to keep their details" in answer.content.decode()) == (422, True)
    assert list(TrustedPerson.objects.in_chapter(chapter)) == [marta]
