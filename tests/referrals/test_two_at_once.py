"""Two who look back, and one who thanks on two devices, at the same moment: it happens once, nothing is lost."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from chapters.scope import chapter_scope
from notices.models import Notice
from referrals.actions.leads import release_lead, take_lead
from referrals.actions.looking_back import answer, open_look_back
from referrals.actions.thanking import correct_thanks, take_back_thanks
from referrals.models import LeadTaking, LookBack, LookBackAnswer, ThanksTakenBack, ThankYou, ThankYouCorrection
from referrals.values import Thanks
from tests.factories import ChapterFactory, MemberFactory, SlipFactory, ThankYouFactory
from tests.meetings.test_at_once import at_once

AT = datetime(2026, 3, 3, 8, tzinfo=UTC)
ROUNDS = range(3)

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


@pytest.fixture
def room():
    """A committed chapter of two, of whom one passed the other a referral and was thanked for it."""
    chapter = ChapterFactory(slug="riverside")
    with chapter_scope(chapter.pk):
        one, other = (MemberFactory(chapter=chapter, offices=["president"]) for _ in range(2))
        slip = SlipFactory(chapter=chapter, giver=one, receiver=other, given_at=AT)
        thanks = ThankYouFactory(chapter=chapter, giver=other, receiver=one, slip=slip, amount=100, at=AT)
    return chapter, one, other, thanks


def names(outcomes):
    return sorted(type(outcome).__name__ for outcome in outcomes)


@pytest.mark.parametrize("_round", ROUNDS)
def test_two_who_begin_at_once_begin_one_review(room, _round):
    chapter, one, other, _thanks = room
    begin = [
        lambda: open_look_back(chapter=chapter, other=other, by=one, at=AT),
        lambda: open_look_back(chapter=chapter, other=one, by=other, at=AT),
    ]
    outcomes = at_once(chapter, *begin)
    assert names(outcomes) == ["LookBack", "LookBack"]
    with chapter_scope(chapter.pk):
        assert LookBack.objects.in_chapter(chapter).count() == 1
        assert Notice.objects.in_chapter(chapter).count() == 1


@pytest.mark.parametrize("_round", ROUNDS)
def test_an_answer_tapped_twice_is_one(room, _round):
    chapter, one, other, _thanks = room
    with chapter_scope(chapter.pk):
        review = open_look_back(chapter=chapter, other=other, by=one, at=AT)
        item = review.items.get()

    def say():
        answer(look_back=review, item=item, whose=one, as_good="better", improve="", by=one, at=AT)

    assert names(at_once(chapter, say, say)) == ["NoneType", "NoneType"]
    with chapter_scope(chapter.pk):
        assert LookBackAnswer.objects.in_chapter(chapter).count() == 1


@pytest.mark.parametrize("_round", ROUNDS)
def test_of_two_corrections_at_once_one_wins(room, _round):
    chapter, _one, other, _thanks = room

    def correct(amount):
        with chapter_scope(chapter.pk):
            read = ThankYou.objects.in_chapter(chapter).with_people().get()
        return lambda: correct_thanks(thank_you=read, thanks=Thanks("A", Decimal(amount)), by=other, at=AT)

    assert names(at_once(chapter, correct(1), correct(2))) == ["NoneType", "ThanksMoved"]
    with chapter_scope(chapter.pk):
        assert ThankYouCorrection.objects.in_chapter(chapter).get().amount == 100


@pytest.mark.parametrize("_round", ROUNDS)
def test_taken_back_while_corrected_they_are_gone(room, _round):
    chapter, _one, other, thanks = room
    acts = [
        lambda: correct_thanks(thank_you=thanks, thanks=Thanks("A", Decimal(5)), by=other, at=AT),
        lambda: take_back_thanks(thank_you=thanks, by=other, at=AT),
    ]
    assert set(names(at_once(chapter, *acts))) <= {"NoneType", "ThanksMoved"}
    with chapter_scope(chapter.pk):
        assert not ThankYou.objects.in_chapter(chapter).exists()
        gone = ThanksTakenBack.objects.in_chapter(chapter).get()
        assert Decimal([*(amount for _at, amount in gone.corrected), gone.amount][0]) == 100


@pytest.mark.parametrize("_round", ROUNDS)
def test_a_lead_released_while_another_takes_it_locks_nobody_out(room, _round):
    """Whoever comes first: the other one waits, and is answered."""
    chapter, one, other, _thanks = room
    with chapter_scope(chapter.pk):
        taker = MemberFactory(chapter=chapter)
        lead = SlipFactory(chapter=chapter, kind="lead", giver=one, receiver=None, warmth=None, given_at=AT)
        take_lead(chapter=chapter, lead=lead, by=other, at=AT)
    acts = [
        lambda: release_lead(chapter=chapter, lead=lead, by=other, at=AT),
        lambda: take_lead(chapter=chapter, lead=lead, by=taker, at=AT),
    ]
    released, taken = (type(outcome).__name__ for outcome in at_once(chapter, *acts))
    assert released == "NoneType"
    assert taken in {"LeadTaking", "LeadTaken"}
    with chapter_scope(chapter.pk):
        assert LeadTaking.objects.in_chapter(chapter).now().exists() is (taken == "LeadTaking")
