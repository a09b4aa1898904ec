"""The front door."""

import pytest
from django.test import Client

from chapters.scope import chapter_scope
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_visitor_is_greeted_and_shown_where_to_sign_in():
    assert b"/accounts/login/" in Client().get("/").content


def test_whoever_has_one_chapter_is_taken_there(member, sign_in):
    answer = sign_in(member).get("/")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/c/riverside/"


def test_whoever_has_two_chapters_chooses(member, other_chapter, sign_in):
    with chapter_scope(other_chapter.pk):
        factories.MemberFactory(chapter=other_chapter, email=member.email, user=member.user)
    page = sign_in(member).get("/").content.decode()
    assert "/c/riverside/" in page
    assert "/c/lakeside/" in page


def test_a_chapter_somebody_left_is_no_longer_theirs(member, sign_in):
    member.stays.update(left_on="2025-01-01")
    assert "/c/riverside/" not in sign_in(member).get("/").content.decode()


def test_another_persons_chapters_are_not_shown(member, stranger, sign_in):
    assert "/c/lakeside/" not in sign_in(member).get("/?all").content.decode()


def test_a_network_admin_is_taken_to_the_network(network_admin, sign_in):
    assert sign_in(network_admin).get("/").headers["Location"] == "/n/harbour/"


def test_a_network_admin_who_has_no_page_of_their_own_finds_how_they_sign_in(network_admin, sign_in):
    client = sign_in(network_admin)
    assert 'href="/accounts/email/"' in client.get("/?all=yes").text
    assert client.get("/accounts/email/").status_code == 200
