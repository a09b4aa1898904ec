"""Everybody who visited, by person; the link that invites; who hosts and follows up."""

import re
from datetime import UTC, date, datetime

import pytest

from meetings.actions.running import close_meeting
from meetings.models import Visit
from tests.factories import MemberFactory
from tests.meetings.conftest import LATER, TUESDAY, statements_of

ROOT = "/c/riverside/visitors/"
pytestmark = pytest.mark.usefixtures("tuesday")
CONSENT = datetime(2026, 2, 1, tzinfo=UTC)


def visit(chapter, name="Nora Wong", day=TUESDAY, **details):
    return Visit.objects.create(chapter=chapter, date=day, name=name, **details)


@pytest.fixture
def host(chapter):
    return MemberFactory(chapter=chapter, name="Freya Lindqvist")


@pytest.fixture
def nora(chapter, member):
    return visit(chapter, email="nora@v.example", invited_by=member, consent_at=CONSENT, outcome="came")


def test_visits_of_one_person_stand_together_the_latest_first(chapter, officer, member, sign_in):
    visit(chapter, "Nora Wong", email="nora@v.example", outcome="came", invited_by=member)
    visit(chapter, "Nora W.", date(2026, 2, 24), email="nora@v.example", outcome="no_show")
    visit(chapter, "Rhys Ekström", date(2026, 2, 24), outcome="joined")
    visit(chapter, "rhys ekström", date(2026, 2, 17))
    guests = sign_in(officer).get(ROOT).context["guests"]
    assert [(guest.name, [line.became for line in guest.lines]) for guest in guests] == [
        ("Nora Wong", ["came", "did not come"]),
        ("Rhys Ekström", ["joined", "not known"]),
    ]
    assert guests[0].lines[0].host == "Ben Whitlock"
    assert [line.waits for line in guests[0].lines] == [True, False]


def test_a_member_sees_their_own_guests_alone(chapter, officer, member, host, sign_in):
    visit(chapter, "Mine", invited_by=member)
    visit(chapter, "Hosted", invited_by=officer, host=member)
    visit(chapter, "Not mine", invited_by=officer)
    page = sign_in(member).get(ROOT)
    assert {guest.name for guest in page.context["guests"]} == {"Mine", "Hosted"}
    assert "My guests" in page.text
    assert {guest.name for guest in sign_in(officer).get(ROOT).context["guests"]} == {"Mine", "Hosted", "Not mine"}
    assert "Nobody has visited yet" in sign_in(host).get(ROOT).text


@pytest.mark.parametrize("people", [1, 70])
def test_it_takes_few_statements_whatever_the_number(chapter, officer, sign_in, people):
    for number in range(people):
        visit(chapter, f"Guest {number}", email=f"g{number}@v.example", invited_by=officer)
    client = sign_in(officer)
    assert statements_of(client, ROOT) <= 8
    one = chapter.visits.first()
    assert statements_of(client, f"{ROOT}{one.pk}/") <= 8
    assert statements_of(client, "/c/riverside/meeting/2026-03-03/") <= 8


def test_the_link_is_ones_own_and_for_the_meeting_that_is_chosen(chapter, member, sign_in, client):
    page = sign_in(member).get(f"{ROOT}invite/?day=2026-03-10")
    link = re.search(r'data-link="http://localhost:8000([^"]+)"', page.text)[1]
    opened = client.get(link).text
    assert "Ben Whitlock invites you" in opened
    assert "Tuesday 10 March" in opened
    for odd in ("", "?day=2026-03-11", "?day=x", "?day=1999-01-01"):
        assert "Tuesday 3 March" in sign_in(member).get(f"{ROOT}invite/{odd}").text
    assert statements_of(sign_in(member), f"{ROOT}invite/") <= 8


def test_who_sees_the_page_of_a_visit_and_the_address(chapter, officer, member, host, nora, stranger, sign_in):
    path = f"{ROOT}{nora.pk}/"
    for person in (officer, member):
        assert "nora@v.example" in sign_in(person).get(path).text
    assert sign_in(host).get(path).status_code == 403
    assert sign_in(stranger).get(path).status_code == 404
    Visit.objects.in_chapter(chapter).update(host=host)
    assert "Thank them for coming" in sign_in(host).get(path).text
    Visit.objects.in_chapter(chapter).update(consent_at=None)
    assert "nora@v.example" not in sign_in(officer).get(path).text


