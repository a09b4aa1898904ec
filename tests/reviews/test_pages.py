"""The pages of a case, as its people use them one after the other."""

import uuid
from datetime import timedelta

import pytest
import time_machine

from reviews.models import Ballot, OwnNote
from standing.models import Flag
from tests.factories import MemberFactory, NetworkAdminFactory
from tests.reviews.moments import AFTER_APPEAL, AT, DAY, PROPOSED
from tests.standing.pages import MOST_STATEMENTS, statements_of

pytestmark = pytest.mark.usefixtures("wednesday")


@pytest.fixture
def on(flag):
    return lambda act="": f"/c/riverside/standing/flag/{flag.pk}/{act}"


def read_of(client, path):
    """The plan as the page names it."""
    return next(act.read for act in client.get(path).context["acts"] if act.post)


def open_vote(client, on):
    """The vote as the page of somebody of the committee names it."""
    return {"decision": client.get(on()).context["vote"].pk}


def sent(**typed):
    return {"uuid": str(uuid.uuid4())} | typed


def test_from_the_first_word_to_a_decision_that_is_appealed_and_undone(chapter, flag, committee, member, on, sign_in):
    amara, grace, ines = map(sign_in, committee)
    ben = sign_in(member)

    assert amara.post(on("write/"), sent(text="How are you?")).status_code == 303
    assert "How are you?" in ben.get(on()).content.decode()
    ben.post(on("write/"), sent(text="My mother is ill."))
    assert "My mother is ill." in ines.get(on()).content.decode()

    step = {"what": "Come to the next four", "by_day": "2026-04-01", "who_helps": "mentor", "check_on": "2026-04-01"}
    grace.post(on("plan/"), sent(**step))
    assert "I agree to the plan" in ben.get(on()).content.decode()
    ben.post(on("plan/agree/"), {"read": read_of(ben, on())})
    assert "agreed to the plan" in amara.get(on()).content.decode()

    page = amara.get(on("check/"))
    assert page.context["stands"].lines
    amara.post(on("check/"), sent(outcome="extended", words="A good start.", next_check_on="2026-05-06"))
    assert "A good start." in ben.get(on()).content.decode()

    with time_machine.travel(PROPOSED, tick=False):
        amara.post(on("open-seat/"), {"reason": "We tried for a year.", "effective_on": "2026-04-15"})
    assert "We tried for a year." not in ben.get(on()).content.decode()
    for client, choice in ((amara, "yes"), (grace, "yes"), (ines, "no")):
        assert client.post(on("vote/"), {"choice": choice} | open_vote(amara, on)).status_code == 303
    assert "3 of 3 have voted" in amara.get(on()).content.decode()
    grace.post(on("vote/close/"), open_vote(amara, on))
    text = ben.get(on()).content.decode()
    assert "We tried for a year." in text
    assert "18 March 2026" in text
    decision = ben.get(on()).context["case"].decision
    assert "as it stood" in ben.get(on(f"evidence/{decision.pk}/")).content.decode()

    ben.post(on("appeal/"), {"words": "I was ill, and said so."})
    assert "I was ill, and said so." in ines.get(on()).content.decode()
    grace.post(on("undo/"), {"reason": "We were wrong."})
    assert "We were wrong." in ben.get(on()).content.decode()
    assert member.stays.get().left_on is None


def test_confirmed_by_a_person_after_the_days_to_appeal(case, member, on, sign_in):
    case.decided()
    client = sign_in(case.committee[1])
    early = client.post(on("confirm/"))
    assert early.status_code == 422
    assert "may still appeal" in early.content.decode()
    assert "confirm/" not in client.get(on()).content.decode()
    with time_machine.travel(AFTER_APPEAL, tick=False):
        assert "confirm/" in client.get(on()).content.decode()
        assert "From 15 April 2026 on Ben Whitlock is no longer a member." in client.get(on("confirm/")).text
        client.post(on("confirm/"))
    assert member.stays.get().left_on == DAY


def test_confirmed_late_its_page_says_tomorrow(case, on, sign_in):
    case.decided()
    with time_machine.travel(AT + timedelta(days=90), tick=False):
        client = sign_in(case.committee[1])
        assert "From 3 June 2026 on Ben Whitlock is no longer a member." in client.get(on("confirm/")).text
        assert statements_of(client, on("confirm/")) <= MOST_STATEMENTS


def test_f37_no_reason_or_no_office_opens_no_seat(chapter, case, member, secretary, on, sign_in):
    case.talking()
    client = sign_in(case.committee[0])
    assert client.post(on("open-seat/"), {"reason": "  ", "effective_on": "2026-04-15"}).status_code == 422
    others = [secretary, MemberFactory(chapter=chapter), member]
    for other in others:
        found = sign_in(other).post(on("open-seat/"), {"reason": "Out.", "effective_on": "2026-04-15"})
        assert found.status_code == 403
    assert case.state == "talking"
    assert client.post(on("open-seat/"), {"reason": "We tried.", "effective_on": "2026-04-15"}).status_code == 303
    case.ballots("yes", "yes", "yes").counted(at=AT + timedelta(days=3))
    with time_machine.travel(AFTER_APPEAL + timedelta(days=3), tick=False):
        for other in others:
            assert sign_in(other).post(on("confirm/")).status_code == 403
    assert member.stays.get().left_on is None


