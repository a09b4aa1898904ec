"""Whoever makes an account with somebody else's address never gets into it."""

import re

import pytest
from django.test import Client

from accounts.models import User
from notices.models import Letter

pytestmark = pytest.mark.django_db

OWNER = "nora@network.example"
GUESSED = "a password of somebody else"
CODE = re.compile(r"^([A-Z0-9]{3,6}-[A-Z0-9]{3,6})$", re.MULTILINE)


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def with_code(client: Client) -> bool:
    client.post("/accounts/login/code/", {"email": OWNER})
    (code,) = CODE.findall(Letter.objects.latest("pk").text)
    client.post("/accounts/login/code/confirm/", {"code": code})
    return signed_in(client)


def with_password(client: Client) -> bool:
    client.post("/accounts/login/", {"login": OWNER, "password": GUESSED})
    return signed_in(client)


def test_a_password_set_before_the_owner_proved_the_address_opens_nothing_afterwards():
    Client().post("/accounts/signup/", {"email": OWNER, "password1": GUESSED})
    assert User.objects.get().email == OWNER
    assert not with_password(Client())
    assert with_code(Client())
    assert not with_password(Client())


def test_a_password_of_ones_own_goes_on_after_a_sign_in_by_code():
    own = Client()
    own.post("/accounts/signup/", {"email": OWNER, "password1": GUESSED})
    (code,) = CODE.findall(Letter.objects.latest("pk").text)
    own.post("/accounts/confirm-email/", {"code": code})
    assert signed_in(own)
    assert with_code(Client())
    assert with_password(Client())
