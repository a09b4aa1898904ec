"""Somebody leaves with referrals in hand: their givers are told, and each decides; nobody else sees them before."""

import uuid
from datetime import timedelta

import pytest

from chapters.clock import now
from members.actions.stays import end_stay, join
from members.models import Stay
from notices import kinds
from referrals.actions import leaving as acts
from referrals.actions.prospects import object_to
from referrals.models import HandedOn, LeadTaking, Slip, SlipMoved
from referrals.resting import follow_leaving
from referrals.states import Warmth
from referrals.values import Sending
from tests import factories

pytestmark = pytest.mark.django_db
PAGE = "/c/riverside/slips/handing-on/"
KIND = kinds.find("receiver_left").kind


def path_of(slip, act="hand-on"):
    return f"/c/riverside/slips/{slip.uuid}/{act}/"


def leaves(chapter, person, at=None):
    at = at or now()
    end_stay(stay=person.stays.get(), left_on=chapter.today(at), at=at)


@pytest.fixture
def left(chapter, receiver, referral):
    """Freya, who has Ben's referral in hand, left today."""
    leaves(chapter, receiver)
    follow_leaving(chapter, now(), now())
    return receiver


def told(chapter):
    return list(chapter.notices.filter(kind="receiver_left").values_list("email", flat=True))


def typed(receiver, **more):
    return {"receiver": receiver.pk, "warmth": "3", "uuid": uuid.uuid4(), **more}


def test_the_giver_is_told_once_without_a_name_of_the_prospect(chapter, member, referral, left):
    second = factories.SlipFactory(chapter=chapter, giver=member, receiver=left)
    for _morning in range(2):
        follow_leaving(chapter, now(), now() + timedelta(days=1))
    assert told(chapter) == [member.email]
    notice = chapter.notices.get(kind="receiver_left")
    assert KIND.still_due(notice, now()) == ""
    mail = KIND.render(notice)
    assert "Freya Lindqvist has left" in mail.subject
    assert referral.prospect not in mail.text + mail.subject
    assert mail.act.address.endswith(PAGE)
    for slip in (referral, second):
        acts.let_rest(chapter=chapter, slip=slip, at=now())
    assert KIND.still_due(notice, now()) == "settled meanwhile"


@pytest.mark.parametrize("changes", [{"stage": "won"}, {"stage": "lost"}, {"withdrawn_at": now()}, {"bad_at": now()}])
def test_what_has_ended_is_nobodys_to_decide(chapter, member, receiver, referral, changes, sign_in):
    Slip.objects.in_chapter(chapter).update(**changes)
    leaves(chapter, receiver)
    follow_leaving(chapter, now(), now())
    assert told(chapter) == []
    assert "Nothing is left behind" in sign_in(member).get(PAGE).text


def test_somebody_who_left_long_ago_or_is_to_leave_is_no_news(chapter, member, receiver, referral, sign_in):
    for days in (-8, 1):
        Stay.objects.in_chapter(chapter).filter(member=receiver).update(
            left_on=chapter.today(now()) + timedelta(days=days)
        )
        follow_leaving(chapter, now(), now())
        assert told(chapter) == []
    Stay.objects.in_chapter(chapter).filter(member=receiver).update(left_on=chapter.today(now()) - timedelta(days=90))
    assert "Nothing is left behind" in sign_in(member).get(PAGE).text


@pytest.fixture
def taken(chapter, receiver, lead):
    """Freya is on Ben's lead."""
    return LeadTaking.objects.create(chapter=chapter, lead=lead, member=receiver, at=lead.given_at)


