"""The chapter's public page (F38)."""

import pytest
from django.test import Client

from chapters.models import Seat
from members.actions.profiles import write_profile
from tests import factories

pytestmark = pytest.mark.django_db
PAGE = "/c/riverside/about/"


def category(chapter, name: str, **seat) -> Seat:
    found = factories.CategoryFactory(chapter=chapter, name=name)
    return factories.SeatFactory(chapter=chapter, category=found, **({"status": "open"} | seat))


def page() -> str:
    answer = Client().get(PAGE)
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_shows_name_hour_and_open_categories(chapter):
    category(chapter, "Florist")
    found = page()
    for words in ("Riverside", "every Tuesday at 07:00", "Florist"):
        assert words in found


def test_it_tells_the_place_only_where_the_chapter_wants_it_told(chapter):
    assert "The Boathouse, Mill Lane" not in page()
    chapter.public_place = True
    chapter.save()
    assert "The Boathouse, Mill Lane" in page()


def test_a_seat_is_open_when_nobody_holds_it_is_promised_it_or_has_agreed_to_take_it(chapter):
    factories.MemberFactory(chapter=chapter, stay__seat=category(chapter, "Held trade"))
    factories.MemberFactory(chapter=chapter, stay__seat=category(chapter, "Soon taken"), stay__joined_on="2999-01-01")
    factories.MemberFactory(
        chapter=chapter, stay__seat=category(chapter, "Left trade", status="held"), stay__left_on="2026-01-01"
    )
    category(chapter, "Promised trade", status="reserved")
    category(chapter, "Closed trade", status="closed")
    twice = category(chapter, "Two places")
    factories.SeatFactory(chapter=chapter, category=twice.category, place=2, status="open")
    found = page()
    assert "Left trade" in found
    assert found.count("Two places") == 1
    assert not any(name in found for name in ("Held trade", "Soon taken", "Promised trade", "Closed trade"))


def test_no_member_address_or_number_is_on_it_or_in_what_comes_with_it(chapter, officer):
    officer.phone = "020 7946 0101"
    officer.save()
    write_profile(member=officer, parts={"whom_i_serve": "Retailers"})
    chapter.online_url = "https://meet.example/secret-room"
    chapter.public_place = True
    chapter.save()
    answer = Client().get(PAGE)
    said = answer.content.decode() + str(answer.headers)
    secrets = [officer.name, officer.email, officer.phone, officer.company, "Retailers", "secret-room", "@", "tel:"]
    assert [secret for secret in secrets if secret in said] == []


def test_whoever_is_signed_in_sees_the_same_bytes(officer, stranger, sign_in):
    assert sign_in(officer).get(PAGE).content == sign_in(stranger).get(PAGE).content == Client().get(PAGE).content


def test_a_chapter_that_is_not_there_is_not_found(chapter):
    assert Client().get("/c/nowhere/about/").status_code == 404


def test_what_officers_typed_is_text(chapter):
    """F42."""
    chapter.place = "<img src=x onerror=alert(1)>"
    chapter.public_place = True
    chapter.save()
    category(chapter, "<svg onload=alert(1)>")
    found = page()
    assert "&lt;img src=x" in found
    assert "<img" not in found
    assert "<svg onload" not in found


@pytest.mark.parametrize("seats", [1, 60])
def test_it_takes_two_statements(chapter, at_most, seats):
    for number in range(seats):
        category(chapter, f"Trade no {number}")
    with at_most(2):
        page()