def test_f13_a_vote_from_two_devices_is_one_ballot_and_the_last_counts(case, officer, on, sign_in):
    case.voting()
    phone, laptop = sign_in(officer), sign_in(officer)
    decision = open_vote(laptop, on)
    laptop.post(on("vote/"), decision | {"choice": "yes"})
    phone.post(on("vote/"), decision | {"choice": "no"})
    ballot = Ballot.objects.in_chapter(officer.chapter).get()
    assert ballot.choice == "no"
    assert "Your vote: The seat stays" in laptop.get(on()).content.decode()
    assert phone.post(on("vote/"), {"choice": "perhaps"}).status_code == 302


def test_f35_an_own_note_is_read_by_its_writer_alone(chapter, case, flag, member, on, network_admin, sign_in):
    officer, vice_president, appointed = case.committee
    case.talking()
    writer = sign_in(officer)
    writer.post(on("note/"), sent(text="Her mentor says she is worn out."))
    assert "worn out" in writer.get(on()).content.decode()
    note = OwnNote.objects.in_chapter(chapter).get()
    admin = NetworkAdminFactory(network=chapter.network)
    for other in (vice_president, appointed, member, network_admin, admin):
        client = sign_in(other)
        assert "worn out" not in client.get(on()).content.decode()
        assert "worn out" not in client.get("/c/riverside/members/?q=worn").content.decode()
        assert client.post(on(f"note/{note.pk}/remove/")).status_code in {403, 404}
    for other in (vice_president, appointed):
        assert sign_in(other).get(on()).context["case"].notes == ()
    export = sign_in(officer).post("/c/riverside/export/", {"what": "archive"})
    assert b"worn out" not in export.content
    assert OwnNote.objects.in_chapter(chapter).get() == note
    writer.post(on(f"note/{note.pk}/remove/"))
    assert not OwnNote.objects.in_chapter(chapter).exists()


def test_f35_whoever_left_the_committee_reads_nothing_any_more(chapter, case, appointed, on, sign_in):
    case.talking()
    client = sign_in(appointed)
    client.post(on("note/"), sent(text="For me."))
    appointed.offices.update(to_day=AT.date())
    assert client.get(on()).status_code == 404
    assert client.get(on("note/")).status_code == 403


def test_a_wrong_form_is_shown_again_with_what_was_typed(case, officer, on, sign_in):
    case.talking()
    client = sign_in(officer)
    answer = client.post(on("open-seat/"), {"reason": "We tried.", "effective_on": "2026-03-10"})
    assert answer.status_code == 422
    assert "We tried." in answer.content.decode()
    assert "Choose a later day." in answer.content.decode()


@pytest.mark.parametrize(
    ("act", "typed", "wrong"),
    [
        ("open-seat/", {"reason": "We tried.", "effective_on": "2026-03-10"}, {"effective_on"}),
        ("plan/", {"by_day": "2026-03-03", "check_on": "2026-04-01"}, {"by_day"}),
        ("plan/", {"by_day": "2026-04-01", "check_on": "2026-03-03"}, {"check_on"}),
        ("plan/", {"by_day": "2026-03-03", "check_on": "2026-03-03"}, {"by_day", "check_on"}),
        ("check/", {"outcome": "extended", "words": "So so.", "next_check_on": "2026-03-04"}, {"next_check_on"}),
        ("check/", {"outcome": "extended", "words": "So so.", "next_check_on": ""}, {"next_check_on"}),
    ],
)
def test_a_day_that_will_not_do_is_told_where_it_is_typed(case, officer, on, act, typed, wrong, sign_in):
    case.supported()
    answer = sign_in(officer).post(on(act), sent(what="Come", who_helps="mentor") | typed)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == wrong
    assert answer.text.count('aria-invalid="true"') == len(wrong)


def test_whoever_steps_aside_has_no_acts_but_to_take_part_again(case, officer, on, sign_in):
    case.voting()
    client = sign_in(officer)
    client.post(on("step-aside/"), {"reason": "A client of mine."})
    page = client.get(on())
    assert page.context["acts"] == []
    assert "take-part/" in page.content.decode()
    assert "You stepped aside" in client.post(on("vote/"), {"choice": "yes"}, follow=True).text
    assert not Ballot.objects.in_chapter(officer.chapter).exists()
    client.post(on("take-part/"))
    client.post(on("vote/"), {"choice": "yes"} | open_vote(client, on))
    assert Ballot.objects.in_chapter(officer.chapter).get().choice == "yes"


def test_seat_reviews_lists_what_is_open_and_what_waits_for_somebody(case, flag, chapter, appointed, member, sign_in):
    client, path = sign_in(appointed), "/c/riverside/standing/reviews/"
    assert [one.due for one in client.get(path).context["going_on"]] == ["a call is due"]
    case.supported()
    assert [one.due for one in client.get(path).context["going_on"]] == [""]
    few = statements_of(client, path)
    for one in (MemberFactory(chapter=chapter) for _ in range(5)):
        Flag.objects.create(
            chapter=chapter, seat=one.stays.get().seat, member=one, opened_at=AT, opened_by=appointed, reason="A word."
        )
    assert statements_of(client, path) == few <= MOST_STATEMENTS
    with time_machine.travel(AT + timedelta(days=60), tick=False):
        assert sign_in(appointed).get(path).context["going_on"][0].due == "look at how it went"
    assert sign_in(member).get(path).status_code == 403


def test_every_page_takes_few_statements(case, officer, on, sign_in):
    case.supported()
    client = sign_in(officer)
    for act in ("write/", "note/", "plan/", "check/", "close/", "open-seat/"):
        assert statements_of(client, on(act)) <= MOST_STATEMENTS, act
