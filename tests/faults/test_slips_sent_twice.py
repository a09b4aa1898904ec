"""F01 to F05: the phone makes the id, and one id is one slip."""

import threading
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from chapters.scope import chapter_scope
from notices.models import Notice
from referrals.models import Slip, ThankYou
from tests import factories
from tests.referrals import typed

PASS, THANKS, LEAD = "/c/riverside/pass/", "/c/riverside/thanks/", "/c/riverside/lead/"


@pytest.fixture
def receiver(chapter):
    return factories.MemberFactory(chapter=chapter, name="Freya Lindqvist", email="freya@riverside.example")


def test_a_retry_after_a_lost_reply_is_answered_the_same(chapter, member, receiver, sign_in):
    """F02."""
    client, data = sign_in(member), typed.referral(receiver)
    first, second = client.post(PASS, data), client.post(PASS, data)
    assert (first.status_code, first.url) == (second.status_code, second.url) == (303, second.url)
    assert Slip.objects.in_chapter(chapter).count() == Notice.objects.in_chapter(chapter).count() == 1


@pytest.mark.parametrize(("path", "typing"), [(PASS, typed.referral), (THANKS, typed.thanks)])
def test_a_retry_after_the_receiver_left_is_answered_the_same(chapter, member, receiver, sign_in, path, typing):
    """F02."""
    client, data = sign_in(member), typing(receiver)
    first = client.post(path, data)
    receiver.stays.update(left_on=chapter.today(datetime.now(UTC)))
    assert client.post(path, data).status_code == first.status_code == 303
    assert client.post(path, typing(receiver)).status_code == 422
    assert client.post(path, data | {"uuid": "nonsense"}).status_code == 422


def test_a_retry_says_the_same_in_other_letters(chapter, member, receiver, sign_in):
    """The same amount, line ends and edges written otherwise, at another time, are the same body."""
    client, data = sign_in(member), typed.thanks(receiver, amount="1,000", text="Thank you\r\nall")
    assert client.post(THANKS, data).status_code == 303
    again = data | {"amount": "1000.00", "text": " Thank you\nall ", "given_at": "2020-01-01T00:00:00Z"}
    assert client.post(THANKS, again | {"uuid": data["uuid"].upper()}).status_code == 303
    assert ThankYou.objects.in_chapter(chapter).count() == Notice.objects.in_chapter(chapter).count() == 1


def test_another_value_under_one_id_is_refused_and_the_first_stays(chapter, member, receiver, sign_in):
    """F03."""
    client, data = sign_in(member), typed.thanks(receiver, amount="1000")
    client.post(THANKS, data)
    answer = client.post(THANKS, data | {"amount": "10000"})
    assert answer.status_code == 422
    assert "1,000" not in answer.content.decode()
    assert ThankYou.objects.in_chapter(chapter).get().amount == 1000


@pytest.mark.parametrize(
    "change", [{"need": "x"}, {"warmth": "5"}, {"prospect_phone": ""}, {"inside": "no"}, {"use_name": "no"}]
)
def test_every_part_of_a_referral_is_its_body(chapter, member, receiver, sign_in, change):
    client, data = sign_in(member), typed.referral(receiver)
    client.post(PASS, data)
    assert client.post(PASS, data | change).status_code == 422
    assert Slip.objects.in_chapter(chapter).count() == 1


def test_a_lead_and_a_referral_do_not_share_an_id(chapter, member, receiver, sign_in):
    client, data = sign_in(member), typed.referral(receiver)
    client.post(PASS, data)
    assert client.post(LEAD, typed.lead(uuid=data["uuid"])).status_code == 422
    assert Slip.objects.in_chapter(chapter).get().kind == "referral"


def test_an_id_that_another_member_used_is_refused_and_shows_nothing(chapter, member, officer, receiver, sign_in):
    """F05: neither what was sent first nor by whom."""
    data = typed.referral(receiver, prospect="Very Secret", need="a secret need")
    sign_in(member).post(PASS, data)
    for body in (data, typed.referral(receiver, uuid=data["uuid"])):
        answer = sign_in(officer).post(PASS, body)
        assert answer.status_code == 422
        page = answer.content.decode()
        assert not [told for told in ("Secret", "secret", "Freya", "Ben") if told in page]
        assert data["uuid"] not in page
    assert Slip.objects.in_chapter(chapter).get().giver == member


