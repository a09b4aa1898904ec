"""The run sheet's page: what runs and what is next, for its leaders alone; repeats answer with where it stands."""

import re

import pytest

from meetings.actions.running import cancel_meeting, close_meeting
from meetings.models import AgendaItem, RunSheet
from tests.factories import MemberFactory
from tests.meetings.conftest import LATER, TUESDAY

PATH = "/c/riverside/meeting/2026-03-03/run-sheet/"
HTMX = {"HX-Request": "true"}
pytestmark = pytest.mark.usefixtures("tuesday")


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def head(answer):
    return re.search(r'id="head">([^<]*)<', answer.content.decode())[1]


def test_before_the_start_it_shows_what_would_be_made_and_makes_nothing(officer, sign_in, chapter):
    page = text(sign_in(officer).get(PATH))
    assert "Ready when you are" in page
    assert "07:00" in page
    assert "until 08:30" in page
    assert not RunSheet.objects.in_chapter(chapter).exists()


def test_only_those_who_lead_meetings_open_and_drive_it(chapter, officer, second_officer, member, stranger, sign_in):
    host = MemberFactory(chapter=chapter, offices=["visitor_host"])
    for person, status in ((member, 403), (host, 403), (stranger, 404)):
        client = sign_in(person)
        assert client.get(PATH).status_code == status
        assert client.post(PATH, {"act": "start"}).status_code == status
    assert not RunSheet.objects.in_chapter(chapter).exists()
    assert sign_in(second_officer).post(PATH, {"act": "start"}).status_code == 303
    assert head(sign_in(officer).get(PATH)) == "Open networking"


def test_the_meetings_page_leads_there_for_those_who_lead(officer, member, sign_in):
    link = f'href="{PATH}"'
    assert link in text(sign_in(officer).get("/c/riverside/meeting/2026-03-03/"))
    assert link not in text(sign_in(member).get("/c/riverside/meeting/2026-03-03/"))


def test_acts_answer_with_where_it_stands_also_when_they_come_twice(officer, sign_in):
    client = sign_in(officer)
    client.post(PATH, {"act": "start"}, headers=HTMX)
    for _ in range(2):
        answer = client.post(PATH, {"act": "next", "step": "0", "extra": "0"}, headers=HTMX)
        assert (answer.status_code, head(answer)) == (200, "Welcome")
    assert "<html" not in text(answer)


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"act": "explode"},
        {"act": "next", "step": "-1"},
        {"act": "next", "step": "99999999999999999999"},
        {"act": "next", "step": "7000"},
        {"act": "extra", "step": "0", "extra": "x"},
        {"act": "next", "step": "0", "at": "9" * 30},
        {"act": "end", "step": "3"},
    ],
)
def test_nonsense_answers_with_where_it_stands(officer, sign_in, typed):
    client = sign_in(officer)
    client.post(PATH, {"act": "start"})
    answer = client.post(PATH, typed, headers=HTMX)
    assert (answer.status_code, head(answer)) == (200, "Open networking")


def test_a_page_that_is_up_to_date_is_told_nothing(officer, sign_in):
    client = sign_in(officer)
    client.post(PATH, {"act": "start"})
    version = re.search(r"version=([0-9a-f]{16})", text(client.get(PATH)))[1]
    assert client.get(PATH, {"version": version}, headers=HTMX).status_code == 204
    client.post(PATH, {"act": "next", "step": "0"})
    assert head(client.get(PATH, {"version": version}, headers=HTMX)) == "Welcome"


def test_a_second_device_learns_that_the_meeting_was_closed(chapter, officer, sign_in):
    client = sign_in(officer)
    client.post(PATH, {"act": "start"})
    version = re.search(r"version=([0-9a-f]{16})", text(client.get(PATH)))[1]
    close_meeting(chapter=chapter, day=TUESDAY, by=officer, at=LATER)
    answer = client.get(PATH, {"version": version}, headers=HTMX)
    assert answer.status_code == 200
    assert "every 2s" not in text(answer)


def test_who_is_no_longer_signed_in_is_sent_to_sign_in_and_nothing_moves(chapter, officer, sign_in, client):
    sign_in(officer).post(PATH, {"act": "start"})
    answer = client.post(PATH, {"act": "next", "step": "0"}, headers=HTMX)
    assert answer.headers["HX-Redirect"].startswith("/accounts/login/")
    assert RunSheet.objects.in_chapter(chapter).get().step == 0


def test_a_closed_or_cancelled_meeting_has_no_controls(chapter, officer, sign_in):
    client = sign_in(officer)
    client.post(PATH, {"act": "start"})
    close_meeting(chapter=chapter, day=TUESDAY, by=officer, at=LATER)
    assert 'name="act"' not in text(client.get(PATH))
    other = PATH.replace("03-03", "03-10")
    cancel_meeting(chapter=chapter, day=TUESDAY.replace(day=10), note="", by=officer, at=LATER)
    assert 'name="act"' not in text(client.get(other))
    client.post(other, {"act": "start"})
    assert "This meeting was cancelled." in text(client.get(other))
    assert RunSheet.objects.in_chapter(chapter).count() == 1


def test_few_statements_for_few_and_many_members(chapter, officer, sign_in, at_most):
    client = sign_in(officer)
    client.get(PATH)
    with at_most(8):
        client.get(PATH)
    AgendaItem.objects.create(chapter=chapter, position=0, kind="presentations", title="Round", minutes=9)
    for _ in range(20):
        MemberFactory(chapter=chapter, offices=["education"])
    with at_most(8):
        client.get(PATH)
    client.post(PATH, {"act": "start"})
    with at_most(8):
        client.get(PATH)
    with at_most(8):
        client.get(PATH, {"version": "other"}, headers=HTMX)


def test_names_are_shown_as_text(chapter, officer, sign_in):
    MemberFactory(chapter=chapter, name='Bo "<img src=x onerror=1>" Li')
    page = text(sign_in(officer).get(PATH))
    assert "<img" not in page
    assert "&lt;img" in page
