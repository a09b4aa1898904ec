"""One's own invitation, from the mail to the first page."""

import re
from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client

from chapters.clock import now
from members.actions.invitations import invite, token_of
from members.actions.stays import end_stay
from members.models import Invitation
from notices.models import Letter
from tests import factories

pytestmark = pytest.mark.django_db
EMAIL = "priya@riverside.example"
PASSWORD = "a long walk by the river"


@pytest.fixture
def invitation(chapter, officer) -> Invitation:
    """Amara invites Priya, who has no account."""
    newcomer = factories.MemberFactory(chapter=chapter, name="Priya Raman", email=EMAIL, user=None)
    return invite(member=newcomer, by=officer, at=now())


def page_of(invitation: Invitation) -> str:
    return f"/c/riverside/invitation/{token_of(invitation)}/"


def signed_in_as(email: str, **options) -> Client:
    client = Client()
    client.force_login(factories.UserFactory(email=email, **options))
    return client


def code_mailed() -> str:
    return re.search(r"^[A-Z0-9]{3,6}-?[A-Z0-9]{2,6}$", Letter.objects.latest("pk").text, re.MULTILINE).group()


def test_it_says_who_invites_to_what_and_what_to_do(invitation):
    answer = Client().get(page_of(invitation))
    page = answer.content.decode()
    for words in ("Riverside", "Amara Osei", "Priya Raman", EMAIL, "/accounts/signup/?next=", "/accounts/login/?next="):
        assert words in page
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "same-origin"


def test_from_the_mail_to_the_first_page_without_an_account_before(invitation):
    client, here = Client(), page_of(invitation)
    way = re.search(r'href="(/accounts/signup/[^"]+)"', client.get(here).content.decode()).group(1)
    form = client.get(way).content.decode()
    assert f'value="{here}"' in form
    answer = client.post("/accounts/signup/", {"email": EMAIL, "password1": PASSWORD, "next": here})
    assert answer.status_code == 302
    answer = client.post(answer.headers["Location"], {"code": code_mailed()})
    assert answer.headers["Location"] == here
    assert "Join Riverside" in client.get(here).content.decode()
    answer = client.post(here)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/c/riverside/")
    assert client.get("/c/riverside/me/").status_code == 200
    invitation.member.refresh_from_db()
    assert invitation.member.user.email == EMAIL


def test_with_an_account_signing_in_leads_back(invitation):
    user = factories.UserFactory(email=EMAIL)
    user.set_password(PASSWORD)
    user.save()
    client, here = Client(), page_of(invitation)
    answer = client.post("/accounts/login/", {"login": EMAIL, "password": PASSWORD, "next": here})
    assert answer.headers["Location"] == here
    assert client.post(here).headers["Location"] == "/c/riverside/"


def test_somebody_else_who_is_signed_in_cannot_take_it(invitation):
    client = signed_in_as("nosy@people.example")
    page = client.get(page_of(invitation)).content.decode()
    assert "The invitation is for priya@riverside.example" in page
    assert "Join Riverside" not in page
    answer = client.post(page_of(invitation))
    assert answer.status_code == 409
    assert "for another address" in answer.content.decode()
    invitation.member.refresh_from_db()
    assert invitation.member.user is None


def test_an_account_with_the_address_as_its_second_can(invitation):
    client = signed_in_as("priya@home.example")
    factories.User.objects.get(email="priya@home.example").emailaddress_set.create(email=EMAIL, verified=True)
    assert "Join Riverside" in client.get(page_of(invitation)).content.decode()
    assert client.post(page_of(invitation)).status_code == 303


def test_who_is_not_signed_in_is_shown_the_way_and_nothing_changes(invitation):
    answer = Client().post(page_of(invitation))
    assert answer.status_code == 200
    assert "/accounts/signup/" in answer.content.decode()
    invitation.refresh_from_db()
    assert invitation.accepted_at is None


@pytest.mark.parametrize("way", ["withdrawn", "too old", "left"])
def test_one_that_is_no_longer_open_says_so_and_opens_nothing(chapter, officer, invitation, way):
    if way == "withdrawn":
        invite(member=invitation.member, by=officer, at=now())
    elif way == "too old":
        Invitation.objects.in_chapter(chapter).update(expires_at=now() - timedelta(seconds=1))
    else:
        end_stay(stay=invitation.member.stays.get(), left_on=chapter.today(now()), at=now())
    client = signed_in_as(EMAIL)
    answer = client.get(page_of(invitation))
    assert answer.status_code == 410
    assert "no longer open" in answer.content.decode()
    assert client.post(page_of(invitation)).status_code == 409
    assert client.get("/c/riverside/me/").status_code == 404


def test_a_token_opens_its_own_chapters_invitation_alone(invitation, other_chapter):
    """F30, F31."""
    assert Client().get(f"/c/lakeside/invitation/{token_of(invitation)}/").status_code == 404
    assert Client().get(f"/c/nowhere/invitation/{token_of(invitation)}/").status_code == 404
    assert Client().get(page_of(invitation) + "?chapter=lakeside").status_code == 200


def test_a_key_signed_for_something_else_is_no_invitation(invitation):
    forged = signing.dumps(invitation.pk, salt="another")
    nobody = Client().get("/c/riverside/invitation/nonsense/")
    answer = Client().get(f"/c/riverside/invitation/{forged}/")
    assert answer.status_code == nobody.status_code == 404
    assert answer.content == nobody.content


def test_what_is_typed_in_names_is_text(chapter, officer, invitation):
    """F42."""
    officer.name = "<img src=x onerror=alert(1)>"
    officer.save()
    page = Client().get(page_of(invitation)).content.decode()
    assert "&lt;img src=x" in page
    assert "<img" not in page
