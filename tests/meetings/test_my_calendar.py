"""Where a member finds the address of their calendar, and makes a new one."""

from datetime import UTC, datetime

import pytest

from meetings.actions.calendar import make_address
from meetings.models import CalendarFeed
from tests.factories import MemberFactory

PATH = "/c/riverside/me/calendar/"
AT = datetime(2026, 3, 4, 9, tzinfo=UTC)


@pytest.fixture
def bens(member, sign_in):
    return sign_in(member)


def token(chapter, member):
    return CalendarFeed.objects.in_chapter(chapter).get(member=member).token


def test_looking_makes_nothing_and_one_tap_makes_the_address(chapter, member, bens, at_most):
    with at_most(8):
        assert "Make my address" in bens.get(PATH).text
    assert not CalendarFeed.objects.in_chapter(chapter).exists()
    page = bens.post(PATH, follow=True).text
    made = token(chapter, member)
    assert f'value="http://localhost:8000/c/riverside/calendar/{made}.ics"' in page
    assert f'href="webcal://localhost:8000/c/riverside/calendar/{made}.ics"' in page
    assert bens.get(f"/c/riverside/calendar/{made}.ics").status_code == 200


def test_a_new_address_ends_the_old_one(chapter, member, bens):
    bens.post(PATH)
    old = token(chapter, member)
    assert "The old one has ended." in bens.post(PATH, {"instead_of": old}, follow=True).text
    new = token(chapter, member)
    answers = [bens.get(f"/c/riverside/calendar/{one}.ics").status_code for one in (old, new)]
    assert (answers, len(new)) == ([404, 200], 43)


def test_a_double_tap_and_an_old_page_change_nothing(chapter, member, bens):
    bens.post(PATH)
    old = token(chapter, member)
    for seen in ("", "\x00"):
        assert bens.post(PATH, {"instead_of": seen}).status_code == 303
    assert token(chapter, member) == old
    bens.post(PATH, {"instead_of": old})
    new = token(chapter, member)
    bens.post(PATH, {"instead_of": old})
    assert token(chapter, member) == new


def test_each_has_their_own(chapter, member, officer, bens, sign_in):
    bens.post(PATH)
    sign_in(officer).post(PATH, {"instead_of": token(chapter, member)})
    assert CalendarFeed.objects.in_chapter(chapter).count() == 1


def test_the_address_is_kept_by_no_cache(bens):
    assert bens.get(PATH).headers["Cache-Control"] == "no-store"


def test_it_is_for_members(stranger, sign_in, client):
    assert sign_in(stranger).post(PATH).status_code == 404
    assert client.post(PATH).status_code == 302


def test_secrets_are_not_alike(chapter):
    made = {
        make_address(chapter=chapter, member=MemberFactory(chapter=chapter), instead_of="", at=AT).token for _ in "abc"
    }
    assert len(made) == 3
