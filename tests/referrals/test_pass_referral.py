import re
from datetime import date

import pytest

from notices.models import Notice
from referrals.models import Slip, SlipEvent
from tests import factories
from tests.referrals import typed

PASS = "/c/riverside/pass/"


def test_a_referral_is_passed_and_its_receiver_told(chapter, member, receiver, sign_in):
    data = typed.referral(receiver)
    answer = sign_in(member).post(PASS, data)
    slip = Slip.objects.in_chapter(chapter).get()
    assert (answer.status_code, answer.url) == (303, f"/c/riverside/slips/{data['uuid']}/")
    assert (slip.kind, slip.giver, slip.receiver, slip.warmth, slip.inside) == ("referral", member, receiver, 4, True)
    assert (slip.prospect, slip.prospect_phone, slip.need) == (data["prospect"], data["prospect_phone"], data["need"])
    notice = Notice.objects.in_chapter(chapter).get()
    assert (notice.kind, notice.email, notice.subject) == ("referral_passed", receiver.email, slip.pk)


def test_the_trail_says_who_passed_it_without_the_prospect(chapter, member, receiver, sign_in):
    sign_in(member).post(PASS, typed.referral(receiver))
    event = SlipEvent.objects.in_chapter(chapter).get()
    assert (event.giver_id, event.receiver_id, event.pgh_context["member"]) == (member.pk, receiver.pk, member.pk)
    assert not {"prospect", "prospect_phone", "prospect_email", "need"} & {field.name for field in event._meta.fields}


@pytest.mark.parametrize("warmth", ["", "0", "6", "warm"])
def test_without_the_givers_word_nothing_of_the_prospect_is_kept(chapter, member, receiver, sign_in, warmth):
    """F55: contact details need a basis, which is what the giver did so that the call is expected."""
    client = sign_in(member)
    answer = client.post(PASS, typed.referral(receiver, warmth=warmth))
    assert answer.status_code == 422
    assert not Slip.objects.in_chapter(chapter).exists()
    assert client.post(PASS, typed.referral(receiver)).status_code == 303


@pytest.mark.parametrize("field", ["receiver", "prospect", "need"])
def test_what_is_missing_is_asked_for_and_the_rest_is_kept(member, receiver, sign_in, field):
    answer = sign_in(member).post(PASS, typed.referral(receiver, **{field: ""}))
    assert answer.status_code == 422
    assert "gareth@example.org" in answer.content.decode()
    assert answer.context["form"].errors.keys() == {field}


def test_whose_client_and_my_name_are_chosen_already(chapter, member, receiver, sign_in):
    data = typed.referral(receiver)
    del data["inside"], data["use_name"]
    assert sign_in(member).post(PASS, data).status_code == 303
    slip = Slip.objects.in_chapter(chapter).get()
    assert (slip.inside, slip.use_name) == (False, "yes")


def test_only_current_members_but_oneself_are_offered(chapter, member, receiver, sign_in):
    left = factories.MemberFactory(chapter=chapter, name="Gone Away", stay__left_on=date(2025, 1, 1))
    coming = factories.MemberFactory(chapter=chapter, name="To Come", stay__joined_on=date(2999, 1, 1))
    page = sign_in(member).get(PASS).content.decode()
    offered = set(map(int, re.findall(r'name="receiver" value="(\d+)"', page)))
    assert offered == {receiver.pk}
    for nobody in (left, coming, member):
        assert sign_in(member).post(PASS, typed.referral(nobody)).status_code == 422
    assert not Slip.objects.in_chapter(chapter).exists()


def test_a_member_of_another_chapter_is_nobody_here(chapter, member, receiver, stranger, sign_in):
    assert sign_in(member).post(PASS, typed.referral(stranger)).status_code == 422
    assert sign_in(stranger).post(PASS, typed.referral(receiver)).status_code == 404
    assert not Slip.objects.in_chapter(chapter).exists()


def test_the_people_last_passed_to_come_first(chapter, member, officer, receiver, bystander, sign_in):
    factories.SlipFactory(chapter=chapter, giver=member, receiver=bystander)
    people = sign_in(member).get(PASS).context["people"]
    assert [person.name for person in people] == ["Sam O'Connell", "Amara Osei", "Freya Lindqvist"]
    assert people[0].seat.startswith("Trade ")


def test_somebody_can_be_chosen_by_the_link_that_leads_here(member, receiver, bystander, sign_in):
    page = sign_in(member).get(f"{PASS}?to={bystander.pk}").content.decode()
    assert re.search(rf'value="{bystander.pk}" required checked', page)
    assert page.count(" checked") == 3  # and whose client, and my name


def test_whoever_is_alone_is_told_what_this_will_be(member, sign_in):
    assert "Here you pass referrals" in sign_in(member).get(PASS).content.decode()


@pytest.mark.parametrize("people", [1, 40])
def test_it_takes_at_most_eight_statements(chapter, member, sign_in, at_most, people):
    for _ in range(people):
        factories.SlipFactory(chapter=chapter, giver=member, receiver=factories.MemberFactory(chapter=chapter))
    client = sign_in(member)
    with at_most(8):
        client.get(PASS)
