"""Answering an ask: who reads it, on what basis somebody's details are kept, and what becomes of it."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from chapters.clock import now
from notices import kinds
from notices.models import Notice
from referrals.actions.answering import NotAgreed, Unreachable, answer_ask
from referrals.models import Answer, Ask, Slip
from referrals.models.asks import AskMoved
from referrals.values import Sending, Vouched
from tests import factories

ASKS = "/c/riverside/asks/"
PERSON = ("Joan Achterberg", "900190", "joan@achterberg.example")


def vouch(**changes):
    """An answer with somebody, complete and right."""
    return {
        "uuid": str(uuid.uuid4()),
        "how": "vouch",
        "person": "Joan Achterberg",
        "phone": "+44 7700 900190",
        "email": "joan@achterberg.example",
        "words": "She is quick.",
        "agreed": "on",
    } | changes


def introduce(**changes):
    """An answer without a name."""
    return {"uuid": str(uuid.uuid4()), "how": "introduce", "words": "I met one."} | changes


@pytest.fixture
def ask(chapter, member):
    """An open ask of the member's."""
    return factories.AskFactory(chapter=chapter, asker=member, text="… lays floors?")


@pytest.fixture
def answered(chapter, ask, receiver):
    """The receiver vouched for somebody."""
    return factories.AnswerFactory(
        chapter=chapter, ask=ask, answerer=receiver, person=PERSON[0], phone=PERSON[1], agreed_at=now()
    )


def test_the_asker_and_the_answerer_read_an_answer_and_nobody_else(
    chapter, member, receiver, bystander, officer, ask, sign_in
):
    page = f"{ASKS}{ask.uuid}/"
    assert sign_in(receiver).post(f"{page}answer/", vouch()).status_code == 303
    for reader, reads in ((member, True), (receiver, True), (bystander, False), (officer, False)):
        client = sign_in(reader)
        for path in (page, ASKS, "/c/riverside/"):
            shown = client.get(path).content.decode()
            assert all((word in shown) is (reads and path == page) for word in PERSON), (reader, path)
        assert bool(client.get(page).context["cards"]) is reads


def test_without_the_guard_an_officer_would_read_it(officer, ask, answered, sign_in, monkeypatch):
    assert PERSON[0] not in sign_in(officer).get(f"{ASKS}{ask.uuid}/").content.decode()
    monkeypatch.setattr("referrals.querysets_asks.AnswerQuerySet.read_by", lambda rows, member: rows)
    assert PERSON[0] in sign_in(officer).get(f"{ASKS}{ask.uuid}/").content.decode()


@pytest.mark.parametrize("missing", [{"agreed": ""}, {"phone": "", "email": ""}, {"person": ""}])
def test_without_their_yes_or_a_way_to_reach_them_nothing_is_kept(chapter, receiver, ask, sign_in, missing):
    """F55."""
    client, path = sign_in(receiver), f"{ASKS}{ask.uuid}/answer/"
    answer = client.post(path, vouch(**missing))
    assert answer.status_code == 422
    assert "She is quick." in answer.content.decode()
    assert not Answer.objects.in_chapter(chapter).exists()
    assert not Notice.objects.in_chapter(chapter).exists()
    assert client.post(path, vouch()).status_code == 303
    assert Answer.objects.in_chapter(chapter).get().agreed_at is not None


def test_the_act_and_the_database_refuse_it_too(chapter, receiver, ask):
    """F55: whatever entrance is built next."""
    given = {"ask": ask, "words": "", "by": receiver, "at": now()}
    somebody = Vouched("Joan Achterberg", phone="900190")
    with pytest.raises(NotAgreed):
        answer_ask(vouched=somebody, agreed=False, sending=Sending(uuid.uuid4()), **given)
    with pytest.raises(Unreachable):
        answer_ask(vouched=Vouched("Joan"), agreed=True, sending=Sending(uuid.uuid4()), **given)
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.AnswerFactory(chapter=chapter, ask=ask, answerer=receiver, person="Joan")
    assert answer_ask(vouched=somebody, agreed=True, sending=Sending(uuid.uuid4()), **given).person


@pytest.mark.parametrize("words", ["Call Joan on 07700 900190", "joan@achterberg.example is good"])
def test_no_details_come_in_beside_the_tick(chapter, receiver, ask, sign_in, words):
    """F55: an introduction, and the words of any answer, hold nobody's number or address."""
    client, path = sign_in(receiver), f"{ASKS}{ask.uuid}/answer/"
    assert client.post(path, introduce(words=words)).status_code == 422
    assert client.post(path, vouch(words=words)).status_code == 422
    assert client.post(path, introduce(person="Joan", phone="900190", agreed="on")).status_code == 303
    stored = Answer.objects.in_chapter(chapter).get()
    assert (stored.person, stored.phone, stored.agreed_at, stored.words) == ("", "", None, "I met one.")


def test_the_asker_is_told_once_and_no_mail_says_who_it_is(chapter, member, receiver, ask, sign_in):
    data = vouch()
    for _ in range(2):
        assert sign_in(receiver).post(f"{ASKS}{ask.uuid}/answer/", data).status_code == 303
    assert sign_in(receiver).post(f"{ASKS}{ask.uuid}/answer/", data | {"person": "Jo"}).status_code == 422
    assert Answer.objects.in_chapter(chapter).count() == 1
    notice = Notice.objects.in_chapter(chapter).get()
    assert (notice.kind, notice.email) == ("ask_answered", member.email)
    told = kinds.find("ask_answered").kind
    assert told.still_due(notice, now()) == ""
    mail = told.render(notice)
    assert mail.subject == "Freya Lindqvist answers your ask"
    assert not [word for word in (*PERSON, "quick") if word in f"{mail.subject} {mail.text}"]
    answer = Answer.objects.in_chapter(chapter).get()
    sign_in(receiver).post(f"/c/riverside/answers/{answer.uuid}/take-back/")
    assert told.still_due(notice, now()) == "taken back"


