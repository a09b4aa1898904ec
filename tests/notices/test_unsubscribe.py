"""One click ends a kind of mail; opening the link changes nothing."""

import pytest
from django.test import Client

from chapters.scope import chapter_scope
from notices.models import Unsubscribed
from notices.tokens import notice_key, unsubscribe_address


@pytest.fixture
def link(told, settings):
    return unsubscribe_address(told).removeprefix(settings.SITE_URL)


def test_opening_the_link_changes_nothing(chapter, link):
    answer = Client().get(link)
    assert answer.status_code == 200
    assert "greetings" in answer.text
    assert not Unsubscribed.objects.in_chapter(chapter).exists()


def test_a_mail_program_ends_it_with_one_post_and_no_session(chapter, link):
    client = Client(enforce_csrf_checks=True)
    for _ in range(2):
        assert client.post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200
    row = Unsubscribed.objects.in_chapter(chapter).get()
    assert (row.email, row.kind) == ("ben@riverside.example", "greeting")


def test_it_can_be_taken_back(chapter, link):
    Client().post(link)
    Client().post(link, {"again": "yes"})
    assert not Unsubscribed.objects.in_chapter(chapter).exists()


def test_the_link_says_where_and_not_who(told, link):
    assert link.startswith(f"/c/riverside/unsubscribe/{told.pk}.")
    assert "ben" not in link


def test_a_forged_link_and_one_for_another_chapter_are_not_there(chapter, other_chapter, told, link):
    token = link.rstrip("/").rpartition("/")[2]
    assert notice_key(chapter, token) == told.pk
    forged = Client().post(f"/c/riverside/unsubscribe/{told.pk}.{'A' * 43}/")
    elsewhere = Client().post(f"/c/lakeside/unsubscribe/{token}/")
    nowhere = Client().post(f"/c/nowhere/unsubscribe/{token}/")
    assert {forged.status_code, elsewhere.status_code, nowhere.status_code} == {404}
    assert forged.content == elsewhere.content == nowhere.content
    for place in (chapter, other_chapter):
        with chapter_scope(place.pk):
            assert not Unsubscribed.objects.in_chapter(place).exists()
