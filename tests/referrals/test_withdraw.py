from datetime import timedelta

import pytest

from referrals.models import Slip, SlipEvent
from referrals.values import UNDO_FOR
from tests.referrals import typed


def path(slip, act="withdraw"):
    return f"/c/riverside/slips/{slip.uuid}/{act}/"


@pytest.mark.parametrize("which", ["referral", "lead"])
def test_its_giver_takes_it_back_after_being_asked(request, chapter, member, sign_in, which):
    slip = request.getfixturevalue(which)
    client = sign_in(member)
    assert "Withdraw it?" in client.get(path(slip)).content.decode()
    assert client.post(path(slip)).status_code == 303
    slip.refresh_from_db()
    assert slip.withdrawn_at is not None
    assert not Slip.objects.in_chapter(chapter).good().exists()
    assert SlipEvent.objects.in_chapter(chapter).filter(withdrawn_at__isnull=False).count() == 1


def test_not_once_its_receiver_answered(member, receiver, referral, sign_in):
    sign_in(receiver).post(path(referral, "progress"), {"stage": "contacted"})
    assert sign_in(member).post(path(referral)).status_code == 409
    referral.refresh_from_db()
    assert referral.withdrawn_at is None


def test_nobody_else_may(receiver, bystander, officer, referral, lead, sign_in):
    assert sign_in(receiver).post(path(referral)).status_code == 403
    assert sign_in(officer).post(path(lead)).status_code == 403
    assert sign_in(bystander).post(path(referral)).status_code == 404


def test_it_stands_again_within_a_short_while(chapter, member, receiver, referral, sign_in):
    client = sign_in(member)
    client.post(path(referral))
    assert sign_in(receiver).post(path(referral, "give-again")).status_code == 403
    assert client.post(path(referral, "give-again")).status_code == 303
    client.post(path(referral))
    referral.refresh_from_db()
    Slip.objects.in_chapter(chapter).update(
        given_at=referral.given_at - timedelta(days=1), withdrawn_at=referral.withdrawn_at - UNDO_FOR
    )
    assert client.post(path(referral, "give-again")).status_code == 409
    referral.refresh_from_db()
    assert referral.withdrawn_at is not None


def test_what_was_withdrawn_is_not_reported_on(member, receiver, referral, sign_in):
    sign_in(member).post(path(referral))
    client = sign_in(receiver)
    assert client.post(path(referral, "progress"), {"stage": "won"}).status_code == 409
    assert client.post(path(referral, "bad"), typed.bad()).status_code == 409
    referral.refresh_from_db()
    assert (referral.stage, referral.bad_at) == ("passed", None)


def test_each_said_twice_is_once(member, referral, sign_in):
    """F02: the reply was lost, or it was tapped twice."""
    client = sign_in(member)
    assert [client.post(path(referral)).status_code for _ in range(2)] == [303, 303]
    referral.refresh_from_db()
    assert referral.withdrawn_at is not None
    assert [client.post(path(referral, "give-again")).status_code for _ in range(2)] == [303, 303]
    referral.refresh_from_db()
    assert referral.withdrawn_at is None