def test_nobody_answers_themselves_or_what_has_ended(chapter, member, receiver, ask, sign_in):
    path = f"{ASKS}{ask.uuid}/answer/"
    sign_in(member).post(path, introduce())
    ask.end("found", now())
    shown = sign_in(receiver).post(path, introduce(), follow=True)
    assert "This ask has ended meanwhile." in shown.content.decode()
    assert not Answer.objects.in_chapter(chapter).exists()
    ask.open_again()
    sign_in(receiver).post(path, introduce())
    assert Answer.objects.in_chapter(chapter).count() == 1


def test_one_tap_makes_it_a_referral_that_names_the_ask(chapter, member, receiver, ask, answered, sign_in):
    path = f"/c/riverside/answers/{answered.uuid}/pass/"
    client = sign_in(receiver)
    first = client.post(path, {"warmth": "3"})
    assert client.post(path, {"warmth": "3"}).url == first.url
    slip = Slip.objects.in_chapter(chapter).get()
    assert (slip.giver, slip.receiver, slip.prospect, slip.prospect_phone, slip.need, slip.warmth) == (
        receiver,
        member,
        "Joan Achterberg",
        "900190",
        "… lays floors?",
        3,
    )
    told = Notice.objects.in_chapter(chapter).filter(kind="referral_passed")
    assert told.get().email == member.email
    page = sign_in(member).get(first.url).content.decode()
    assert f"{ASKS}{ask.uuid}/" in page
    assert first.url in sign_in(member).get(f"{ASKS}{ask.uuid}/").content.decode()
    client.post(f"/c/riverside/answers/{answered.uuid}/take-back/")
    assert Answer.objects.in_chapter(chapter).exists()


def test_two_devices_that_pass_the_same_answer_at_once_pass_one(chapter, receiver, ask, answered, sign_in, monkeypatch):
    path = f"/c/riverside/answers/{answered.uuid}/pass/"
    client = sign_in(receiver)
    client.post(path, {"warmth": "3"})
    Answer.objects.in_chapter(chapter).update(slip=None)  # as the other device had read it
    assert client.post(path, {"warmth": "3"}).status_code == 303
    assert client.post(path, {"warmth": "4"}).status_code in {302, 422}
    assert Slip.objects.in_chapter(chapter).count() == 1


def test_an_introduction_becomes_a_referral_once_there_is_a_name(chapter, member, receiver, ask, sign_in):
    client = sign_in(receiver)
    client.post(f"{ASKS}{ask.uuid}/answer/", introduce())
    path = f"/c/riverside/answers/{Answer.objects.in_chapter(chapter).get().uuid}/pass/"
    assert client.get(path).status_code == 200
    assert client.post(path, {"warmth": "3"}).status_code == 422
    typed = {"warmth": "3", "prospect": "Joan", "prospect_phone": "900190", "need": "a floor", "use_name": "ask"}
    assert client.post(path, typed).status_code == 303
    slip = Slip.objects.in_chapter(chapter).get()
    assert (slip.prospect, slip.need, slip.use_name, slip.receiver) == ("Joan", "a floor", "ask", member)


@pytest.mark.parametrize("act", ["pass/", "take-back/"])
def test_only_its_author_makes_something_of_an_answer(chapter, member, receiver, bystander, answered, sign_in, act):
    path = f"/c/riverside/answers/{answered.uuid}/{act}"
    assert sign_in(bystander).post(path, {"warmth": "3"}).status_code == 404
    assert sign_in(member).post(path, {"warmth": "3"}).status_code == 403
    assert Answer.objects.in_chapter(chapter).get().slip is None
    assert sign_in(receiver).post(path, {"warmth": "3"}).status_code == 303


def test_the_asker_left_so_nothing_can_be_passed(chapter, member, receiver, answered, sign_in):
    member.stays.update(left_on=chapter.today(now()))
    answer = sign_in(receiver).post(f"/c/riverside/answers/{answered.uuid}/pass/", {"warmth": "3"})
    assert answer.status_code == 422
    assert not Slip.objects.in_chapter(chapter).exists()


def test_the_asker_thanks_the_answerer(member, receiver, ask, answered, sign_in):
    client = sign_in(member)
    card = client.get(f"{ASKS}{ask.uuid}/").context["cards"][0]
    assert card.thanks == f"/c/riverside/thanks/?to={receiver.pk}"
    assert f'value="{receiver.pk}" required checked' in client.get(card.thanks).content.decode()


def test_what_ended_a_moment_ago_refuses_even_where_the_page_is_stale(chapter, receiver, ask):
    Ask.objects.in_chapter(chapter).update(need_by=chapter.today(now()) - timedelta(days=1))
    with pytest.raises(AskMoved):
        answer_ask(ask=ask, vouched=None, agreed=False, words="", sending=Sending(uuid.uuid4()), by=receiver, at=now())
    assert not Answer.objects.in_chapter(chapter).exists()
