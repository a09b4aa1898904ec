from datetime import timedelta

import pytest

from notices.models import Notice
from referrals.models import Lesson, Progress, SlipEvent
from referrals.notices.slips import ProgressReported
from referrals.values import UNDO_FOR
from tests.referrals import typed


@pytest.fixture
def reported(chapter, receiver, referral, sign_in):
    """The receiver tapped twice; the path that takes the second back."""
    client = sign_in(receiver)
    for stage in ("contacted", "lost"):
        client.post(f"/c/riverside/slips/{referral.uuid}/progress/", {"stage": stage})
    report = Progress.objects.in_chapter(chapter).get(stage="lost")
    return f"/c/riverside/slips/{referral.uuid}/reports/{report.pk}/take-back/"


def test_a_slip_of_the_finger_is_taken_back(chapter, receiver, referral, reported, sign_in):
    assert sign_in(receiver).post(reported).status_code == 303
    referral.refresh_from_db()
    assert referral.stage == "contacted"
    assert Progress.objects.in_chapter(chapter).get().stage == "contacted"


def test_its_giver_is_then_not_told(chapter, receiver, referral, reported, sign_in):
    at = referral.given_at
    notice = Notice.objects.in_chapter(chapter).order_by("pk").last()
    assert ProgressReported().still_due(notice, at) == ""
    sign_in(receiver).post(reported)
    assert ProgressReported().still_due(notice, at) == "taken back"


def test_a_bad_mark_that_was_taken_back_never_was(chapter, receiver, referral, sign_in):
    client = sign_in(receiver)
    client.post(f"/c/riverside/slips/{referral.uuid}/bad/", typed.bad(reason="a misunderstanding"))
    report = Progress.objects.in_chapter(chapter).get()
    client.post(f"/c/riverside/slips/{referral.uuid}/reports/{report.pk}/take-back/")
    referral.refresh_from_db()
    assert (referral.stage, referral.bad_at, referral.bad_reason) == ("passed", None, "")
    assert SlipEvent.objects.in_chapter(chapter).filter(stage="bad").count() == 1
    assert not Lesson.objects.in_chapter(chapter).exists()


def test_only_for_a_short_while(receiver, chapter, referral, reported, sign_in):
    Progress.objects.in_chapter(chapter).update(at=referral.given_at - UNDO_FOR - timedelta(seconds=1))
    assert sign_in(receiver).post(reported).status_code == 409
    referral.refresh_from_db()
    assert referral.stage == "lost"


def test_only_the_latest(receiver, referral, reported, sign_in):
    client = sign_in(receiver)
    client.post(f"/c/riverside/slips/{referral.uuid}/progress/", {"stage": "won"})
    assert client.post(reported).status_code == 409
    referral.refresh_from_db()
    assert referral.stage == "won"


def test_only_by_whoever_reported_it(member, bystander, reported, sign_in):
    assert [sign_in(person).post(reported).status_code for person in (member, bystander)] == [403, 404]
    assert sign_in(member).post(reported.replace("/take-back/", "9/take-back/")).status_code == 404


def test_twice_is_once(chapter, member, receiver, reported, sign_in):
    """F02: the reply was lost, or it was tapped twice."""
    assert [sign_in(receiver).post(reported).status_code for _ in range(2)] == [303, 303]
    assert sign_in(member).post(reported).status_code == 404
    assert Progress.objects.in_chapter(chapter).get().stage == "contacted"
