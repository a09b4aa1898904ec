"""A form or a tap whose answer was lost, and that is sent once more: it is what it was, whatever it led to."""

import uuid

import pytest
import time_machine

from chapters.models import Chapter
from reviews.actions.deciding import propose, withdraw
from reviews.actions.settling import appeal
from reviews.models import Ballot, Decision, Message, OwnNote
from standing.models import Flag
from tests.architecture.world import fingerprint
from tests.reviews.moments import AFTER_APPEAL, AT, DAY

pytestmark = pytest.mark.usefixtures("wednesday")

WHY = {"reason": "We were wrong."}


@pytest.fixture
def on(flag):
    return lambda act="": f"/c/riverside/standing/flag/{flag.pk}/{act}"


def sent(**typed):
    return {"uuid": str(uuid.uuid4())} | typed


def twice(client, path, typed):
    """Both lead to the case: what is kept and who is told is the same after the second."""
    found = []
    for _time in range(2):
        answer = client.post(path, typed)
        assert answer.status_code == 303, answer.text
        found.append(fingerprint(Chapter.objects.get(slug="riverside")))
    assert found[0] == found[1]


def test_words_notes_and_steps_are_written_once(chapter, case, officer, on, sign_in):
    client = sign_in(officer)
    twice(client, on("write/"), sent(text="How are you?"))
    assert Message.objects.in_chapter(chapter).count() == 1
    twice(client, on("note/"), sent(text="For me."))
    assert OwnNote.objects.in_chapter(chapter).count() == 1
    case.planned()
    twice(client, on("plan/"), sent(what="Meet Ines", by_day=DAY, who_helps="one_to_ones", check_on=DAY))
    assert case.review.steps.count() == 2


def test_what_was_written_before_the_end_of_the_case_is_there(case, officer, member, on, sign_in):
    case.supported()
    client, ben = sign_in(officer), sign_in(member)
    words, thanks = sent(text="How are you?"), sent(text="Well, thank you.")
    step = sent(what="Meet Ines", by_day=DAY, who_helps="one_to_ones", check_on=DAY)
    check = sent(outcome="thriving", words="All well.")
    sends = [(client, "write/", words), (ben, "write/", thanks), (client, "plan/", step), (client, "check/", check)]
    for who, act, typed in sends:
        assert who.post(on(act), typed).status_code == 303
    for who, act, typed in sends:
        twice(who, on(act), typed)
    assert client.post(on("check/"), check | sent()).status_code == 422


def test_a_proposal_is_the_same_and_its_withdrawal_and_a_proposal_since_is_not_withdrawn_with_it(
    chapter, case, officer, on, sign_in
):
    case.talking()
    typed, client = {"reason": "We tried for a year.", "effective_on": DAY}, sign_in(officer)
    twice(client, on("open-seat/"), typed)
    assert Decision.objects.in_chapter(chapter).count() == 1
    assert client.post(on("open-seat/"), typed | {"reason": "Another."}).status_code == 422
    twice(client, on("vote/withdraw/"), WHY)
    assert client.post(on("vote/withdraw/"), {"reason": "Another."}).status_code == 422
    case.voting().ballots("yes", "yes").counted()
    assert client.post(on("vote/withdraw/"), WHY).status_code == 422


def test_an_appeal_is_the_same_and_only_its_own_words(case, member, on, sign_in):
    case.decided()
    client, typed = sign_in(member), {"words": "I was ill, and said so."}
    twice(client, on("appeal/"), typed)
    assert client.post(on("appeal/"), {"words": "Another word."}).status_code == 422
    case.ballots("yes", "yes").counted()
    answer = client.post(on("appeal/"), typed)
    assert (answer.status_code, "It was appealed before" in answer.text) == (422, True)


@pytest.mark.parametrize("way", ["decided", "appealed"])
def test_a_decision_is_taken_back_once_by_whoever_did(case, officer, vice_president, way, on, sign_in):
    getattr(case, way)()
    twice(sign_in(officer), on("undo/"), WHY)
    assert sign_in(officer).post(on("undo/"), {"reason": "Another."}).status_code == 422
    assert sign_in(vice_president).post(on("undo/"), WHY).status_code == 422


def test_a_decision_is_confirmed_and_taken_back_once_by_whoever_did(case, officer, vice_president, on, sign_in):
    case.decided()
    with time_machine.travel(AFTER_APPEAL, tick=False):
        client, other = sign_in(officer), sign_in(vice_president)
        twice(client, on("confirm/"), {})
        page = client.get(on()).text
        assert "Confirmed." in page
        assert "moved on meanwhile" not in page
        assert "moved on meanwhile" in other.post(on("confirm/"), follow=True).text
        twice(client, on("undo/"), WHY)
        assert other.post(on("undo/"), WHY).status_code == 422


def test_a_flag_is_closed_once_by_whoever_did(case, officer, vice_president, on, sign_in):
    case.talking()
    twice(sign_in(officer), on("close/"), {"closing_reason": "We talked."})
    assert sign_in(officer).post(on("close/"), {"closing_reason": "Another."}).status_code == 422
    assert sign_in(vice_president).post(on("close/"), {"closing_reason": "We talked."}).status_code == 422


def test_a_vote_is_closed_once_by_whoever_did(case, officer, vice_president, on, sign_in):
    case.voting().ballots("yes", "yes")
    vote, client = {"decision": case.review.decisions.get().pk}, sign_in(officer)
    twice(client, on("vote/close/"), vote)
    page = client.get(on()).text
    assert "The vote is closed. See below" in page
    assert "The vote is over already." not in page
    assert "The vote is over already." in sign_in(vice_president).post(on("vote/close/"), vote, follow=True).text
    case.acted(appeal, case.member, AT, words="I was ill.")
    assert "The vote is over already." in client.post(on("vote/close/"), vote, follow=True).text


@pytest.mark.parametrize("went", ["counted", "withdrawn", "appealed", "another"])
def test_a_ballot_that_was_counted_is_not_said_to_have_come_too_late(case, appointed, officer, went, on, sign_in):
    case.voting()
    client, first = sign_in(appointed), case.review.decisions.get()
    tap = {"decision": first.pk, "choice": "yes"}
    client.post(on("vote/"), tap)
    if went in {"withdrawn", "another"}:
        case.acted(withdraw, officer, AT, reason="Too early.")
    else:
        case.ballots("yes", "yes").counted()
    if went == "appealed":
        case.acted(appeal, case.member, AT, words="I was ill.")
    if went == "another":
        case.acted(propose, officer, AT, reason="Now.", effective_on=DAY)
    page = client.post(on("vote/"), tap, follow=True).text
    assert "Your vote was there in time: The seat opens. That vote is over." in page
    assert "before this came in" not in page
    page = client.post(on("vote/"), tap | {"choice": "no"}, follow=True).text
    assert "The vote was over before this came in." in page
    assert Ballot.objects.in_chapter(officer.chapter).get(voter=appointed).choice == "yes"


def test_a_flag_opened_twice_is_theirs_and_beside_anothers_is_the_way_there(
    chapter, member, officer, vice_president, sign_in
):
    path = f"/c/riverside/standing/chapter/{member.pk}/flag/"
    typed, client = {"reason": "We miss you at breakfast."}, sign_in(officer)
    twice(client, path, typed)
    flag = Flag.objects.in_chapter(chapter).get()
    for answer in (client.post(path, {"reason": "Again."}), sign_in(vice_president).post(path, typed)):
        assert answer.status_code == 422
        assert "This seat has an open flag already." in answer.text
        assert f'href="/c/riverside/standing/flag/{flag.pk}/"' in answer.text
