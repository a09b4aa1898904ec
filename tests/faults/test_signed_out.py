"""F43: where signing in again leads (tests/browser/test_phone.py walks it)."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
each = pytest.mark.parametrize


@each(
    ("came_from", "back_to"),
    [
        ("http://testserver/c/riverside/pass/?to=3", "/c/riverside/pass/%3Fto%3D3"),
        ("http://testserver/c/riverside/slips/", "/c/riverside/slips/"),
        ("https://evil.example/c/riverside/pass/", "/"),
        ("http://testserver//evil.example/", "/"),
        ("http://testserver.evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_f43_whoever_sent_a_form_after_the_session_ended_comes_back_to_its_page(chapter, came_from, back_to):
    answer = Client().post("/c/riverside/pass/", {"prospect": "typed"}, headers={"Referer": came_from})
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/accounts/login/?next={back_to}"


def test_f43_a_fragment_sends_the_whole_page_to_sign_in(chapter):
    here = {"HX-Request": "true", "HX-Current-URL": "http://testserver/c/riverside/members/?q=boiler"}
    answer = Client().get("/c/riverside/members/?q=boiler", headers=here)
    assert answer.headers["HX-Redirect"] == "/accounts/login/?next=/c/riverside/members/%3Fq%3Dboiler"
