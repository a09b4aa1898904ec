"""F36: business totals to which fewer than three members contributed are told to nobody else."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest

from referrals.actions.thanking import correct_thanks, take_back_thanks
from referrals.models import ThankYou
from referrals.totals import business_between
from referrals.values import Thanks
from tests import factories

SAID = datetime(2026, 3, 3, 9, tzinfo=UTC)
TOLD = SAID + timedelta(minutes=30)


@pytest.fixture
def people(chapter):
    return [factories.MemberFactory(chapter=chapter) for _ in range(5)]


def say(chapter, giver, receiver, amount, **more):
    return factories.ThankYouFactory(chapter=chapter, giver=giver, receiver=receiver, amount=amount, **more)


def total(chapter, told_at=None):
    return business_between(chapter, first=SAID, end=SAID + timedelta(hours=1), told_at=told_at)


def test_three_contributors_make_a_total(chapter, people):
    a, b, c, d, _ = people
    for giver, amount in [(a, "100.5"), (b, "20"), (c, "3")]:
        say(chapter, giver, d, Decimal(amount))
    assert total(chapter).amount == Decimal("123.5")


def test_two_are_told_to_nobody(chapter, people):
    a, b, _, d, _ = people
    for giver, amount in [(a, 100), (b, 20), (a, 5)]:
        say(chapter, giver, d, amount)
    assert total(chapter).amount is None


def test_many_amounts_of_one_member_are_one_contribution(chapter, people):
    a, b, c, d, _ = people
    for receiver in (b, c, d):
        say(chapter, a, receiver, 100)
    assert total(chapter).amount is None


@pytest.mark.parametrize("nothing", [None, 0])
def test_thanks_without_an_amount_contribute_nothing(chapter, people, nothing):
    """Else two empty ones beside one amount would tell it."""
    a, b, c, d, _ = people
    say(chapter, a, d, 100)
    say(chapter, b, d, nothing)
    say(chapter, c, d, nothing)
    assert total(chapter).amount is None


def test_an_amount_of_nobody_known_is_nobodys_contribution(chapter, people):
    a, b, c, d, _ = people
    for giver in (a, b, None):
        say(chapter, giver, d, 100)
    assert total(chapter).amount is None
    say(chapter, c, d, 1)
    assert total(chapter).amount == 301


def test_a_chapter_without_thanks_has_no_total_to_withhold(chapter, people):
    assert total(chapter).amount == 0


def correct(thank_you, amount, minutes):
    thanks = Thanks(thank_you.text, amount and Decimal(amount))
    at = TOLD + timedelta(minutes=minutes)
    correct_thanks(thank_you=thank_you, thanks=thanks, by=thank_you.giver, at=at)


def test_a_correction_follows_before_the_total_is_told(chapter, people):
    a, b, c, d, _ = people
    said = [say(chapter, giver, d, Decimal(100)) for giver in (a, b, c)]
    correct(said[0], 50, minutes=-10)
    assert total(chapter, told_at=TOLD).amount == 250


def test_one_correction_does_not_move_a_total_that_was_told(chapter, people):
    """The step from one total to the next would be what one member's amount changed by."""
    a, b, c, d, e = people
    said = [say(chapter, giver, d, Decimal(100)) for giver in (a, b, c, e)]
    correct(said[0], 1000, minutes=1)
    correct(said[1], None, minutes=2)
    assert total(chapter, told_at=TOLD).amount == 400
    correct(said[0], 1500, minutes=3)
    assert total(chapter, told_at=TOLD).amount == 400, "two members' amounts, whatever they do"
    correct(said[2], 200, minutes=4)
    assert total(chapter, told_at=TOLD).amount == 1800, "three: all of it at once"
    correct(said[3], 5, minutes=5)
    assert total(chapter, told_at=TOLD).amount == 1800, "the fourth waits for two more"


def test_what_was_corrected_back_covers_nobody(chapter, people):
    """Two who change theirs and change them back do not make the third's step a sum of three."""
    a, b, c, d, _ = people
    said = [say(chapter, giver, d, Decimal(100)) for giver in (a, b, c)]
    for number, one in enumerate(said[:2]):
        correct(one, 101, minutes=number + 1)
        correct(one, 100, minutes=number + 5)
    correct(said[2], 900, minutes=20)
    assert total(chapter, told_at=TOLD).amount == 300


@pytest.mark.parametrize("late", [{"arrived_at": TOLD + timedelta(hours=1)}, {"at": TOLD + timedelta(minutes=10)}])
def test_thanks_that_come_after_the_total_was_told_do_not_move_it(chapter, people, late):
    a, b, c, d, e = people
    for giver in (a, b, c):
        say(chapter, giver, d, Decimal(100))
    say(chapter, e, d, Decimal(777), **late)
    assert total(chapter, told_at=TOLD).amount == 300


def test_thanks_taken_back_after_the_total_was_told_do_not_move_it(chapter, people):
    a, b, c, d, e = people
    said = [say(chapter, giver, d, Decimal(100)) for giver in (a, b, c, e)]
    correct(said[3], 150, minutes=1)
    take_back_thanks(thank_you=said[3], by=e, at=TOLD + timedelta(minutes=2))
    assert not ThankYou.objects.in_chapter(chapter).filter(giver=e).exists()
    assert total(chapter, told_at=TOLD).amount == 400


def test_no_step_from_one_told_total_to_the_next_is_of_fewer_than_three(chapter, people):
    """Whatever is corrected in whatever order, a total that moves moves by three or more members' amounts."""
    *givers, receiver = people
    said = {giver: say(chapter, giver, receiver, Decimal(100)) for giver in givers}
    told, moved = [total(chapter, told_at=TOLD).amount], set()
    for minutes, number in enumerate([0, 1, 0, 2, 3, 3, 0, 1, 1, 2, 3], 1):
        one = said[givers[number]]
        correct(one, 100 + 7**minutes, minutes)
        moved.add(number)
        told.append(total(chapter, told_at=TOLD).amount)
        if told[-1] != told[-2]:
            assert len(moved) >= 3
            moved = set()
    assert sum(one != other for one, other in pairwise(told)) == 3


@pytest.mark.parametrize("corrected", [None, 5, 90])
@pytest.mark.parametrize("back", [12, 45])
def test_thanks_that_came_late_and_are_taken_back_do_not_move_it(chapter, people, corrected, back):
    """Neither when they come nor when they go, corrected in between or not."""
    a, b, c, d, e = people
    for giver in (a, b, c):
        say(chapter, giver, d, Decimal(100))
    late = say(chapter, e, d, Decimal(5000), arrived_at=TOLD + timedelta(minutes=10))
    if corrected:
        correct(late, corrected, minutes=11)
    take_back_thanks(thank_you=late, by=e, at=TOLD + timedelta(minutes=back))
    assert total(chapter, told_at=TOLD).amount == 300


def test_what_was_corrected_before_the_total_was_told_and_taken_back_after_does_not_move_it(chapter, people):
    a, b, c, d, e = people
    said = [say(chapter, giver, d, Decimal(100)) for giver in (a, b, c, e)]
    correct(said[3], 150, minutes=-2)
    correct(said[3], 170, minutes=1)
    assert total(chapter, told_at=TOLD).amount == 450
    take_back_thanks(thank_you=said[3], by=e, at=TOLD + timedelta(minutes=2))
    assert total(chapter, told_at=TOLD).amount == 450
    assert total(chapter, told_at=TOLD - timedelta(minutes=5)).amount == 400
