"""The officers' acts on a meeting, through their pages."""

import pytest

from meetings.actions.marking import Said, take_marks
from meetings.actions.running import close_meeting
from meetings.states import Attendance
from tests.factories import MemberFactory
from tests.meetings.conftest import LATER, TUESDAY

PATH = "/c/riverside/meeting/2026-03-03/"
ACTS = ("open", "close", "reopen", "cancel", "restore", "move")
pytestmark = pytest.mark.usefixtures("tuesday")


def message_of(answer):
    return "".join(str(message) for message in answer.context["messages"])


@pytest.mark.parametrize("act", ACTS)
def test_only_who_leads_the_chapter_acts(chapter, member, stranger, sign_in, client, act):
    host = MemberFactory(chapter=chapter, offices=["visitor_host"])
    for person, status in ((member, 403), (host, 403), (stranger, 404)):
        assert sign_in(person).post(f"{PATH}{act}/").status_code == status
    assert client.post(f"{PATH}{act}/").status_code == 302
    assert not chapter.meetings.exists()


def test_opening_leads_to_the_roll(chapter, officer, sign_in):
    answer = sign_in(officer).post(f"{PATH}open/")
    assert answer.headers["Location"] == "/c/riverside/roll-call/2026-03-03/"
    assert chapter.meetings.get().status == "scheduled"


def test_closing_names_the_unmarked_before_it_asks(chapter, officer, member, sign_in):
    take_marks(chapter=chapter, day=TUESDAY, said={officer.pk: Said(Attendance.PRESENT)}, by=officer, at=LATER)
    page = sign_in(officer).get(f"{PATH}close/").content.decode()
    assert "1 member has no mark yet" in page
    assert "Ben Whitlock" in page
    assert chapter.meetings.get().status == "scheduled"


def test_closing_says_so_and_offers_undo(chapter, officer, sign_in):
    answer = sign_in(officer).post(f"{PATH}close/", follow=True)
    assert chapter.meetings.get().status == "held"
    assert f'action="{PATH}reopen/"' in answer.content.decode()
    sign_in(officer).post(f"{PATH}reopen/")
    assert chapter.meetings.get().status == "scheduled"


def test_the_second_to_close_reads_who_closed_it(chapter, officer, second_officer, sign_in):
    close_meeting(chapter=chapter, day=TUESDAY, by=officer, at=LATER)
    answer = sign_in(second_officer).post(f"{PATH}close/", follow=True)
    assert "Amara Osei closed this meeting already: 08:00." in message_of(answer)


def test_a_meeting_to_come_is_closed_only_when_said_twice(chapter, officer, sign_in):
    path = "/c/riverside/meeting/2026-03-10/close/"
    assert 'name="early"' in sign_in(officer).get(path).content.decode()
    sign_in(officer).post(path)
    assert not chapter.meetings.filter(status="held").exists()
    sign_in(officer).post(path, {"early": "yes"})
    assert chapter.meetings.filter(status="held").exists()


def test_cancelling_shows_the_note_and_can_be_undone(chapter, officer, member, sign_in):
    answer = sign_in(officer).post(f"{PATH}cancel/", {"note": "The hall is being painted."}, follow=True)
    assert "The hall is being painted." in answer.content.decode()
    assert f'action="{PATH}restore/"' in answer.content.decode()
    assert "The hall is being painted." in sign_in(member).get(PATH).content.decode()
    sign_in(officer).post(f"{PATH}restore/")
    assert chapter.meetings.get().status == "scheduled"


def test_an_act_that_came_too_late_is_said(chapter, officer, sign_in):
    close_meeting(chapter=chapter, day=TUESDAY, by=officer, at=LATER)
    answer = sign_in(officer).post(f"{PATH}cancel/", {"note": ""}, follow=True)
    assert "Somebody changed this meeting meanwhile" in message_of(answer)
    assert chapter.meetings.get().status == "held"


def test_moving_leads_to_the_new_day(chapter, officer, sign_in):
    answer = sign_in(officer).post(f"{PATH}move/", {"day": "2026-03-05", "clock": "12:30", "place": "Town Hall"})
    assert answer.headers["Location"] == "/c/riverside/meeting/2026-03-05/"
    page = sign_in(officer).get("/c/riverside/meeting/2026-03-05/").content.decode()
    assert "12:30" in page
    assert "Town Hall" in page


@pytest.mark.parametrize(
    ("day", "clock", "says"),
    [
        ("2026-03-10", "07:00", "meets on that day already"),
        ("2026-03-01", "07:00", "That day is over"),
        ("someday", "07:00", "not a day we can read"),
        ("2026-03-05", "early", "not a time we can read"),
    ],
)
def test_a_move_that_cannot_be_is_said_beside_the_field(chapter, officer, sign_in, day, clock, says):
    answer = sign_in(officer).post(f"{PATH}move/", {"day": day, "clock": clock, "place": ""})
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not chapter.meetings.filter(status="cancelled").exists()


@pytest.mark.parametrize("act", ["close", "cancel", "move"])
def test_a_page_that_asks_changes_nothing_and_a_day_without_a_meeting_is_not_there(chapter, officer, sign_in, act):
    assert sign_in(officer).get(f"{PATH}{act}/").status_code == 200
    assert sign_in(officer).get(f"/c/riverside/meeting/2026-03-04/{act}/").status_code == 404
    assert not chapter.meetings.exists()


@pytest.mark.parametrize("act", ["open", "reopen", "restore"])
def test_what_changes_at_once_is_not_opened_by_a_link(officer, sign_in, act):
    assert sign_in(officer).get(f"{PATH}{act}/").status_code == 405
