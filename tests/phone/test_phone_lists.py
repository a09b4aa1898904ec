"""The lists a phone keeps: enough to work with, and nothing of a prospect."""

import pytest

from tests import factories

pytestmark = pytest.mark.django_db
PATH = "/c/riverside/phone/"


@pytest.fixture
def giver(chapter):
    return factories.MemberFactory(chapter=chapter, name="Freya Lindqvist", email="freya@riverside.example")


@pytest.fixture
def received(chapter, giver, member):
    return factories.SlipFactory(
        chapter=chapter,
        giver=giver,
        receiver=member,
        prospect="Gareth Nkosi",
        prospect_phone="+44 7700 900123",
        prospect_email="gareth@example.org",
        need="a boiler for the bakery",
    )


def test_members_to_choose_from_the_recent_first(chapter, member, giver, officer, sign_in):
    factories.SlipFactory(chapter=chapter, giver=member, receiver=giver)
    found = sign_in(member).get(PATH).json()
    assert [name for _key, name, _seat in found["people"]] == ["Freya Lindqvist", "Amara Osei"]
    assert found["recent"] == 1
    assert found["user"] == str(member.user.pk)
    assert all(seat for _key, _name, seat in found["people"])


def test_what_waits_for_the_readers_word_without_what_it_says(member, received, sign_in):
    answer = sign_in(member).get(PATH)
    (slip,) = answer.json()["slips"]
    assert slip["path"] == f"/c/riverside/slips/{received.uuid}/progress/"
    assert (slip["about"], slip["stage"]) == ("G.N. · Passed", "passed")
    assert slip["line"].startswith("From Freya Lindqvist")
    assert ["won", "Won"] in slip["taps"]
    for private in ("Gareth", "Nkosi", "7700", "gareth@", "boiler", "bakery", "freya@"):
        assert private not in answer.content.decode()


@pytest.mark.parametrize("ended", [{"stage": "won"}, {"stage": "lost"}, {"withdrawn": True}])
def test_what_has_ended_is_not_on_it(chapter, giver, member, sign_in, ended):
    slip = factories.SlipFactory(chapter=chapter, giver=giver, receiver=member, stage=ended.get("stage", "passed"))
    if "withdrawn" in ended:
        slip.withdraw(slip.given_at)
    assert sign_in(member).get(PATH).json()["slips"] == []


def test_nobody_elses_slips_are_on_it(received, giver, officer, sign_in):
    assert sign_in(giver).get(PATH).json()["slips"] == []
    assert sign_in(officer).get(PATH).json()["slips"] == []


def test_no_cache_keeps_it(member, sign_in):
    assert sign_in(member).get(PATH).headers["Cache-Control"] == "private, no-store"


def test_the_token_that_the_queue_sends_with_comes_along(member, sign_in):
    assert sign_in(member).get(PATH).cookies["csrftoken"].value


def test_it_costs_the_same_for_many(chapter, giver, member, received, sign_in, at_most):
    client = sign_in(member)
    for number in range(20):
        factories.SlipFactory(chapter=chapter, giver=giver, receiver=member, prospect=f"Prospect {number}")
    with at_most(8):
        assert len(client.get(PATH).json()["slips"]) == 10