def test_an_officer_asks_a_member_to_look_after_a_visitor(chapter, officer, member, host, nora, stranger, sign_in):
    leader, path = sign_in(officer), f"{ROOT}{nora.pk}/host/"
    for _tap in range(2):
        leader.post(path, {"host": host.pk})
        nora.refresh_from_db()
        assert nora.host == host
    assert "you look after them" in sign_in(host).get("/c/riverside/meeting/2026-03-03/").text
    leader.post(path, {"host": stranger.pk})
    nora.refresh_from_db()
    assert nora.host == host
    assert sign_in(member).post(path, {"host": member.pk}).status_code == 403
    leader.post(path, {"host": ""})
    nora.refresh_from_db()
    assert nora.host is None


def test_one_tap_says_that_they_were_thanked_and_it_can_be_taken_back(chapter, member, nora, sign_in):
    client, path = sign_in(member), f"{ROOT}{nora.pk}/follow-up/"
    for note in ("Liked it.", "Liked it. Will apply."):
        client.post(path, {"note": note})
    nora.refresh_from_db()
    assert (nora.followed_up_by, nora.follow_up_note) == (member, "Liked it. Will apply.")
    assert nora.followed_up_at == datetime(2026, 3, 3, 7, 15, tzinfo=UTC)
    client.post(path, {"undo": "yes"})
    nora.refresh_from_db()
    assert (nora.followed_up_at, nora.follow_up_note) == (None, "Liked it. Will apply.")


def test_others_do_not_say_so_and_who_did_not_come_is_not_thanked(chapter, officer, member, host, nora, sign_in):
    path = f"{ROOT}{nora.pk}/follow-up/"
    assert sign_in(host).post(path, {"note": "x"}).status_code == 403
    Visit.objects.in_chapter(chapter).update(host=host)
    assert sign_in(member).post(path, {"note": "x"}).status_code == 403  # somebody else was asked
    Visit.objects.in_chapter(chapter).update(outcome="no_show")
    assert "Say first that they came." in sign_in(officer).post(path, {"note": "x"}, follow=True).text
    nora.refresh_from_db()
    assert (nora.followed_up_at, nora.follow_up_note) == (None, "")


def test_my_week_says_whom_to_thank_once_the_meeting_is_closed(chapter, officer, member, nora, sign_in):
    client = sign_in(member)
    assert "Thank Nora Wong" not in client.get("/c/riverside/").text
    close_meeting(chapter=chapter, day=TUESDAY, by=officer, at=LATER)
    assert "Thank Nora Wong for coming" in client.get("/c/riverside/").text
    client.post(f"{ROOT}{nora.pk}/follow-up/", {"note": ""})
    assert "Thank Nora Wong" not in client.get("/c/riverside/").text


# -- The limit ----------------------------------------------------------------------------------------------------

ADD = "/c/riverside/meeting/2026-03-03/visitors/"
TYPED = {"name": "Nora Wong", "email": "nora@v.example"}


@pytest.fixture
def twice(chapter):
    for day in (date(2026, 2, 17), date(2026, 2, 24)):
        visit(chapter, day=day, email="nora@v.example", outcome="came")


def test_an_officer_is_warned_at_the_limit_and_may_go_on(chapter, officer, twice, sign_in):
    leader = sign_in(officer)
    warned = leader.post(ADD, TYPED)
    assert warned.status_code == 422
    assert "as often as the chapter allows" in warned.text
    assert 'name="beyond"' in warned.text
    assert not chapter.visits.filter(date=TUESDAY).exists()
    leader.post(ADD, {**TYPED, "beyond": "yes"})
    assert chapter.visits.filter(date=TUESDAY).count() == 1


def test_a_member_is_kindly_refused_whatever_they_send(chapter, member, twice, sign_in):
    for typed in (TYPED, {**TYPED, "beyond": "yes"}):
        answer = sign_in(member).post(ADD, typed)
        assert answer.status_code == 422
        assert 'name="beyond"' not in answer.text
    assert not chapter.visits.filter(date=TUESDAY).exists()
