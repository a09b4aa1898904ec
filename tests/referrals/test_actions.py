from datetime import date
from uuid import uuid4

import pytest

from chapters.clock import now
from referrals.actions.passing import pass_referral, share_lead
from referrals.actions.people import NotAMember
from referrals.actions.reporting import mark_bad
from referrals.actions.thanking import say_thanks
from referrals.models import Slip, ThankYou
from referrals.states import Warmth
from referrals.values import Lead, Referral, Sending, Thanks
from tests import factories

REFERRAL = Referral(prospect="Gareth Nkosi", need="a boiler", warmth=Warmth.TOLD)


def test_passing_a_slip_takes_three_statements(chapter, member, receiver, at_most):
    """P8: the check of the two, the slip with its trail, the notice."""
    with at_most(3):
        pass_referral(
            chapter=chapter, receiver=receiver, referral=REFERRAL, sending=Sending(uuid4()), by=member, at=now()
        )


def test_only_current_members_give_and_receive(chapter, member, receiver):
    left = factories.MemberFactory(chapter=chapter, stay__left_on=date(2025, 1, 1))
    never = factories.MemberFactory(chapter=chapter, stay=False)
    for giver, taker in [(member, left), (left, receiver), (member, never), (never, receiver)]:
        with pytest.raises(NotAMember):
            pass_referral(
                chapter=chapter, receiver=taker, referral=REFERRAL, sending=Sending(uuid4()), by=giver, at=now()
            )
        with pytest.raises(NotAMember):
            say_thanks(
                chapter=chapter,
                receiver=taker,
                thanks=Thanks("Thank you"),
                sending=Sending(uuid4()),
                by=giver,
                at=now(),
            )
    with pytest.raises(NotAMember):
        share_lead(chapter=chapter, lead=Lead("a roofer"), sending=Sending(uuid4()), by=left, at=now())
    assert not Slip.objects.in_chapter(chapter).exists()
    assert not ThankYou.objects.in_chapter(chapter).exists()


def test_a_bad_mark_and_its_progress_are_of_one_moment(chapter, receiver, referral):
    """Where the clock was set back, both stand at the moment it was given (F27)."""
    earlier = referral.given_at.replace(hour=1)
    report = mark_bad(chapter=chapter, slip=referral, reason="wrong number", by=receiver, at=earlier)
    referral.refresh_from_db()
    assert report.at == referral.bad_at == referral.given_at