def test_a_lead_that_whoever_left_was_on_is_offered_again_and_its_giver_told_once(
    chapter, member, receiver, bystander, lead, taken, sign_in
):
    leaves(chapter, receiver)
    for _morning in range(2):
        follow_leaving(chapter, now(), now())
    lead.refresh_from_db()
    assert lead.offered_at is not None
    notice = chapter.notices.get(kind="taker_left")
    assert notice.email == member.email
    told = kinds.find("taker_left").kind
    assert told.still_due(notice, now()) == ""
    mail = told.render(notice)
    assert "Freya Lindqvist has left" in mail.subject
    assert not [word for word in ("Hidden", "roofer") if word in mail.subject + mail.text]
    sign_in(bystander).post(path_of(lead, "take"))
    assert LeadTaking.objects.in_chapter(chapter).now().get().member == bystander
    assert told.still_due(notice, now()) == "somebody is on it"


def test_a_lead_that_is_over_or_whose_taker_is_here_stays_as_it_is(chapter, receiver, bystander, lead, taken):
    LeadTaking.objects.in_chapter(chapter).update(member=bystander)
    leaves(chapter, receiver)
    follow_leaving(chapter, now(), now())
    Slip.objects.in_chapter(chapter).update(stage="won")
    leaves(chapter, bystander)
    follow_leaving(chapter, now(), now())
    assert LeadTaking.objects.in_chapter(chapter).now().exists()
    assert not chapter.notices.filter(kind="taker_left").exists()


def test_of_whoever_left_long_ago_it_is_offered_again_and_no_news(chapter, receiver, lead, taken):
    Stay.objects.in_chapter(chapter).filter(member=receiver).update(left_on=chapter.today(now()) - timedelta(days=8))
    follow_leaving(chapter, now(), now())
    assert not LeadTaking.objects.in_chapter(chapter).now().exists()
    assert not chapter.notices.filter(kind="taker_left").exists()


def test_the_day_of_what_was_brought_over_is_not_made_up(chapter, member, referral, left, sign_in):
    Slip.objects.in_chapter(chapter).update(day_unknown=True)
    assert "To Freya Lindqvist, brought over, day not known" in sign_in(member).get(PAGE).text


def test_its_giver_passes_it_to_another_member_who_alone_sees_it_then(
    chapter, member, bystander, referral, left, sign_in
):
    giver, other = sign_in(member), sign_in(bystander)
    assert "Freya Lindqvist has left the chapter" in giver.get("/c/riverside/").text
    page = giver.get(PAGE).text
    assert referral.prospect in page
    assert "Pass it on" in giver.get(f"/c/riverside/slips/{referral.uuid}/").text
    for path in (PAGE, path_of(referral), "/c/riverside/"):
        assert referral.prospect not in other.get(path).text
    form = typed(bystander)
    for _tap in range(2):
        answer = giver.post(path_of(referral), form)
        assert answer.status_code == 303
    passed = Slip.objects.in_chapter(chapter).get(uuid=form["uuid"])
    assert answer.headers["Location"] == f"/c/riverside/slips/{passed.uuid}/"
    assert (passed.receiver, passed.giver, passed.came_from) == (bystander, member, referral)
    assert (passed.prospect, passed.prospect_phone, passed.need) == (referral.prospect, "+44 7700 900123", "a boiler")
    assert chapter.notices.filter(kind="referral_passed", email=bystander.email).count() == 1
    assert "+44 7700 900123" in other.get(f"/c/riverside/slips/{passed.uuid}/").text
    assert HandedOn.objects.in_chapter(chapter).get().to == passed
    referral.refresh_from_db()
    assert (referral.receiver, referral.stage, referral.withdrawn_at) == (left, "passed", None)  # history stays
    assert "Nothing is left behind" in giver.get(PAGE).text


def test_or_lets_it_rest(chapter, member, referral, left, sign_in):
    giver = sign_in(member)
    for _tap in range(2):
        assert giver.post(path_of(referral, "rest")).status_code == 303
    assert HandedOn.objects.in_chapter(chapter).get().to is None
    assert "has left the chapter" not in giver.get("/c/riverside/").text


