"""Marks: taken, told, corrected; final once the meeting is closed."""

from datetime import timedelta

import pytest

from meetings.actions.marking import Said, correct_mark, say_absent, say_coming, take_marks
from meetings.actions.running import cancel_meeting, close_meeting
from meetings.models import Mark
from meetings.refusals import HereAlready, MarkedSo, MarksAreFinal, NoMeeting, NotHere, NotOn, ReasonMissing, StillOpen
from meetings.states import Attendance
from tests.factories import MemberFactory
from tests.meetings.conftest import LATER, TUESDAY

PRESENT, LATE, ABSENT = Said(Attendance.PRESENT), Said(Attendance.LATE), Said(Attendance.ABSENT)


@pytest.fixture
def act(chapter, officer):
    return {"chapter": chapter, "day": TUESDAY, "by": officer, "at": LATER}


def test_the_last_tap_wins_and_says_who(act, member, second_officer):
    take_marks(**act, said={member.pk: PRESENT})
    take_marks(**act | {"by": second_officer}, said={member.pk: LATE})
    mark = member.marks.get()
    assert (mark.mark, mark.marked_by) == ("late", second_officer)


def test_the_same_tap_twice_leaves_one_line_in_the_trail(act, chapter, member):
    for _tap in range(2):
        take_marks(**act, said={member.pk: PRESENT})
    assert Mark.pgh_event_model.objects.in_chapter(chapter).filter(member_id=member.pk).count() == 1


def test_a_substitute_has_a_name_and_nobody_else_does(act, member, officer):
    take_marks(
        **act, said={member.pk: Said(Attendance.SUBSTITUTE, "Ana Ruiz"), officer.pk: Said(Attendance.LATE, "Ana Ruiz")}
    )
    assert (member.marks.get().substitute, officer.marks.get().substitute) == ("Ana Ruiz", "")


def test_a_mark_can_be_taken_back(act, member):
    take_marks(**act, said={member.pk: PRESENT})
    take_marks(**act, said={member.pk: Said(None)})
    assert not member.marks.exists()


def test_only_members_of_that_day_are_marked(act, chapter, member):
    gone = MemberFactory(chapter=chapter, stay__left_on=TUESDAY)
    with pytest.raises(NotHere):
        take_marks(**act, said={member.pk: PRESENT, gone.pk: PRESENT})
    assert not chapter.marks.exists()
    take_marks(**act, said={member.pk: PRESENT})


def test_marks_of_a_closed_cancelled_or_missing_meeting_are_refused(act, member):
    take_marks(**act, said={member.pk: PRESENT})
    close_meeting(**act)
    with pytest.raises(MarksAreFinal):
        take_marks(**act, said={member.pk: ABSENT})
    with pytest.raises(NoMeeting):
        take_marks(**act | {"day": TUESDAY + timedelta(days=1)}, said={member.pk: PRESENT})
    cancel_meeting(**act | {"day": TUESDAY + timedelta(days=7)}, note="")
    with pytest.raises(NotOn):
        take_marks(**act | {"day": TUESDAY + timedelta(days=7)}, said={member.pk: PRESENT})


def test_a_member_says_they_cannot_come_and_takes_it_back(chapter, member):
    said = {"chapter": chapter, "day": TUESDAY, "member": member, "at": LATER}
    say_absent(**said)
    assert member.marks.get().mark == "absent_notified"
    say_absent(**said, substitute="Ana Ruiz")
    assert (member.marks.get().mark, member.marks.get().substitute) == ("substitute", "Ana Ruiz")
    say_coming(**said)
    assert not member.marks.exists()


def test_what_an_officer_saw_stands(act, chapter, member):
    take_marks(**act, said={member.pk: PRESENT})
    said = {"chapter": chapter, "day": TUESDAY, "member": member, "at": LATER}
    with pytest.raises(HereAlready):
        say_absent(**said)
    say_coming(**said)
    assert member.marks.get().mark == "present"


def test_a_correction_needs_a_closed_meeting_a_reason_and_a_difference(act, member):
    take_marks(**act, said={member.pk: ABSENT})
    one = act | {"member": member}
    with pytest.raises(StillOpen):
        correct_mark(**one, said=PRESENT, reason="Came late")
    close_meeting(**act)
    with pytest.raises(ReasonMissing):
        correct_mark(**one, said=PRESENT, reason=" ")
    with pytest.raises(MarkedSo):
        correct_mark(**one, said=ABSENT, reason="Came late")
    correct_mark(**one, said=PRESENT, reason="Came late")
    correct_mark(**one, said=PRESENT, reason="Came late")
    assert (member.marks.get().mark, member.marks.get().correction) == ("present", "Came late")


def test_a_correction_leaves_what_was_in_the_trail(act, chapter, member, officer):
    take_marks(**act, said={member.pk: ABSENT})
    close_meeting(**act)
    correct_mark(**act, member=member, said=PRESENT, reason="Came late")
    trail = Mark.pgh_event_model.objects.in_chapter(chapter).filter(member_id=member.pk).order_by("pgh_id")
    assert [(event.mark, event.correction, event.marked_by_id) for event in trail] == [
        ("absent", "", officer.pk),
        ("present", "Came late", officer.pk),
    ]


def test_an_unmarked_member_can_be_corrected_too(act, member):
    close_meeting(**act)
    correct_mark(**act, member=member, said=PRESENT, reason="Sat in the back")
    assert member.marks.get().mark == "present"
