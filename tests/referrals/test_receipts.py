"""What a phone's queue is answered: a receipt or a sentence, never a page; and only who wrote it may send it."""

import uuid

import pytest
import time_machine

from referrals.models import Slip, ThankYou
from tests.referrals import typed

pytestmark = pytest.mark.django_db
QUEUE = {"Accept": "application/json"}


def test_what_is_kept_is_answered_with_what_was_said_and_where_it_is(chapter, member, receiver, sign_in):
    client, data = sign_in(member), typed.referral(receiver)
    answer = client.post("/c/riverside/pass/", data, headers=QUEUE)
    assert answer.status_code == 200
    assert answer.json() == {
        "says": "Passed to Freya Lindqvist, who is told now.",
        "path": f"/c/riverside/slips/{data['uuid']}/",
    }
    assert "who is told now" not in client.get("/c/riverside/slips/").content.decode(), "said once"


def test_a_repeat_is_answered_the_same_and_is_one_slip(chapter, member, receiver, sign_in):
    client, data = sign_in(member), typed.referral(receiver)
    answers = [client.post("/c/riverside/pass/", data, headers=QUEUE).json() for _ in range(3)]
    assert answers[0] == answers[1] == answers[2]
    assert Slip.objects.in_chapter(chapter).count() == 1


def test_f07_its_author_is_told_which_day_it_counts_for(chapter, member, receiver, sign_in):
    with time_machine.travel("2026-03-09T08:00:00Z", tick=False):
        data = typed.referral(receiver, given_at="2026-03-06T08:00:00.000Z")
        says = sign_in(member).post("/c/riverside/pass/", data, headers=QUEUE).json()["says"]
    assert says.endswith("It counts for 6 March, when you gave it.")


@pytest.mark.parametrize(
    ("path", "data"),
    [("lead/", typed.lead()), ("thanks/", typed.thanks), ("one-to-one/", {"day": "2026-03-02", "topics": "boilers"})],
)
def test_leads_thanks_and_one_to_ones_too(chapter, member, receiver, sign_in, path, data):
    body = data(receiver) if callable(data) else {"uuid": str(uuid.uuid4()), "other": receiver.pk, **data}
    with time_machine.travel("2026-03-09T08:00:00Z", tick=False):
        answer = sign_in(member).post(f"/c/riverside/{path}", body, headers=QUEUE)
    assert answer.status_code == 200, answer.content
    assert answer.json()["says"]


def test_what_is_wrong_is_said_in_sentences(chapter, member, receiver, sign_in):
    data = typed.referral(receiver, warmth="", prospect="")
    answer = sign_in(member).post("/c/riverside/pass/", data, headers=QUEUE)
    assert answer.status_code == 422
    assert len(answer.json()["wrong"]) == 2
    assert any("so that they expect the call" in sentence for sentence in answer.json()["wrong"])


def test_what_was_changed_after_it_arrived_stays_as_it_arrived(chapter, member, receiver, sign_in):
    client, data = sign_in(member), typed.referral(receiver)
    client.post("/c/riverside/pass/", data, headers=QUEUE)
    answer = client.post("/c/riverside/pass/", data | {"need": "a roof"}, headers=QUEUE)
    assert answer.status_code == 422
    assert answer.json() == {"wrong": ["It arrived before it was changed, and stays as it was then."]}
    assert Slip.objects.in_chapter(chapter).get().need == "new boiler before winter"


def test_f08_nobody_sends_what_somebody_else_wrote(chapter, member, receiver, officer, sign_in):
    data = typed.referral(receiver, queue_of=str(member.user.pk))
    refused = sign_in(officer).post("/c/riverside/pass/", data, headers=QUEUE)
    assert refused.status_code == 403
    assert not Slip.objects.in_chapter(chapter).exists()
    assert sign_in(member).post("/c/riverside/pass/", data, headers=QUEUE).status_code == 200
    assert Slip.objects.in_chapter(chapter).get().giver == member


def test_how_it_goes_is_reported_once_and_a_slip_that_moved_says_so(chapter, member, receiver, referral, sign_in):
    client, path = sign_in(receiver), f"/c/riverside/slips/{referral.uuid}/progress/"
    tap = {"seen": "passed", "stage": "contacted"}
    assert client.post(path, tap, headers=QUEUE).json()["says"].startswith("Contacted.")
    assert client.post(path, tap, headers=QUEUE).status_code == 200
    assert referral.progress.count() == 1
    moved = client.post(path, {"seen": "passed", "stage": "won"}, headers=QUEUE)
    assert moved.status_code == 409
    assert "Retry-After" not in moved.headers
    assert moved.json()["wrong"] == ["It changed before this arrived, so this changed nothing."]


def test_a_page_is_answered_with_a_page(chapter, member, receiver, sign_in):
    client = sign_in(member)
    browser = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    assert client.post("/c/riverside/thanks/", typed.thanks(receiver), headers=browser).status_code == 303
    assert ThankYou.objects.in_chapter(chapter).count() == 1
