"""People: the list, and finding somebody by name, seat or need."""

import gzip

import pytest

from members.actions.profiles import write_profile
from tests import factories

pytestmark = pytest.mark.django_db
PAGE = "/c/riverside/members/"


@pytest.fixture
def plumber(chapter):
    """Somebody whose profile says what their clients say."""
    seat = factories.SeatFactory(chapter=chapter, category=factories.CategoryFactory(chapter=chapter, name="Plumber"))
    person = factories.MemberFactory(chapter=chapter, name="Zoë Sjöberg", company="Warm Homes", stay__seat=seat)
    write_profile(member=person, parts={"what_they_say": "Our boiler is older\nthan our daughter."})
    return person


def names(answer) -> list[str]:
    return [person.name for person in answer.context["people"]]


@pytest.mark.parametrize("query", ["", "?q=boiler", "?past"])
@pytest.mark.parametrize("others", [1, 60])
def test_it_takes_at_most_five_statements_however_many_people(chapter, officer, sign_in, at_most, query, others):
    for _ in range(others):
        factories.MemberFactory(chapter=chapter)
    client = sign_in(officer)
    with at_most(5):
        assert client.get(PAGE + query).status_code == 200


def test_sixty_people_are_a_page_of_at_most_twelve_kilobytes(chapter, officer, sign_in):
    for _ in range(60):
        factories.MemberFactory(chapter=chapter)
    assert len(gzip.compress(sign_in(officer).get(PAGE).content)) <= 12 * 1024


def test_everybody_who_is_a_member_today_is_listed_by_name(chapter, officer, member, plumber, sign_in):
    factories.MemberFactory(chapter=chapter, name="Gone Already", stay__left_on="2026-01-01")
    factories.MemberFactory(chapter=chapter, name="Not Yet", stay__joined_on="2999-01-01")
    assert names(sign_in(member).get(PAGE)) == ["Amara Osei", "Ben Whitlock", "Zoë Sjöberg"]


@pytest.mark.parametrize("words", ["zoe", "SJÖ", "plumb", "warm homes", "boiler daughter", "zoë older"])
def test_somebody_is_found_by_name_company_seat_or_need_whatever_the_accents(member, plumber, sign_in, words):
    assert names(sign_in(member).get(PAGE, {"q": words})) == ["Zoë Sjöberg"]


def test_what_was_found_in_a_profile_is_shown(member, plumber, sign_in):
    assert "Our boiler is older than our daughter." in sign_in(member).get(PAGE, {"q": "boiler"}).content.decode()


def test_a_need_that_nobody_serves_leads_to_sharing_a_lead(member, plumber, sign_in):
    page = sign_in(member).get(PAGE, {"q": "boiler unicorn"}).content.decode()
    assert "Nobody for “boiler unicorn”" in page
    assert "/c/riverside/lead/" in page


def test_htmx_gets_the_list_alone(member, plumber, sign_in):
    answer = sign_in(member).get(PAGE, {"q": "zoe"}, headers={"HX-Request": "true"})
    assert "Zoë Sjöberg" in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_what_is_searched_for_is_shown_as_text(member, sign_in):
    page = sign_in(member).get(PAGE, {"q": '"><img src=x onerror=alert(1)>'}).content.decode()
    assert "<img" not in page


def test_officers_find_who_was_here_before_with_their_last_stay(chapter, officer, sign_in):
    factories.MemberFactory(chapter=chapter, name="Left Early", stay__left_on="2025-01-01")
    back = factories.MemberFactory(chapter=chapter, name="Came Back", stay__left_on="2025-01-01")
    factories.StayFactory(chapter=chapter, member=back, joined_on="2026-01-01")
    twice = factories.MemberFactory(chapter=chapter, name="Left Twice", stay__left_on="2024-06-01")
    factories.StayFactory(chapter=chapter, member=twice, joined_on="2025-01-01", left_on="2026-02-01")
    answer = sign_in(officer).get(PAGE, {"past": ""})
    assert names(answer) == ["Left Twice", "Left Early"]
    assert "until Feb 2026" in answer.content.decode()


def test_a_member_without_an_office_does_not(member, sign_in):
    assert sign_in(member).get(PAGE, {"past": ""}).status_code == 403
    assert "?past" not in sign_in(member).get(PAGE).content.decode()


def test_another_chapters_people_are_not_found(member, stranger, sign_in):
    assert "Hana" not in sign_in(member).get(PAGE, {"q": "hana"}).content.decode().replace("“hana”", "")
    assert names(sign_in(member).get(PAGE, {"chapter": "lakeside"})) == ["Ben Whitlock"]
