"""The archive writes thanks as they are corrected, and nothing of what two members keep between them."""

from decimal import Decimal

import pytest

from archive.actions import export_archive
from chapters.clock import now
from referrals.actions.looking_back import answer, open_look_back
from referrals.actions.thanking import correct_thanks, take_back_thanks
from referrals.models import JointMeeting, JointMeetingNote
from referrals.values import Thanks
from tests import factories


@pytest.fixture
def slip(chapter, officer, member):
    return factories.SlipFactory(chapter=chapter, giver=officer, receiver=member, given_at=now())


def test_thanks_leave_as_they_were_corrected(chapter, officer, member, slip):
    said = [
        factories.ThankYouFactory(chapter=chapter, giver=member, receiver=officer, amount=amount, text=f"T{amount}")
        for amount in (98765, 43210)
    ]
    correct_thanks(thank_you=said[0], thanks=Thanks("Mended", Decimal("12.5")), by=member, at=now())
    take_back_thanks(thank_you=said[1], by=member, at=now())
    thanks = export_archive(chapter, at=now())["thanks.csv"].decode()
    assert "12.50,Mended" in thanks
    for gone in ("98765", "43210"):
        assert gone not in thanks


def test_what_two_keep_between_them_stays(chapter, officer, member, slip):
    """F35."""
    review = open_look_back(chapter=chapter, other=officer, by=member, at=now())
    item = review.items.get()
    answer(look_back=review, item=item, whose=member, as_good="less", improve="OURS-ALONE", by=member, at=now())
    joint = JointMeeting.objects.create(
        chapter=chapter, slip=slip, planned_by=member, partner=officer, starts_at=now(), planned_at=now(), state="held"
    )
    JointMeetingNote.objects.create(
        chapter=chapter, joint_meeting=joint, member=member, said="OURS-ALONE", written_at=now()
    )
    files = export_archive(chapter, at=now())
    assert slip.prospect in files["slips.csv"].decode()
    assert not any("OURS-ALONE" in content.decode() for content in files.values())
