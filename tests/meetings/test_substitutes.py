"""Officers keep the chapter's list of people who stand in."""

import pytest

from meetings.models import Mark, Substitute
from tests.factories import MarkFactory, MeetingFactory, MemberFactory

PATH = "/c/riverside/set-up/substitutes/"
JO = {"name": "Jo Reid", "email": "Jo@Stand.example", "trade": "baker"}


def people(chapter):
    return list(Substitute.objects.in_chapter(chapter).order_by("name").values_list("name", "email", "trade"))


@pytest.fixture
def jo(chapter):
    return Substitute.objects.create(chapter=chapter, name="Jo Reid", email="jo@stand.example")


def test_an_officer_adds_somebody_and_twice_is_once(chapter, officer, sign_in):
    client = sign_in(officer)
    for _ in range(2):
        assert "Jo Reid is on the list." in client.post(PATH, JO, follow=True).text
    client.post(PATH, {"name": "jo reid"})
    assert people(chapter) == [("Jo Reid", "jo@stand.example", "baker")]


def test_somebody_without_an_address_gets_it_later(chapter, officer, sign_in):
    client = sign_in(officer)
    client.post(PATH, {"name": "Jo Reid"})
    client.post(PATH, JO)
    assert people(chapter) == [("Jo Reid", "jo@stand.example", "baker")]


def test_they_are_corrected_and_two_are_never_the_same(chapter, officer, jo, sign_in):
    Substitute.objects.create(chapter=chapter, name="Mira", email="mira@stand.example")
    client = sign_in(officer)
    client.post(f"{PATH}{jo.pk}/", {"name": "Jo Reid-Okafor", "email": "jo@stand.example"})
    assert people(chapter)[0][0] == "Jo Reid-Okafor"
    page = client.post(f"{PATH}{jo.pk}/", {"name": "Mira", "email": "mira@stand.example"})
    assert page.status_code == 422
    assert "They are on the list already." in page.text


def test_taken_off_the_list_past_marks_keep_the_name(chapter, officer, member, jo, sign_in):
    meeting = MeetingFactory(chapter=chapter)
    MarkFactory(chapter=chapter, meeting=meeting, member=member, mark="substitute", substitute="Jo Reid")
    assert sign_in(officer).post(f"{PATH}{jo.pk}/remove/").status_code == 303
    assert people(chapter) == []
    assert Mark.objects.in_chapter(chapter).get().substitute == "Jo Reid"
    assert sign_in(officer).post(f"{PATH}{jo.pk}/remove/").status_code == 404


@pytest.mark.parametrize(
    ("office", "may"), [("vice_president", True), ("secretary", True), ("treasurer", False), ("", False)]
)
def test_whoever_leads_meetings_keeps_it(chapter, jo, sign_in, office, may):
    person = MemberFactory(chapter=chapter, offices=[office] if office else [])
    assert sign_in(person).get(PATH).status_code == (200 if may else 403)
    assert sign_in(person).post(f"{PATH}{jo.pk}/remove/").status_code == (303 if may else 403)
