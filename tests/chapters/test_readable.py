"""A refusal is a page, not an empty window."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_an_address_that_only_takes_a_button_says_so(sign_in, member, chapter):
    answered = sign_in(member).get(f"{chapter.path}leave/")
    assert answered.status_code == 200
    refused = sign_in(member).delete(f"{chapter.path}leave/")
    assert refused.status_code == 405
    assert "GET" in refused.headers["Allow"]
    assert "not opened like this" in refused.content.decode()


def test_a_request_nobody_can_read_says_so():
    refused = Client().get("/", HTTP_HOST="another.example")
    assert refused.status_code == 400
    assert "We could not read that" in refused.content.decode()


def test_it_is_the_same_bytes_for_everybody(sign_in, member, officer, chapter):
    path = f"{chapter.path}leave/"
    assert sign_in(member).put(path).content == sign_in(officer).put(path).content != b""
