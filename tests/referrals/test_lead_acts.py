"""What members do with a lead: ask, answer, take it, release it, pass it on, say how it ended."""

import pytest

from chapters.clock import now
from notices import kinds
from notices.models import Notice
from referrals.models import LeadQuestion, LeadTaking, Progress, Slip
from tests import factories
from tests.referrals import typed


def path(lead, act=""):
    return f"/c/riverside/slips/{lead.uuid}/{act}"


@pytest.fixture
def told(chapter):
    """Who was told what, and that no mail says what a lead is about."""

    def found():
        notices = Notice.objects.in_chapter(chapter).order_by("pk")
        for notice in notices:
            mail = kinds.find(notice.kind).kind.render(notice)
            assert not [word for word in ("Hidden", "roofer", "In spring") if word in f"{mail.subject} {mail.text}"]
        return [(notice.kind, notice.email) for notice in notices]

    return found


def test_is_there_more_is_one_tap_and_the_answer_comes_back(chapter, member, receiver, bystander, lead, told, sign_in):
    taker, asker, giver = sign_in(bystander), sign_in(receiver), sign_in(member)
    taker.post(path(lead, "take/"))
    assert asker.post(path(lead, "ask/"), {"kind": "more"}).status_code == 303
    question = LeadQuestion.objects.in_chapter(chapter).get()
    answer = path(lead, f"questions/{question.pk}/answer/")
    assert giver.post(answer, {"words": "In spring, both roofs."}).status_code == 303
    assert told() == [
        ("lead_taken", member.email),
        ("lead_asked", member.email),
        ("lead_answered", receiver.email),
        ("lead_answered", bystander.email),
    ]
    assert "In spring, both roofs." in asker.get(path(lead)).content.decode()


@pytest.mark.parametrize(("tap", "says"), [("yes", "Ben Whitlock: yes"), ("no", "Ben Whitlock: not this time")])
def test_may_i_use_your_name_is_a_tap_there_and_a_tap_back(
    chapter, member, receiver, bystander, lead, told, sign_in, tap, says
):
    type(lead).objects.in_chapter(chapter).update(use_name="ask")
    sign_in(bystander).post(path(lead, "take/"))
    asker = sign_in(receiver)
    asker.post(path(lead, "ask/"), {"kind": "name"})
    question = LeadQuestion.objects.in_chapter(chapter).get()
    assert sign_in(member).post(path(lead, f"questions/{question.pk}/answer/"), {"answer": tap}).status_code == 303
    assert told()[1:] == [("lead_asked", member.email), ("lead_answered", receiver.email)]
    page = asker.get(path(lead)).content.decode()
    assert says in page
    assert "May I use your name?" not in page


def test_a_second_tap_asks_once_and_a_second_answer_is_refused(chapter, member, receiver, lead, sign_in):
    asker, giver = sign_in(receiver), sign_in(member)
    for _ in range(2):
        asker.post(path(lead, "ask/"), {"kind": "more"})
    question = LeadQuestion.objects.in_chapter(chapter).get()
    answer = path(lead, f"questions/{question.pk}/answer/")
    giver.post(answer, {"words": "No more."})
    page = giver.post(answer, {"words": "Or yes."}, follow=True).content.decode()
    assert "Somebody has answered this already." in page
    question.refresh_from_db()
    assert question.answer == "No more."
    asker.post(path(lead, "ask/"), {"kind": "more", "words": "How big is it?"})
    assert LeadQuestion.objects.in_chapter(chapter).count() == 2


def test_what_is_asked_in_words_after_a_tap_takes_the_taps_place(chapter, member, receiver, lead, told, sign_in):
    asker = sign_in(receiver)
    asker.post(path(lead, "ask/"), {"kind": "more"})
    for _ in range(2):
        asker.post(path(lead, "ask/"), {"kind": "more", "words": "How big is it?"})
    asker.post(path(lead, "ask/"), {"kind": "more"})
    assert LeadQuestion.objects.in_chapter(chapter).get().words == "How big is it?"
    assert told() == [("lead_asked", member.email)] * 2
    assert "How big is it?" in sign_in(member).get(path(lead)).content.decode()


def test_a_name_that_was_asked_for_and_answered_is_not_said_to_be_asked_again(chapter, member, receiver, lead, sign_in):
    type(lead).objects.in_chapter(chapter).update(use_name="ask")
    asker = sign_in(receiver)
    asker.post(path(lead, "ask/"), {"kind": "name"})
    question = LeadQuestion.objects.in_chapter(chapter).get()
    sign_in(member).post(path(lead, f"questions/{question.pk}/answer/"), {"answer": "yes"})
    page = asker.post(path(lead, "ask/"), {"kind": "name"}, follow=True).content.decode()
    assert "That is answered already" in page


@pytest.mark.parametrize("use_name", ["yes", "no"])
def test_a_name_that_may_or_may_not_be_used_is_not_asked_for(chapter, receiver, lead, sign_in, use_name):
    type(lead).objects.in_chapter(chapter).update(use_name=use_name)
    client = sign_in(receiver)
    assert "May I use your name?" not in client.get(path(lead)).content.decode()
    client.post(path(lead, "ask/"), {"kind": "name"})
    assert not LeadQuestion.objects.in_chapter(chapter).exists()


