from datetime import UTC, datetime, timedelta

import pytest

from referrals.models import Slip
from tests import factories

AT = datetime(2026, 3, 20, 12, tzinfo=UTC)
LONG_AGO, LATELY = AT - timedelta(days=7), AT - timedelta(days=6)


@pytest.mark.parametrize(
    ("stage", "reported", "waits"),
    [
        ("passed", None, True),
        ("contacted", LONG_AGO, True),
        ("contacted", LATELY, False),
        ("proposal", LONG_AGO, True),
        ("won", LONG_AGO, False),
        ("lost", LONG_AGO, False),
    ],
)
def test_what_was_never_answered_or_is_silent_for_a_week_waits(chapter, referral, receiver, stage, reported, waits):
    Slip.objects.in_chapter(chapter).update(stage=stage)
    if reported:
        referral.progress.create(chapter=chapter, at=LONG_AGO - timedelta(days=30), stage="contacted")
        referral.progress.create(chapter=chapter, at=reported, stage=stage)
    assert Slip.objects.in_chapter(chapter).waiting_for(receiver, AT).exists() is waits


def test_what_was_withdrawn_or_no_use_or_somebody_elses_does_not_wait(chapter, member, receiver, referral):
    slips = Slip.objects.in_chapter(chapter)
    assert not slips.waiting_for(member, AT).exists()
    slips.update(withdrawn_at=AT)
    assert not slips.waiting_for(receiver, AT).exists()
    slips.update(withdrawn_at=None, bad_at=AT, stage="bad")
    assert not slips.waiting_for(receiver, AT).exists()


def test_the_last_receivers_come_latest_first_each_once(chapter, member, receiver, bystander, officer):
    for day, to in [(1, receiver), (2, bystander), (3, receiver), (1, officer)]:
        factories.SlipFactory(
            chapter=chapter, giver=member, receiver=to, given_at=datetime(2026, 3, day, 9, tzinfo=UTC)
        )
    slips = Slip.objects.in_chapter(chapter)
    assert slips.last_receivers(member, 2) == [receiver.pk, bystander.pk]
