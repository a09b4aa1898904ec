import uuid
from datetime import date

import pytest

from chapters.clock import now
from notices import kinds
from notices.models import Notice
from referrals.actions.entering import enter_slip
from referrals.forms.correcting import correct_form, words_seen
from referrals.models import LeadTaking, Slip, SlipMoved
from referrals.states import Warmth


def path(slip, act="correct/"):
    return f"/c/riverside/slips/{slip.uuid}/{act}"


def typed_for(slip, **changes):
    """What the page sends."""
    slip.refresh_from_db()
    form = correct_form(slip)
    return {name: value for name, value in form.initial.items() if value not in {None, False}} | changes


def test_its_giver_puts_a_number_right_and_the_receiver_is_told(chapter, member, receiver, referral, sign_in):
    client = sign_in(member)
    assert "+44 7700 900123" in client.get(path(referral)).content.decode()
    data = typed_for(referral, prospect_phone="+44 7700 900456")
    for _ in range(2):
        assert client.post(path(referral), data).status_code == 303
    assert "+44 7700 900456" in sign_in(receiver).get(path(referral, "")).content.decode()
    notice = Notice.objects.in_chapter(chapter).get()
    assert (notice.kind, notice.email) == ("slip_corrected", receiver.email)
    mail = kinds.find(notice.kind).kind.render(notice)
    assert not [word for word in ("Gareth", "900456") if word in f"{mail.subject}{mail.text}"]


def test_of_a_lead_whoever_is_on_it_is_told(chapter, member, receiver, lead, sign_in):
    LeadTaking.objects.create(chapter=chapter, lead=lead, member=receiver, at=now())
    data = typed_for(lead, need="two roofers", sure="first", prospect_shown="on")
    assert sign_in(member).post(path(lead), data).status_code == 303
    lead.refresh_from_db()
    assert (lead.need, lead.sure, lead.prospect_shown) == ("two roofers", "first", True)
    assert Notice.objects.in_chapter(chapter).get().email == receiver.email


@pytest.mark.parametrize(
    "contact", [{"need": "Call 07700 900123"}, {"prospect": "a@b.example"}, {"heard": "a@b.example"}]
)
def test_a_lead_stays_without_a_way_to_reach_its_prospect(chapter, member, lead, sign_in, contact):
    """F55."""
    client = sign_in(member)
    assert client.post(path(lead), typed_for(lead, **contact)).status_code == 422
    client.post(path(lead), typed_for(lead, prospect_phone="07700 900123", need="two roofers"))
    lead.refresh_from_db()
    assert (lead.need, lead.prospect_phone) == ("two roofers", "")


def test_nobody_else_may(receiver, bystander, officer, referral, lead, sign_in):
    answers = [sign_in(one).post(path(referral), typed_for(referral)) for one in (receiver, bystander, officer)]
    assert [answer.status_code for answer in answers] == [403, 404, 404]
    assert sign_in(officer).post(path(lead), typed_for(lead)).status_code == 403


@pytest.mark.parametrize("state", [{"stage": "won"}, {"bad_at": now(), "stage": "bad"}, {"withdrawn_at": now()}])
def test_what_is_over_stays_as_it_is(chapter, member, referral, sign_in, state):
    data = typed_for(referral, need="something else")
    Slip.objects.in_chapter(chapter).filter(pk=referral.pk).update(**state)
    assert sign_in(member).post(path(referral), data).status_code == 409
    referral.refresh_from_db()
    assert referral.need == "a boiler"


def test_a_page_opened_before_another_change_overwrites_nothing(chapter, member, referral, sign_in):
    """F11."""
    client = sign_in(member)
    first, second = typed_for(referral, need="two boilers"), typed_for(referral, need="a heat pump")
    assert client.post(path(referral), first).status_code == 303
    assert client.post(path(referral), second).status_code == 409
    referral.refresh_from_db()
    assert referral.need == "two boilers"


def test_the_guard_itself_finds_words_changed_meanwhile(chapter, referral):
    once, twice, marked = (Slip.objects.in_chapter(chapter).get(pk=referral.pk) for _ in range(3))
    assert words_seen(once) == words_seen(twice)
    once.correct(need="two boilers")
    with pytest.raises(SlipMoved):
        twice.correct(need="a heat pump")
    with pytest.raises(SlipMoved):
        marked.mark_bad("wrong number", referral.given_at)
    once.mark_bad("wrong number", referral.given_at)
    with pytest.raises(SlipMoved):
        once.correct(need="three boilers")


def test_nothing_is_kept_of_a_prospect_before_its_giver_says_that_they_expect_the_call(
    chapter, member, receiver, sign_in
):
    """F55: one that an officer entered has no basis yet."""
    row = {"chapter": chapter, "receiver": receiver, "need": "a boiler"}
    slip = enter_slip(uuid=uuid.uuid4(), giver=member, day=date(2026, 3, 3), at=now(), **row)
    client, data = sign_in(member), typed_for(slip, prospect="Gareth", prospect_phone="07700 900123")
    refused = client.post(path(slip), data)
    assert (refused.status_code, "so that they expect the call" in refused.content.decode()) == (422, True)
    slip.refresh_from_db()
    assert (slip.prospect, slip.prospect_phone, slip.warmth) == ("", "", None)
    for _ in range(2):
        assert client.post(path(slip), data | {"warmth": "4"}).status_code == 303
    slip.refresh_from_db()
    assert (slip.prospect_phone, slip.warmth) == ("07700 900123", Warmth.INTRODUCED)
    assert "warmth" not in correct_form(slip).fields
