"""My profile."""

import pytest

from members.models import Profile

pytestmark = pytest.mark.django_db
PAGE = "/c/riverside/profile/"
FIVE = {
    "whom_i_want_to_meet": "Facility managers\r\nof clinics",
    "what_they_say": "We need more light",
    "how_to_introduce_me": "She lights shops",
    "what_is_not_for_me": "Street lamps",
    "whom_i_serve": "Retailers",
}


def test_the_five_parts_are_kept_and_shown_again(chapter, member, sign_in):
    client = sign_in(member)
    answer = client.post(PAGE, FIVE)
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/c/riverside/members/{member.pk}/"
    kept = Profile.objects.in_chapter(chapter).get()
    assert kept.member == member
    assert kept.whom_i_want_to_meet == "Facility managers\nof clinics"
    assert kept.written == 5
    assert "Street lamps" in client.get(PAGE).content.decode()


def test_writing_again_replaces_and_says_how_complete_it_is(chapter, member, sign_in):
    client = sign_in(member)
    client.post(PAGE, FIVE)
    client.post(PAGE, {"what_they_say": "Only this"})
    kept = Profile.objects.in_chapter(chapter).get()
    assert (kept.written, kept.what_they_say, kept.whom_i_serve) == (1, "Only this", "")
    page = client.get(PAGE).content.decode()
    assert "of 5 parts" in page
    assert "The chapter’s members read it" in page


def test_it_takes_at_most_eight_statements(member, sign_in, at_most):
    client = sign_in(member)
    with at_most(5):
        client.get(PAGE)


def test_a_book_is_refused_and_nothing_is_kept(chapter, member, sign_in):
    answer = sign_in(member).post(PAGE, {"whom_i_serve": "x" * 2001, "what_they_say": "kept on the page"})
    assert answer.status_code == 422
    assert "kept on the page" in answer.content.decode()
    assert not Profile.objects.in_chapter(chapter).exists()


def test_nobody_writes_for_somebody_else(chapter, officer, member, sign_in):
    """F33."""
    sign_in(member).post(PAGE, FIVE | {"member": officer.pk, "member_id": officer.pk, "chapter_id": 1, "id": 1})
    assert Profile.objects.in_chapter(chapter).get().member == member
