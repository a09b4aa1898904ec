"""A member's page: how to refer them, their place, and what to do next with them."""

from datetime import date

import pytest

from members.actions.profiles import write_profile
from members.models import Partnership
from tests import factories

pytestmark = pytest.mark.django_db


def page_of(person) -> str:
    return f"/c/riverside/members/{person.pk}/"


@pytest.fixture
def priya(chapter, officer):
    """Somebody with a profile, a phone and a sponsor."""
    person = factories.MemberFactory(
        chapter=chapter, name="Priya Raman", phone="020 7946 0101", email="priya@riverside.example"
    )
    person.stays.update(sponsor=officer, joined_on=date(2025, 3, 1))
    write_profile(
        member=person,
        parts={
            "whom_i_want_to_meet": "Facility managers",
            "what_they_say": "We need more light",
            "how_to_introduce_me": "She lights shops",
            "what_is_not_for_me": "Street lamps",
            "whom_i_serve": "Retailers",
        },
    )
    return person


def partners(chapter, one, other, **fields):
    state = {"state": "accepted", "started_on": "2026-01-01", "proposed_at": "2026-01-01T09:00Z"} | fields
    return Partnership.objects.create(chapter=chapter, proposer=one, partner=other, **state)


def test_it_shows_the_five_parts_the_place_and_how_to_reach_them(member, priya, sign_in):
    page = sign_in(member).get(page_of(priya)).content.decode()
    for words in (
        "Facility managers",
        "We need more light",
        "She lights shops",
        "Street lamps",
        "Retailers",
        "March 2025",
        "Amara Osei",
        "tel:020 7946 0101",
        "mailto:priya@riverside.example",
        f"/pass/?to={priya.pk}",
        f"/thanks/?to={priya.pk}",
        f"/one-to-one/?with={priya.pk}",
        f"/partners/propose/?with={priya.pk}",
    ):
        assert words in page


@pytest.mark.parametrize("others", [1, 30])
def test_it_takes_at_most_eight_statements_however_many_partners(chapter, member, priya, sign_in, at_most, others):
    for _ in range(others):
        partners(chapter, priya, factories.MemberFactory(chapter=chapter))
    client = sign_in(member)
    with at_most(6):
        assert client.get(page_of(priya)).status_code == 200


def test_partners_are_seen_by_all_and_proposals_only_by_the_two(chapter, member, officer, priya, sign_in):
    partners(chapter, priya, officer, looks_for="a secret wish")
    partners(chapter, priya, factories.MemberFactory(chapter=chapter, name="Quiet Quill"), state="proposed")
    page = sign_in(member).get(page_of(priya)).content.decode()
    assert page.count("Amara Osei") == 2
    assert "Quiet Quill" not in page
    assert "secret wish" not in page


def test_it_says_where_a_proposal_between_us_stands(chapter, member, priya, sign_in):
    proposal = partners(chapter, priya, member, state="proposed", started_on=None)
    page = sign_in(member).get(page_of(priya)).content.decode()
    assert "Wants to be your power partner" in page
    assert f"/partners/{proposal.pk}/" in page


def test_on_my_own_page_i_edit_and_pass_myself_nothing(member, sign_in):
    page = sign_in(member).get(page_of(member)).content.decode()
    assert "/c/riverside/profile/" in page
    assert f"/pass/?to={member.pk}" not in page


def test_of_a_past_member_only_officers_read_more_than_that_they_were_here(officer, member, priya, sign_in):
    priya.stays.update(left_on=date(2026, 2, 1))
    seen = sign_in(member).get(page_of(priya)).content.decode()
    assert "has left the chapter" in seen
    assert "priya@riverside.example" not in seen
    assert "Retailers" not in seen
    assert "/pass/?to=" not in seen
    known = sign_in(officer).get(page_of(priya)).content.decode()
    assert "priya@riverside.example" in known
    assert "Retailers" in known


def test_somebody_of_another_chapter_is_not_there_just_as_nobody_is(member, stranger, sign_in):
    """F30."""
    foreign = sign_in(member).get(page_of(stranger))
    nobody = sign_in(member).get("/c/riverside/members/1099511627776/")
    assert foreign.status_code == nobody.status_code == 404
    assert foreign.content == nobody.content


@pytest.mark.parametrize("text", ["<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "javascript:alert(1)"])
def test_whatever_somebody_writes_about_themselves_is_text(chapter, member, sign_in, text):
    """F42."""
    person = factories.MemberFactory(chapter=chapter, name=text, company=text, phone=text)
    write_profile(member=person, parts=dict.fromkeys(["whom_i_serve", "what_they_say", "whom_i_want_to_meet"], text))
    for path in (page_of(person), "/c/riverside/members/", "/c/riverside/members/?q=alert"):
        page = sign_in(member).get(path).content.decode()
        assert "<img src" not in page
        assert "<svg onload" not in page
        assert 'href="javascript' not in page
        assert "alert(1)" in page