def test_no_way_to_reach_the_prospect_is_asked_or_answered(chapter, member, receiver, lead, sign_in):
    """F55."""
    asker = sign_in(receiver)
    assert asker.post(path(lead, "ask/"), {"kind": "more", "words": "Is it 07700 900123?"}).status_code == 422
    asker.post(path(lead, "ask/"), {"kind": "more"})
    question = LeadQuestion.objects.in_chapter(chapter).get()
    answer = path(lead, f"questions/{question.pk}/answer/")
    page = sign_in(member).post(answer, {"words": "Write to gareth@example.org"})
    assert page.status_code == 422
    assert "Leave out phone numbers" in page.content.decode()


def test_nobody_else_answers_and_the_giver_does_not_ask(chapter, member, receiver, bystander, lead, sign_in):
    sign_in(receiver).post(path(lead, "ask/"), {"kind": "more"})
    question = LeadQuestion.objects.in_chapter(chapter).get()
    answer = path(lead, f"questions/{question.pk}/answer/")
    assert {sign_in(one).post(answer, {"words": "x"}).status_code for one in (receiver, bystander)} == {403}
    assert sign_in(member).post(path(lead, "ask/"), {"kind": "more"}).status_code == 403
    assert sign_in(member).post(path(lead, "take/")).status_code == 403
    LeadQuestion.objects.in_chapter(chapter).update(kind="name")
    assert sign_in(bystander).post(answer, {"answer": "yes"}).status_code == 404


def test_who_comes_second_is_told_who_is_on_it(chapter, member, receiver, bystander, lead, sign_in):
    first, second = sign_in(receiver), sign_in(bystander)
    first.post(path(lead, "take/"))
    first.post(path(lead, "take/"))
    page = second.post(path(lead, "take/"), follow=True).content.decode()
    assert "Freya Lindqvist is on it already." in page
    assert "I’m on it" not in page
    assert LeadTaking.objects.in_chapter(chapter).get().member == receiver
    assert Notice.objects.in_chapter(chapter).count() == 1


def test_who_released_it_is_on_it_no_more_and_it_is_offered_anew(chapter, receiver, bystander, lead, sign_in):
    first = sign_in(receiver)
    first.post(path(lead, "take/"))
    assert (
        "Freya Lindqvist is on this lead now"
        in sign_in(bystander).post(path(lead, "release/"), follow=True).content.decode()
    )
    first.post(path(lead, "release/"))
    lead.refresh_from_db()
    assert lead.offered_at is not None
    notice = Notice.objects.in_chapter(chapter).get()
    assert kinds.find("lead_taken").kind.still_due(notice, now()) == "taken back"
    sign_in(bystander).post(path(lead, "take/"))
    assert LeadTaking.objects.in_chapter(chapter).now().get().member == bystander


def test_its_giver_offers_it_again_where_whoever_was_on_it_does_not_get_to_it(
    chapter, member, receiver, bystander, lead, told, sign_in
):
    sign_in(receiver).post(path(lead, "take/"))
    assert "Offer it to the others again" in sign_in(member).get(path(lead)).content.decode()
    sign_in(member).post(path(lead, "release/"), {"who": receiver.pk})
    page = sign_in(member).post(path(lead, "release/"), {"who": receiver.pk}, follow=True).content.decode()
    assert "Nobody is on this lead any more." in page
    assert told()[1:] == [("lead_released", receiver.email)]
    sign_in(bystander).post(path(lead, "take/"))
    assert LeadTaking.objects.in_chapter(chapter).now().get().member == bystander


def test_whoever_came_on_it_since_its_giver_looked_stays_on_it(chapter, member, receiver, bystander, lead, sign_in):
    """The page its giver has open showed somebody else."""
    first, giver = sign_in(receiver), sign_in(member)
    first.post(path(lead, "take/"))
    assert f'name="who" value="{receiver.pk}"' in giver.get(path(lead)).content.decode()
    first.post(path(lead, "release/"))
    sign_in(bystander).post(path(lead, "take/"))
    page = giver.post(path(lead, "release/"), {"who": receiver.pk}, follow=True).content.decode()
    assert "Sam O&#x27;Connell is on this lead now." in page
    assert LeadTaking.objects.in_chapter(chapter).now().get().member == bystander
    giver.post(path(lead, "release/"), {"who": bystander.pk})
    assert not LeadTaking.objects.in_chapter(chapter).now().exists()


def test_what_was_withdrawn_is_neither_asked_about_nor_taken_and_who_was_on_it_hears(
    chapter, member, receiver, bystander, lead, told, sign_in
):
    sign_in(receiver).post(path(lead, "take/"))
    sign_in(member).post(path(lead, "withdraw/"))
    assert told()[1:] == [("lead_withdrawn", receiver.email)]
    client = sign_in(bystander)
    for act, data in [("take/", {}), ("ask/", {"kind": "more"})]:
        assert "no longer open" in client.post(path(lead, act), data, follow=True).content.decode()
    assert not LeadQuestion.objects.in_chapter(chapter).exists()


