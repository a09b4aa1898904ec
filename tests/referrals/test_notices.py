import pytest

from chapters.clock import now
from notices import kinds
from notices.models import Notice
from referrals.models import Slip
from tests import factories
from tests.referrals import typed

SECRETS = ("Gareth", "900123", "gareth@example.org", "boiler", "1000", "1,000")


@pytest.fixture
def told(chapter):
    """The mail of the latest notice of a kind."""

    def latest(kind):
        notice = Notice.objects.in_chapter(chapter).filter(kind=kind).order_by("-pk").first()
        assert kinds.find(kind).kind.still_due(notice, now()) == ""
        return kinds.find(kind).kind.render(notice)

    return latest


def test_no_mail_carries_the_prospect_or_an_amount(chapter, member, receiver, sign_in, told):
    sign_in(member).post("/c/riverside/pass/", typed.referral(receiver))
    slip = Slip.objects.in_chapter(chapter).get()
    path = f"/c/riverside/slips/{slip.uuid}/"
    passed = told("referral_passed")
    sign_in(receiver).post(f"{path}progress/", {"stage": "contacted"})
    sign_in(receiver).post("/c/riverside/thanks/", typed.thanks(member, slip=slip.uuid))
    sign_in(receiver).post(f"{path}bad/", typed.bad(better="Gareth only wanted a price."))
    mails = [passed, told("progress_reported"), told("slip_bad"), told("thanked")]
    for mail in mails:
        words = f"{mail.subject}\n{mail.text}\n{mail.html}"
        assert not [secret for secret in SECRETS if secret in words]
    assert [mail.act.address.endswith(path) for mail in mails] == [True, True, True, False]
    assert mails[0].subject == "Ben Whitlock passed you a referral"
    assert "Thank you, a great introduction." in mails[3].text


def test_a_line_break_in_a_name_stays_out_of_the_subject(chapter, member, receiver, sign_in, told):
    """F51."""
    type(member).objects.in_chapter(chapter).filter(pk=member.pk).update(name="Ben\r\nBcc: evil@example.org")
    sign_in(member).post("/c/riverside/pass/", typed.referral(receiver))
    assert told("referral_passed").subject == "Ben Bcc: evil@example.org passed you a referral"


def test_nobody_is_told_of_what_is_over(chapter, member, receiver, sign_in):
    sign_in(member).post("/c/riverside/pass/", typed.referral(receiver))
    notice = Notice.objects.in_chapter(chapter).get()
    passed = kinds.find("referral_passed").kind
    slips = Slip.objects.in_chapter(chapter)
    assert passed.still_due(notice, now()) == ""
    slips.update(stage="contacted")
    assert passed.still_due(notice, now()) == "answered already"
    slips.update(stage="passed", withdrawn_at=now())
    assert passed.still_due(notice, now()) == "taken back"
    slips.update(withdrawn_at=None)
    receiver.stays.update(left_on=chapter.today(now()))
    assert passed.still_due(notice, now()) == "no longer a member"


def test_whoever_has_no_account_is_told_at_their_address(chapter, member, sign_in):
    without = factories.MemberFactory(chapter=chapter, user=None, email="no-account@riverside.example")
    sign_in(member).post("/c/riverside/pass/", typed.referral(without))
    assert Notice.objects.in_chapter(chapter).get().email == "no-account@riverside.example"
