"""Pages about passkeys."""

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(member) -> Client:
    """Said the password a moment ago, as these pages ask."""
    member.user.set_password("a long enough word")
    member.user.save()
    found = Client()
    found.force_login(member.user)
    found.post("/accounts/reauthenticate/", {"password": "a long enough word"})
    return found


def test_a_passkey_is_offered_as_one_that_signs_in_by_itself(client):
    page = client.get("/accounts/2fa/webauthn/add/")
    assert page.status_code == 200
    assert page.context["form"].initial["passwordless"] is True
    assert "My passkey" in page.content.decode()


def test_the_passkeys_somebody_has_are_listed(client, member):
    Authenticator.objects.create(
        user=member.user, type=Authenticator.Type.WEBAUTHN, data={"name": "Ben’s phone", "credential": {}}
    )
    page = client.get("/accounts/2fa/webauthn/")
    assert page.status_code == 200
    assert "Ben’s phone" in page.content.decode()
    assert settings.MFA_PASSKEY_LOGIN_ENABLED