@pytest.mark.parametrize(("stage", "said"), [("won", "Came to business"), ("lost", "Nothing came of it")])
def test_whoever_is_on_it_says_how_it_ended_and_can_take_that_back(
    chapter, member, receiver, lead, told, sign_in, stage, said
):
    client = sign_in(receiver)
    assert client.post(path(lead, "end/"), {"stage": stage}).status_code == 403
    client.post(path(lead, "take/"))
    for _ in range(2):
        client.post(path(lead, "end/"), {"stage": stage})
    report = Progress.objects.in_chapter(chapter).get()
    assert (report.stage, report.reported_by) == (stage, receiver)
    assert told()[1:] == [("lead_ended", member.email)]
    assert said in sign_in(member).get(path(lead)).content.decode()
    assert client.post(path(lead, f"reports/{report.pk}/take-back/")).status_code == 303
    lead.refresh_from_db()
    assert lead.stage == "passed"


def test_how_it_ended_is_said_once_whoever_says_it(chapter, member, receiver, lead, sign_in):
    """F11: the other one's page was read before."""
    on_it, giver = sign_in(receiver), sign_in(member)
    on_it.post(path(lead, "take/"))
    on_it.post(path(lead, "end/"), {"stage": "won"})
    assert giver.post(path(lead, "end/"), {"stage": "lost"}).status_code == 409
    report = Progress.objects.in_chapter(chapter).get()
    assert (report.stage, report.reported_by) == ("won", receiver)
    on_it.post(path(lead, f"reports/{report.pk}/take-back/"))
    assert giver.post(path(lead, "end/"), {"stage": "lost"}).status_code == 303
    lead.refresh_from_db()
    assert lead.stage == "lost"


def test_when_the_prospect_agrees_its_giver_passes_it_to_whoever_is_on_it(
    chapter, member, receiver, bystander, lead, told, sign_in
):
    giver = sign_in(member)
    sign_in(bystander).post(path(lead, "take/"))
    page = giver.get(f"/c/riverside/pass/?from={lead.uuid}&to={receiver.pk}")
    assert page.context["people"][0] == receiver
    assert (page.context["form"]["need"].value(), page.context["form"]["prospect"].value()) == (
        "a roofer",
        "Hidden Bakery",
    )
    data = typed.referral(receiver, came_from=str(lead.uuid))
    for _ in range(2):
        assert giver.post("/c/riverside/pass/", data).status_code == 303
    referral = Slip.objects.in_chapter(chapter).referrals().get()
    assert referral.came_from == lead
    lead.refresh_from_db()
    assert lead.stage == "contacted"
    assert told()[1:] == [("referral_passed", receiver.email), ("lead_became_referral", bystander.email)]
    page = sign_in(bystander).get(path(lead)).content.decode()
    assert "Became a referral" in page
    assert "Ben Whitlock passed it to Freya Lindqvist as a referral" in page
    assert "A roofer" in sign_in(receiver).get(path(referral)).content.decode()


def test_a_lead_that_is_neither_mine_nor_taken_by_me_is_not_passed_on(chapter, receiver, bystander, lead, sign_in):
    data = typed.referral(receiver, came_from=str(lead.uuid))
    factories.SlipFactory(chapter=chapter, giver=receiver, receiver=bystander)
    assert sign_in(bystander).post("/c/riverside/pass/", data).status_code == 422
    lead.refresh_from_db()
    assert lead.stage == "passed"


def test_a_referral_may_come_out_of_one_that_was_received(chapter, member, receiver, bystander, referral, sign_in):
    data = typed.referral(bystander, came_from=str(referral.uuid))
    assert sign_in(receiver).post("/c/riverside/pass/", data).status_code == 303
    spun = Slip.objects.in_chapter(chapter).get(came_from=referral)
    parents = sign_in(member).get(path(referral)).content.decode()
    assert "Out of it came a referral from Freya Lindqvist to Sam O&#x27;Connell" in parents
    own, others = (sign_in(one).get(path(spun)).content.decode() for one in (receiver, bystander))
    assert str(referral.uuid) in own
    assert "Gareth Nkosi: a boiler" in own
    assert str(referral.uuid) not in others
    assert "another referral" in others
    assert sign_in(member).get(path(spun)).status_code == 404


def test_its_giver_alone_wakes_it(chapter, member, receiver, lead, sign_in):
    assert sign_in(receiver).post(path(lead, "wake/")).status_code == 403
    sign_in(member).post(path(lead, "wake/"))
    lead.refresh_from_db()
    assert lead.offered_at is not None


def test_these_are_acts_on_leads(receiver, referral, sign_in):
    client = sign_in(receiver)
    assert {client.post(path(referral, act)).status_code for act in ("ask/", "take/", "release/", "wake/", "end/")} == {
        404
    }