def test_an_id_used_in_another_chapter_is_free_here(chapter, member, receiver, stranger, other_chapter, sign_in):
    with chapter_scope(other_chapter.pk):
        friend = factories.MemberFactory(chapter=other_chapter)
    data = typed.referral(receiver)
    assert sign_in(stranger).post("/c/lakeside/pass/", data | {"receiver": friend.pk}).status_code == 303
    assert sign_in(member).post(PASS, data).status_code == 303
    assert Slip.objects.in_chapter(chapter).count() == 1


@pytest.mark.parametrize("sent", ["", "not-an-id", "0", "\x00", None])
def test_without_an_id_nothing_is_kept_and_the_page_has_a_new_one(chapter, member, receiver, sign_in, sent):
    data = typed.referral(receiver)
    data.pop("uuid") if sent is None else data.update(uuid=sent)
    client = sign_in(member)
    answer = client.post(PASS, data)
    assert answer.status_code == 422
    assert not Slip.objects.in_chapter(chapter).exists()
    fresh = answer.context["form"]["uuid"].value()
    assert client.post(PASS, data | {"uuid": fresh}).status_code == 303
    assert Slip.objects.in_chapter(chapter).get().uuid == uuid.UUID(str(fresh))


@pytest.fixture
def committed(transactional_db):
    """Riverside with two members, for connections that race."""
    chapter = factories.ChapterFactory(slug="riverside", name="Riverside")
    with chapter_scope(chapter.pk):
        giver, taker = (factories.MemberFactory(chapter=chapter) for _ in range(2))
    return chapter, giver, taker


def at_once(*acts: Callable[[], object]) -> list[object]:
    """What each of several acts, begun together on connections of their own, came to."""
    results: list[object] = [None] * len(acts)
    start = threading.Barrier(len(acts))

    def run(number: int) -> None:
        try:
            start.wait(timeout=30)
            results[number] = acts[number]()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results


def posting(person, path: str, data: dict[str, object]) -> Callable[[], object]:
    """Posting it, signed in already."""
    client = Client()
    client.force_login(person.user)
    return lambda: client.post(path, data)


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_one_id_sent_twice_at_once_is_one_slip(committed):
    """F01."""
    chapter, giver, taker = committed
    for _ in range(5):
        data = typed.referral(taker)
        answers = at_once(*(posting(giver, PASS, data) for _ in range(4)))
        assert {(answer.status_code, answer.url) for answer in answers} == {
            (303, f"/c/riverside/slips/{data['uuid']}/")
        }
    with chapter_scope(chapter.pk):
        assert Slip.objects.in_chapter(chapter).count() == Notice.objects.in_chapter(chapter).count() == 5


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
@pytest.mark.parametrize(("stall", "status"), [(0.7, 303), (4, 409)])
def test_while_the_first_stalls_the_second_waits_or_is_told_when_to_come_again(committed, stall, status):
    """F04: the first request holds the slip, not committed yet. The scenario's ten seconds are four here, twice what
    a request waits for another.
    """
    chapter, giver, taker = committed
    data = typed.referral(taker)
    holding = threading.Event()
    first = posting(giver, PASS, data)

    def stalls() -> object:
        with transaction.atomic():
            answer = first()
            holding.set()
            time.sleep(stall)
        return answer

    def second() -> object:
        holding.wait(timeout=30)
        return posting_second()

    posting_second = posting(giver, PASS, data)
    slow, quick = at_once(stalls, second)
    assert (slow.status_code, quick.status_code) == (303, status)
    if status == 409:
        assert int(quick.headers["Retry-After"]) <= 1
    assert posting(giver, PASS, data)().url == slow.url
    with chapter_scope(chapter.pk):
        assert Slip.objects.in_chapter(chapter).count() == Notice.objects.in_chapter(chapter).count() == 1


def test_the_database_itself_keeps_one_row_an_id(chapter, member, receiver):
    """However a row gets there."""
    slip = factories.SlipFactory(chapter=chapter, giver=member, receiver=receiver)
    with pytest.raises(IntegrityError, match="referrals_slip_uuid_once"), transaction.atomic():
        factories.SlipFactory(chapter=chapter, giver=receiver, receiver=member, uuid=slip.uuid)


def test_without_the_digest_another_body_would_pass_for_the_first(
    chapter, member, officer, receiver, sign_in, monkeypatch
):
    """The protection of F03 and F05, taken away."""
    monkeypatch.setattr("referrals.actions.passing.digest_of", lambda *_parts: "the same for everything")
    data = typed.referral(receiver)
    sign_in(member).post(PASS, data)
    assert sign_in(officer).post(PASS, data | {"need": "something else"}).status_code == 303
    assert Slip.objects.in_chapter(chapter).count() == 1
