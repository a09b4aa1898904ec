"""Where a member finds the addresses for their leads, what waits for them, and what became of their mails."""

import pytest

from inbound.models import Draft, MailAddress
from tests.factories import MemberFactory
from tests.inbound.postroom import CHAPTER, mail

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_this_process")]
PATH = "/c/riverside/me/mail/"


@pytest.fixture
def bens(people, sign_in):
    return sign_in(people["ben"])


def own(chapter, member) -> MailAddress:
    return MailAddress.objects.in_chapter(chapter).get(member=member)


def test_it_shows_both_addresses_and_me_leads_to_it(people, bens, own_address, at_most):
    with at_most(8):
        page = bens.get(PATH)
    assert f'value="{CHAPTER}"' in page.text
    assert f'value="{own_address(people["ben"])}"' in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert f'href="{PATH}"' in bens.get("/c/riverside/me/").text


def test_a_server_that_takes_no_mail_has_no_such_page(bens, settings):
    settings.INBOUND_DOMAIN = ""
    assert bens.get(PATH).status_code == 404
    assert PATH not in bens.get("/c/riverside/me/").text


def test_a_newcomer_makes_their_address_and_looking_makes_nothing(chapter, people, sign_in):
    newcomer = MemberFactory(chapter=chapter)
    client = sign_in(newcomer)
    assert "Make my address" in client.get(PATH).text
    assert not MailAddress.objects.in_chapter(chapter).filter(member=newcomer).exists()
    client.post(PATH, {"instead_of": ""})
    made = own(chapter, newcomer).token
    client.post(PATH, {"instead_of": ""})
    assert (own(chapter, newcomer).token, len(made)) == (made, 12)


def test_a_new_address_ends_the_old_one_and_an_old_page_changes_nothing(chapter, people, bens):
    old = own(chapter, people["ben"]).token
    assert "The old one has ended." in bens.post(PATH, {"instead_of": old}, follow=True).text
    new = own(chapter, people["ben"]).token
    assert new != old
    bens.post(PATH, {"instead_of": old})
    bens.post(PATH, {"instead_of": own(chapter, people["amara"]).token})
    assert own(chapter, people["ben"]).token == new


def test_sharing_at_once_is_a_choice_that_can_be_taken_back(chapter, people, bens):
    bens.post(PATH, {"choice": "yes", "at_once": "on"})
    assert own(chapter, people["ben"]).at_once
    assert not own(chapter, people["amara"]).at_once
    bens.post(PATH, {"choice": "yes"})
    assert not own(chapter, people["ben"]).at_once


def test_what_waits_and_what_came_are_the_members_own(chapter, people, bens, sign_in, arrives, at_most):
    arrives(mail("The bakery needs an oven.\n\nCall 020 7946 0123 about a fence.", subject="Two leads"))
    arrives(mail(by=None, number=2, subject="Was it me?"))
    with at_most(8):
        page = bens.get(PATH).text
    for words in ("The bakery needs an oven.", "share it", "change it", "Two leads", "2 waiting", "is it yours?"):
        assert words in page
    assert page.count("/c/riverside/sent-mail/") == 1
    for draft in Draft.objects.in_chapter(chapter):
        assert f'href="{PATH}{draft.pk}/"' in page
    others = sign_in(people["amara"]).get(PATH).text
    assert "bakery" not in others
    assert "Was it me?" not in others


def test_three_hundred_mails_are_as_many_statements_as_one(people, bens, arrives, at_most):
    for number in range(25):
        arrives(mail(number=number))
    with at_most(8):
        assert bens.get(PATH).text.count("Leads of the week") == 20


def test_it_is_for_members(people, stranger, sign_in, client):
    assert sign_in(stranger).get(PATH).status_code == 404
    assert client.get(PATH).status_code == 302
