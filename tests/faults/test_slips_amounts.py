"""F36: business totals to which fewer than three members contributed are told to nobody else."""

from decimal import Decimal

import pytest

from referrals.models import ThankYou
from tests import factories


@pytest.fixture
def people(chapter):
    return [factories.MemberFactory(chapter=chapter) for _ in range(5)]


def say(chapter, giver, receiver, amount):
    factories.ThankYouFactory(chapter=chapter, giver=giver, receiver=receiver, amount=amount)


def told(chapter, person):
    return ThankYou.objects.in_chapter(chapter).business(seen_by=person).amount


def test_three_contributors_make_a_total(chapter, people):
    a, b, c, d, _ = people
    for giver, amount in [(a, "100.5"), (b, "20"), (c, "3")]:
        say(chapter, giver, d, Decimal(amount))
    assert {told(chapter, person) for person in (*people, None)} == {Decimal("123.5")}


def test_two_are_told_to_those_alone_whose_amounts_they_all_are(chapter, people):
    a, b, c, d, e = people
    for giver, amount in [(a, 100), (b, 20), (a, 5)]:
        say(chapter, giver, d, amount)
    assert [told(chapter, person) for person in (a, b, c, d, e, None)] == [None, None, None, Decimal(125), None, None]
    assert ThankYou.objects.in_chapter(chapter).business(seen_by=None).withheld


def test_one_is_told_to_the_two(chapter, people):
    a, b, c, *_ = people
    say(chapter, a, b, 100)
    assert [told(chapter, person) for person in (a, b, c)] == [100, 100, None]


def test_many_amounts_of_one_member_are_one_contribution(chapter, people):
    a, b, c, d, _ = people
    for receiver in (b, c, d):
        say(chapter, a, receiver, 100)
    assert [told(chapter, person) for person in (a, b)] == [300, None]


@pytest.mark.parametrize("nothing", [None, 0])
def test_thanks_without_an_amount_contribute_nothing(chapter, people, nothing):
    """Else two empty ones beside one amount would tell it."""
    a, b, c, d, e = people
    say(chapter, a, d, 100)
    say(chapter, b, d, nothing)
    say(chapter, c, d, nothing)
    assert [told(chapter, person) for person in (a, d, e)] == [100, 100, None]


def test_an_amount_of_nobody_known_is_nobodys_contribution(chapter, people):
    a, b, c, d, e = people
    for giver in (a, b, None):
        say(chapter, giver, d, 100)
    assert [told(chapter, person) for person in (a, d, e)] == [None, 300, None]
    say(chapter, c, d, 1)
    assert told(chapter, e) == 301


def test_a_chapter_without_thanks_has_no_total_to_withhold(chapter, people):
    assert told(chapter, people[0]) == 0
