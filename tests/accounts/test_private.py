"""What a signed-in person is shown is kept by no browser (F44; tests/browser/test_signed_out.py sees it)."""

import pytest
from django.test import Client

SOMEBODYS = ["/", "/c/riverside/", "/c/riverside/members/", "/c/riverside/meeting/", "/accounts/sessions/", "/nowhere/"]


@pytest.mark.parametrize("path", SOMEBODYS)
def test_f44_pages_of_somebody_signed_in_are_not_kept(member, sign_in, path):
    assert "no-store" in sign_in(member).get(path).headers["Cache-Control"]


def test_who_is_not_signed_in_leaves_nothing_to_hide(chapter):
    assert "Cache-Control" not in Client().get("/c/riverside/about/").headers
