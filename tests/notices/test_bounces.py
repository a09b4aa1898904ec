"""An address that refuses mail: its owner reads of it on their pages, and puts it right there (F50)."""

from notices.actions import stop_sending
from notices.drain import drain
from notices.models import Bounced


def test_f50_the_member_is_told_on_their_pages_and_can_say_that_it_works_again(
    chapter, member, told, mailbox, clock, sign_in
):
    client = sign_in(member)
    assert "Mail to you comes back" not in client.get("/c/riverside/me/").text
    mailbox.at_rcpt = "550 no such person"
    drain(chapter.pk)
    assert "Mail to you comes back" in client.get("/c/riverside/me/").text
    client.post("/c/riverside/me/notices/", {"well": "yes"})
    assert "Mail to you comes back" not in client.get("/c/riverside/me/").text
    assert not Bounced.objects.exists()


def test_f50_a_complaint_counts_for_the_user_whatever_address_it_went_to(chapter, member, officer, clock):
    stop_sending(to="other@x.example", reason="complaint", at=clock.at, user_id=member.user_id)
    member.user.refresh_from_db()
    officer.user.refresh_from_db()
    assert (member.user.mail_comes_back, officer.user.mail_comes_back) == (True, False)
