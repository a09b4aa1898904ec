"""Whose a mail is, and who finds on their page what became of it."""

import pytest

from tests.factories import MemberFactory
from tests.inbound.postroom import mail

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_this_process")]
SHARED = "info@elsewhere.example"


@pytest.fixture
def colleague(chapter, people):
    """A member whose address in the chapter another member's account has proved, too."""
    people["ben"].user.emailaddress_set.create(email=SHARED, verified=True)
    return MemberFactory(chapter=chapter, email=SHARED, user__email="bert@elsewhere.example")


def test_an_address_two_share_is_whose_the_chapter_has_it_of(people, colleague, arrives, told):
    message = arrives(mail(sender=SHARED, by="elsewhere.example"))
    assert (message.state, message.member) == ("drafts", colleague)
    assert told() == [("mail_read", SHARED)]


def test_once_they_left_it_is_whose_account_has_proved_it(people, colleague, arrives, told):
    colleague.stays.update(left_on="2026-03-01")
    assert arrives(mail(sender=SHARED, by="elsewhere.example")).member == people["ben"]


def test_a_proved_mail_that_is_left_alone_is_on_its_senders_page_and_nobody_is_told(people, arrives, told, sign_in):
    message = arrives(mail(headers=("List-Id: <friends.club.example>",), subject="Through a list"))
    assert (message.state, message.member) == ("ignored", people["ben"])
    page = "/c/riverside/me/mail/"
    bens = sign_in(people["ben"]).get(page).text
    assert "Through a list" in bens
    assert "It came through a mailing list." in bens
    assert "Through a list" not in sign_in(people["amara"]).get(page).text
    assert told() == []


@pytest.mark.parametrize("by", [None, "evil.example"])
def test_one_that_is_not_proved_is_on_nobodys(people, arrives, by):
    assert arrives(mail(by=by, headers=("Auto-Submitted: auto-replied",))).member is None


def test_what_is_left_alone_takes_no_receipt_from_what_is_read(people, arrives, told):
    for number in range(12):
        arrives(mail(number=number, headers=("Auto-Submitted: auto-replied",)))
    arrives(mail(number=20))
    assert told() == [("mail_read", "ben@riverside.example")]