def test_one_decision_holds_whatever_a_stale_page_says(chapter, member, officer, bystander, referral, left, sign_in):
    giver = sign_in(member)
    giver.post(path_of(referral, "rest"))
    assert giver.post(path_of(referral), typed(bystander)).status_code == 409
    assert Slip.objects.in_chapter(chapter).count() == 1
    assert not chapter.notices.filter(kind="referral_passed").exists()
    HandedOn.objects.in_chapter(chapter).delete()
    giver.post(path_of(referral), typed(bystander))
    assert giver.post(path_of(referral), typed(officer)).status_code == 409
    assert giver.post(path_of(referral, "rest")).status_code == 409
    assert Slip.objects.in_chapter(chapter).count() == 2


def test_nobody_but_its_giver_decides(chapter, member, bystander, officer, stranger, referral, left, sign_in):
    """F30; the officers neither."""
    for client, slug in (
        (sign_in(bystander), "riverside"),
        (sign_in(officer), "riverside"),
        (sign_in(stranger), "lakeside"),
    ):
        for act, form in (("hand-on", typed(officer)), ("rest", {})):
            path = path_of(referral, act).replace("riverside", slug)
            assert client.post(path, form).status_code == 404
    assert not HandedOn.objects.in_chapter(chapter).exists()


def test_not_while_its_receiver_is_a_member_or_is_back(chapter, member, receiver, bystander, referral, sign_in):
    giver = sign_in(member)
    assert giver.post(path_of(referral), typed(bystander)).status_code == 409
    seat = receiver.stays.get().seat
    leaves(chapter, receiver)
    join(chapter=chapter, email=receiver.email, name=receiver.name, seat=seat, joined_on=chapter.today(now()), at=now())
    with pytest.raises(SlipMoved):
        acts.let_rest(chapter=chapter, slip=referral, at=now())
    assert giver.get(f"/c/riverside/slips/{referral.uuid}/").text.count("Pass it on") == 0


def test_nor_to_whoever_left_or_to_its_giver(chapter, member, bystander, referral, left, sign_in):
    for person in (left, member):
        assert sign_in(member).post(path_of(referral), typed(person)).status_code == 422
    leaves(chapter, bystander)
    assert sign_in(member).post(path_of(referral), typed(bystander)).status_code == 422
    assert Slip.objects.in_chapter(chapter).count() == 1


def test_what_its_prospect_had_removed_can_only_rest(chapter, member, bystander, referral, left, sign_in):
    """F56."""
    Slip.objects.in_chapter(chapter).update(prospect="", prospect_phone="", prospect_email="", details_gone_at=now())
    giver = sign_in(member)
    assert "Pass it on" not in giver.get(PAGE).text
    assert giver.post(path_of(referral), typed(bystander)).status_code == 409
    assert giver.post(path_of(referral, "rest")).status_code == 303


def test_a_lost_reply_is_answered_as_the_first_was_even_when_the_new_receiver_left(
    chapter, member, bystander, referral, left
):
    """F02."""
    sending = Sending(uuid.uuid4())
    act = {
        "chapter": chapter,
        "slip": referral,
        "receiver": bystander,
        "warmth": Warmth.VOUCHED,
        "sending": sending,
        "by": member,
    }
    first = acts.hand_on(**act, at=now())
    leaves(chapter, bystander)
    assert acts.hand_on(**act, at=now()) == first
    assert HandedOn.objects.in_chapter(chapter).count() == 1


@pytest.mark.parametrize("slips", [1, 12])
def test_the_page_asks_as_much_of_few_as_of_many(chapter, member, left, sign_in, at_most, slips):
    for _number in range(slips):
        factories.SlipFactory(chapter=chapter, giver=member, receiver=left)
    client = sign_in(member)
    with at_most(5):
        client.get(PAGE)


def test_what_its_prospect_objected_to_is_nobodys_to_hand_on(chapter, member, left, referral, sign_in):
    """F56."""
    page = f"/c/riverside/slips/{referral.uuid}/"
    assert f"{left} has left the chapter" in sign_in(member).get(page).content.decode()
    object_to(chapter=chapter, slip=referral, at=now())
    assert f"{left} has left the chapter" not in sign_in(member).get(page).content.decode()
