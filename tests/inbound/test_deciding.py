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
