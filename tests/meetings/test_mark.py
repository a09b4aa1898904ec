"""One member's mark: its trail, and its correction once the meeting is closed."""

import pytest

from meetings.actions.marking import Said, take_marks
from meetings.actions.running import close_meeting
from meetings.states import Attendance
from tests.factories import MemberFactory
from tests.meetings.conftest import LATER, TUESDAY

pytestmark = pytest.mark.usefixtures("tuesday")


@pytest.fixture
def path(member):
    return f"/c/riverside/roll-call/2026-03-03/{member.pk}/"


@pytest.fixture
def closed(chapter, officer, member):
    take_marks(chapter=chapter, day=TUESDAY, said={member.pk: Said(Attendance.ABSENT)}, by=officer, at=LATER)
    close_meeting(chapter=chapter, day=TUESDAY, by=officer, at=LATER)


def test_a_mark_is_changed_and_taken_back_without_a_reason_while_the_meeting_is_open(officer, member, sign_in, path):
    client = sign_in(officer)
    assert "Why it is corrected" not in client.get(path).content.decode()
    client.post(path, {"mark": "substitute", "substitute": "Ana Ruiz"})
    assert (member.marks.get().mark, member.marks.get().substitute) == ("substitute", "Ana Ruiz")
    client.post(path, {"mark": "", "substitute": ""})
    assert not member.marks.exists()
    trail = client.get(path).content.decode()
    assert "Amara Osei: substitute (Ana Ruiz)" in trail
    assert "Amara Osei: not marked" in trail


@pytest.mark.usefixtures("closed")
def test_a_closed_meetings_mark_needs_a_reason_that_is_shown_with_who_and_when(
    officer, second_officer, member, sign_in, path
):
    client = sign_in(second_officer)
    assert client.post(path, {"mark": "present", "reason": ""}).status_code == 422
    assert member.marks.get().mark == "absent"
    assert client.post(path, {"mark": "present", "reason": "Came by the back door"}).status_code == 303
    page = client.get(path).content.decode()
    assert "Grace Mbeki: present" in page
    assert "Came by the back door" in page
    assert "Amara Osei: absent" in page
    roll = client.get("/c/riverside/roll-call/2026-03-03/").content.decode()
    assert "corrected by Grace Mbeki: Came by the back door" in roll


@pytest.mark.usefixtures("closed")
def test_a_closed_meetings_mark_is_not_taken_back(officer, member, sign_in, path):
    assert sign_in(officer).post(path, {"mark": "", "reason": "A mistake"}).status_code == 422
    assert member.marks.get().mark == "absent"


@pytest.mark.usefixtures("closed")
def test_nobody_else_sees_or_corrects_it(chapter, member, stranger, sign_in, path):
    for person, status in ((member, 403), (stranger, 404)):
        assert sign_in(person).get(path).status_code == status
        assert sign_in(person).post(path, {"mark": "present", "reason": "Please"}).status_code == status
    assert member.marks.get().mark == "absent"


def test_somebody_who_is_no_member_that_day_has_no_mark(chapter, officer, stranger, sign_in):
    gone = MemberFactory(chapter=chapter, stay__left_on=TUESDAY)
    for person in (gone, stranger):
        assert sign_in(officer).get(f"/c/riverside/roll-call/2026-03-03/{person.pk}/").status_code == 404
