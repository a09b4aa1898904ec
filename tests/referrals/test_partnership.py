"""What two power partners look for and can give, beside what each passed the other lately: a plain list, no score."""

from datetime import timedelta

import pytest

from chapters.clock import now
from members.models import Partnership
from referrals.likeness import Alike, listed
from referrals.models import JointMeeting, LookBack, Slip
from tests import factories


@pytest.fixture
def partnership(chapter, member, receiver):
    """The member and the receiver are power partners."""
    return Partnership.objects.create(
        chapter=chapter,
        proposer=member,
        partner=receiver,
        state="accepted",
        started_on="2026-01-01",
        proposed_at=now(),
        looks_for="Restaurant kitchens",
        can_give="Landlords",
        partner_looks_for="Flats to let",
        partner_can_give="Chefs",
    )


def path(partnership):
    return f"/c/riverside/partners/{partnership.pk}/"


def lists(client, partnership):
    context = client.get(path(partnership)).context
    return [[line["title"] for line in context[key]] for key in ("to_them", "to_me")]


def test_what_each_passed_the_other_stands_beside_what_was_looked_for(
    chapter, member, receiver, bystander, partnership, sign_in
):
    at = now()
    make = factories.SlipFactory
    make(chapter=chapter, giver=member, receiver=receiver, given_at=at, prospect="", need="a flat to let")
    make(chapter=chapter, giver=receiver, receiver=member, given_at=at, prospect="", need="a kitchen", stage="won")
    make(chapter=chapter, giver=member, receiver=receiver, given_at=at - timedelta(days=200), need="long ago")
    make(chapter=chapter, giver=member, receiver=receiver, given_at=at, need="gone", withdrawn_at=at)
    make(chapter=chapter, giver=member, receiver=bystander, given_at=at, need="not theirs")
    assert lists(sign_in(member), partnership) == [["A flat to let"], ["A kitchen"]]
    assert lists(sign_in(receiver), partnership) == [["A kitchen"], ["A flat to let"]]
    page = sign_in(member).get(path(partnership)).content.decode()
    for words in ("Flats to let", "Landlords", "Restaurant kitchens", "Chefs"):
        assert words in page
    assert "mine/" in page


def kinds(client, partnership, name):
    return [(kind["said"], bool(kind["latest"])) for kind in client.get(path(partnership)).context[name]]


def test_each_kind_of_referral_says_when_one_like_it_was_last_passed(chapter, member, receiver, partnership, sign_in):
    partnership.write_side(receiver, looks_for="Flats to let\nLandlords; offices", can_give="Chefs")
    make = factories.SlipFactory
    make(chapter=chapter, giver=member, receiver=receiver, given_at=now(), need="Letting a flat in the old town")
    make(chapter=chapter, giver=member, receiver=receiver, given_at=now(), need="an office", bad_at=now())
    make(chapter=chapter, giver=receiver, receiver=member, given_at=now(), need="a landlord with a kitchen")
    mine, theirs = sign_in(member), sign_in(receiver)
    looked_for = [("Flats to let", True), ("Landlords", False), ("offices", False)]
    assert kinds(mine, partnership, "they_look_for") == kinds(theirs, partnership, "i_look_for") == looked_for
    assert kinds(mine, partnership, "i_can_give") == [("Landlords", False)]
    assert kinds(mine, partnership, "i_look_for") == [("Restaurant kitchens", True)]
    assert kinds(mine, partnership, "they_can_give") == [("Chefs", False)]


@pytest.mark.parametrize(
    ("kind", "need", "like"),
    [
        ("Kitchen fitters", "New kitchens in a café", True),
        ("Kitchen fitters who work nights", "a kitchen", False),
        ("the", "the", False),
        ("Café", "café to let", True),
        ("%(kind)s", "100 %", False),
        ("", "anything", False),
    ],
)
def test_a_need_is_like_a_kind_when_half_its_words_are_there(chapter, member, receiver, kind, need, like):
    factories.SlipFactory(chapter=chapter, giver=member, receiver=receiver, need=need)
    slip = Slip.objects.in_chapter(chapter).annotate(like=Alike([kind])).get()
    assert slip.like == ([kind] if like else [])


def test_kinds_are_listed_one_each():
    assert listed("Restaurants, cafés;\r\n- hotels\n\n• cafés") == ["Restaurants", "cafés", "hotels"]


def test_the_two_alone_read_it(officer, bystander, partnership, sign_in):
    for person in (officer, bystander):
        assert sign_in(person).get(path(partnership)).status_code == 404


def test_it_suggests_to_look_back_together(chapter, member, receiver, partnership, sign_in):
    client = sign_in(member)
    assert f"look-back/?with={receiver.pk}" in client.get(path(partnership)).content.decode()
    two = sorted((member, receiver), key=lambda one: one.pk)
    review = LookBack.objects.create(chapter=chapter, a=two[0], b=two[1], opened_by=member, opened_at=now())
    assert "are looking back together" in client.get(path(partnership)).content.decode()
    review.closed_at, review.closed_by = now(), member
    review.save()
    assert "The next one from" in client.get(path(partnership)).content.decode()
    review.closed_at = now() - timedelta(weeks=14)
    review.save()
    assert f"look-back/?with={receiver.pk}" in client.get(path(partnership)).content.decode()


@pytest.mark.parametrize("slips", [1, 40])
def test_it_takes_at_most_eight_statements(chapter, member, receiver, partnership, sign_in, at_most, slips):
    for _ in range(slips):
        slip = factories.SlipFactory(chapter=chapter, giver=member, receiver=receiver, given_at=now())
        JointMeeting.objects.create(
            chapter=chapter, slip=slip, planned_by=receiver, partner=member, starts_at=now(), planned_at=now()
        )
    client = sign_in(member)
    with at_most(8):
        assert client.get(path(partnership)).status_code == 200
