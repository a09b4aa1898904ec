"""Whoever stepped aside and acts from a page that was open before: told so, and their words are kept."""

import uuid

import pytest

from reviews.actions.deciding import step_aside, take_part_again
from reviews.models import Ballot, Decision, Message, PlanStep
from reviews.refusals import NotYours, SteppedAside
from standing.models import Flag
from tests.reviews.moments import AT, DAY
from tests.reviews.test_case import ACTS, WAYS, Verb

pytestmark = pytest.mark.usefixtures("wednesday")

SAID = "You stepped aside here"
WORDS = "A long and careful word."
FORMS = {
    "write/": ("talking", {"text": WORDS}),
    "plan/": ("talking", {"what": WORDS, "by_day": DAY, "who_helps": "mentor", "check_on": DAY}),
    "check/": ("supported", {"words": WORDS, "outcome": "thriving"}),
    "close/": ("talking", {"closing_reason": WORDS}),
    "open-seat/": ("talking", {"reason": WORDS, "effective_on": DAY}),
    "vote/withdraw/": ("voting", {"reason": WORDS}),
    "undo/": ("decided", {"reason": WORDS}),
}


@pytest.fixture
def on(flag):
    return lambda act="": f"/c/riverside/standing/flag/{flag.pk}/{act}"


def aside(case, person):
    case.acted(step_aside, person, AT, reason="")


@pytest.mark.parametrize("act", list(FORMS))
def test_a_form_that_was_open_says_so_and_keeps_the_words_and_none_opens_anew(case, officer, act, on, sign_in):
    way, typed = FORMS[act]
    getattr(case, way)()
    client, before = sign_in(officer), case.state
    assert client.get(on(act)).status_code == 200
    aside(case, officer)
    answer = client.post(on(act), {"uuid": str(uuid.uuid4())} | typed)
    assert answer.status_code == 422
    assert SAID in " ".join(answer.context["form"].non_field_errors())
    assert WORDS in answer.text
    assert (case.state, Flag.objects.in_chapter(officer.chapter).get().closed_at) == (before, None)
    assert not Message.objects.in_chapter(officer.chapter).filter(text=WORDS).exists()
    page = client.get(on(act), follow=True)
    assert page.redirect_chain[-1][0] == on()
    assert SAID in page.text
    case.acted(take_part_again, officer, AT)
    assert client.get(on(act)).status_code == 200
    assert client.post(on(act), {"uuid": str(uuid.uuid4())} | typed).status_code == 303


def test_what_is_one_tap_is_told_on_the_case(case, officer, on, sign_in):
    case.supported()
    step = PlanStep.objects.in_chapter(officer.chapter).get()
    client = sign_in(officer)
    aside(case, officer)
    for tap in (f"plan/{step.pk}/done/", f"plan/{step.pk}/remove/"):
        page = client.post(on(tap), {"done": "yes"}, follow=True)
        assert "nothing was changed" in page.text
    assert PlanStep.objects.in_chapter(officer.chapter).get() == step
    case.acted(take_part_again, officer, AT)
    case.voting()
    aside(case, officer)
    decision = Decision.objects.in_chapter(officer.chapter).get()
    for tap in ("vote/", "vote/close/"):
        page = client.post(on(tap), {"choice": "yes", "decision": decision.pk}, follow=True)
        assert (page.status_code, "nothing was changed" in page.text) == (200, True)
    assert not Ballot.objects.in_chapter(officer.chapter).exists()
    decision.refresh_from_db()
    assert decision.state == "voting"


def test_notes_for_oneself_stay_open_to_them(case, officer, on, sign_in):
    case.talking()
    aside(case, officer)
    client = sign_in(officer)
    assert client.get(on("note/")).status_code == 200
    assert client.post(on("note/"), {"text": WORDS, "uuid": str(uuid.uuid4())}).status_code == 303


def test_f35_whoever_stepped_aside_and_left_the_committee_is_told_nothing(case, appointed, on, sign_in):
    case.talking()
    aside(case, appointed)
    client = sign_in(appointed)
    assert client.get(on()).status_code == 200
    appointed.offices.update(to_day=AT.date())
    assert client.get(on()).status_code == 404
    for act, (_way, typed) in FORMS.items():
        for answer in (client.get(on(act)), client.post(on(act), {"uuid": str(uuid.uuid4())} | typed)):
            assert answer.status_code in {403, 404}, act
            assert SAID not in answer.text


@pytest.mark.parametrize("act", ["check/", "close/", "undo/"])
def test_what_is_the_leaders_is_not_promised_to_somebody_else_who_stepped_aside(case, appointed, act, on, sign_in):
    way, typed = FORMS[act]
    getattr(case, way)()
    client, sends = sign_in(appointed), {"uuid": str(uuid.uuid4())} | typed
    assert client.post(on(act), sends).status_code == 403
    aside(case, appointed)
    answer = client.post(on(act), sends)
    assert (answer.status_code, SAID in answer.text) == (403, False)
    for leader in case.committee[:2]:
        leader.offices.update(to_day=AT.date())
    assert SAID in client.post(on(act), sends).text


@pytest.mark.parametrize("verb", [verb for verb in Verb if verb not in {Verb.AGREE, Verb.APPEAL}])
def test_every_act_of_the_committee_is_refused_to_them_by_that_name(case, officer, appointed, verb):
    start = {Verb.VOTE: "voting", Verb.COUNT: "voting", Verb.WITHDRAW: "voting", Verb.UNDO: "decided"}
    WAYS[start.get(verb, "decided" if verb == Verb.CONFIRM else "supported")](case)
    act, typed = ACTS[verb]
    aside(case, officer)
    with pytest.raises(SteppedAside):
        case.acted(act, officer, AT, **typed)
    appointed.offices.update(to_day=AT.date())
    with pytest.raises(NotYours) as refused:
        case.acted(act, appointed, AT, **typed)
    assert type(refused.value) is NotYours
