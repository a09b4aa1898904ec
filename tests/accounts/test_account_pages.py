"""Allauth's pages speak as the rest does."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.utils.html import strip_tags

from tests.faults.passkey import Passkey

pytestmark = pytest.mark.django_db

THEIRS = ["authenticat", "Two-Factor", "Security", "security key", "Deactivate", "Activate", "Alternative", "Sign In"]
"""What allauth would say; "authenticator app" is our own."""
PASSWORD = "a long enough word"
FOR_SOMEBODY = ["email/", "password/change/", "2fa/", "2fa/webauthn/", "2fa/webauthn/add/", "sessions/", "logout/"]


@pytest.fixture
def person(member):
    """Somebody with a password of their own."""
    member.user.set_password(PASSWORD)
    member.user.save()
    return member.user


@pytest.fixture
def client(person) -> Client:
    """Said the password a moment ago, as these pages ask."""
    found = Client()
    found.force_login(person)
    found.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return found


def assert_ours(page) -> None:
    """What a reader of the page reads is ours, "authenticator app" included."""
    assert page.status_code == 200
    assert b'class="brand"' in page.content
    read = strip_tags(re.sub(r"<script.*?</script>", "", page.content.decode(), flags=re.DOTALL))
    read = read.replace("uthenticator app", "")
    assert [word for word in THEIRS if word in read] == []


@pytest.mark.parametrize("path", FOR_SOMEBODY)
def test_pages_about_signing_in_are_ours(client, path):
    assert_ours(client.get(f"/accounts/{path}"))


def test_pages_about_one_passkey_are_ours(client, person):
    Passkey(person).register()
    key = Authenticator.objects.get(user=person)
    for path in ("", f"keys/{key.pk}/edit/", f"keys/{key.pk}/remove/"):
        page = client.get(f"/accounts/2fa/webauthn/{path}")
        assert_ours(page)
        assert "phone" in page.content.decode()


def test_pages_about_an_authenticator_app_are_ours(client, person):
    page = client.get("/accounts/2fa/totp/activate/")
    assert_ours(page)
    assert "The six digits it shows" in page.content.decode()
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    assert_ours(client.get("/accounts/2fa/totp/deactivate/"))


def test_pages_about_recovery_codes_are_ours(client, person):
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    codes = RecoveryCodes.activate(person).get_unused_codes()
    page = client.get("/accounts/2fa/recovery-codes/")
    assert_ours(page)
    assert all(code in page.content.decode() for code in codes)
    assert_ours(client.get("/accounts/2fa/recovery-codes/generate/"))


def test_being_asked_again_is_ours_however_it_is_answered(person):
    client = Client()
    client.force_login(person)
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    Passkey(person).register()
    for path in ("reauthenticate/", "2fa/reauthenticate/", "2fa/webauthn/reauthenticate/"):
        page = client.get(f"/accounts/{path}")
        assert_ours(page)
        assert "Is it you?" in page.content.decode()


def test_whoever_leaves_it_as_it_is_is_back_where_they_began(person):
    """Not at what they were asked about, which would ask again."""
    client = Client()
    client.force_login(person)
    page = client.get("/accounts/2fa/webauthn/add/", follow=True)
    assert "Is it you?" in page.text
    back = re.search(r'href="([^"]*)">Leave it as it is', page.text)[1]
    assert back == "/accounts/2fa/"
    assert "Passkeys and second steps" in client.get(back).text


def test_a_wrong_password_is_told_plainly(person):
    client = Client()
    client.force_login(person)
    page = client.post("/accounts/reauthenticate/", {"password": "another"})
    assert "That is not your password." in page.content.decode()
    assert "This is still missing." in client.post("/accounts/reauthenticate/", {}).content.decode()


def test_a_code_by_mail_is_asked_for_and_typed_on_pages_of_ours(member):
    client = Client()
    assert_ours(client.get("/accounts/login/code/"))
    page = client.post("/accounts/login/code/", {"email": member.email}, follow=True)
    assert_ours(page)
    assert page.content.decode().count("Look in your mail") == 2, "the page and its window"
    assert member.email in page.content.decode()


def test_the_second_step_is_asked_for_on_a_page_of_ours(person, member):
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    page = Client().post("/accounts/login/", {"login": member.email, "password": PASSWORD}, follow=True)
    assert page.redirect_chain[-1][0] == "/accounts/2fa/authenticate/"
    assert_ours(page)


def test_a_used_link_for_a_new_password_says_so():
    page = Client().get("/accounts/password/reset/key/a-b/")
    assert_ours(page)
    assert "This link no longer works" in page.content.decode()
