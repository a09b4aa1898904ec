"""Visitors by name: announced, come or not, taken off the list."""

import pytest

from chapters.scope import chapter_scope
from meetings.models import Visit
from meetings.states import Outcome
from tests.factories import MemberFactory
from tests.meetings.conftest import TUESDAY

MEETING = "/c/riverside/meeting/2026-03-03/"
NORA = {"name": "Nora Wong", "category": "Baker", "email": "Nora@Visitor.example"}
pytestmark = pytest.mark.usefixtures("tuesday")


@pytest.fixture
def nora(chapter, member):
    return Visit.objects.create(chapter=chapter, date=TUESDAY, name="Nora Wong", invited_by=member)


def test_a_member_announces_a_visitor_whom_the_meetings_page_names(chapter, member, sign_in):
    client = sign_in(member)
    page = client.post(f"{MEETING}visitors/", {**NORA, "invited_by": member.pk}, follow=True).content.decode()
    assert "Nora Wong" in page
    assert "Baker, invited by Ben Whitlock" in page
    assert "visitor.example" not in page
    assert chapter.visits.get().email == "nora@visitor.example"


def test_a_double_tap_is_one_visitor(chapter, member, sign_in):
    for _tap in range(2):
        sign_in(member).post(f"{MEETING}visitors/", NORA)
    assert chapter.visits.get().invited_by is None


def test_a_visitor_without_a_name_or_invited_by_a_stranger_is_refused(chapter, member, stranger, sign_in):
    client = sign_in(member)
    assert client.post(f"{MEETING}visitors/", {**NORA, "name": ""}).status_code == 422
    assert client.post(f"{MEETING}visitors/", {**NORA, "invited_by": stranger.pk}).status_code == 422
    assert client.post("/c/riverside/meeting/2026-03-04/visitors/", NORA).status_code == 404
    assert not chapter.visits.exists()


def test_an_officer_says_whether_they_came_and_takes_it_back(officer, nora, sign_in):
    client = sign_in(officer)
    for outcome in ("came", "came", "no_show", ""):
        assert client.post(f"/c/riverside/visitors/{nora.pk}/", {"outcome": outcome}).status_code == 303
        nora.refresh_from_db()
        assert nora.outcome == outcome


def test_who_applied_since_stays_so(officer, nora, sign_in):
    Visit.objects.in_chapter(nora.chapter).update(outcome=Outcome.APPLIED)
    sign_in(officer).post(f"/c/riverside/visitors/{nora.pk}/", {"outcome": "no_show"})
    nora.refresh_from_db()
    assert nora.outcome == "applied"


def test_from_the_roll_call_it_leads_back_there(officer, nora, sign_in):
    answer = sign_in(officer).post(f"/c/riverside/visitors/{nora.pk}/", {"outcome": "came", "back": "roll-call"})
    assert answer.headers["Location"] == "/c/riverside/roll-call/2026-03-03/"


def test_members_and_strangers_do_not_say_who_came(member, stranger, nora, sign_in):
    for person, status in ((member, 403), (stranger, 404)):
        assert sign_in(person).post(f"/c/riverside/visitors/{nora.pk}/", {"outcome": "came"}).status_code == status
    nora.refresh_from_db()
    assert nora.outcome == ""


def test_whoever_invited_them_or_an_officer_takes_them_off_once_asked(chapter, officer, member, nora, sign_in):
    path = f"/c/riverside/visitors/{nora.pk}/remove/"
    other = MemberFactory(chapter=chapter)
    assert sign_in(other).post(path).status_code == 403
    assert sign_in(member).get(path).status_code == 200
    assert chapter.visits.exists()
    assert sign_in(member).post(path).status_code == 303
    assert not chapter.visits.exists()


def test_another_chapters_visitor_is_not_there(other_chapter, officer, sign_in):
    with chapter_scope(other_chapter.pk):
        theirs = Visit.objects.create(chapter=other_chapter, date=TUESDAY, name="Nora Wong")
    for path in (f"/c/riverside/visitors/{theirs.pk}/", f"/c/riverside/visitors/{theirs.pk}/remove/"):
        assert sign_in(officer).post(path, {"outcome": "came"}).status_code == 404
    with chapter_scope(other_chapter.pk):
        assert other_chapter.visits.get().outcome == ""
