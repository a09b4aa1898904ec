"""Driving a run sheet: every act once, however often it arrives and from however many devices."""

from datetime import timedelta
from random import Random

import pytest

from chapters.scope import chapter_scope
from meetings.actions.marking import Said, take_marks
from meetings.actions.run_sheet import prepare_sheet, press
from meetings.actions.running import close_meeting
from meetings.models import AgendaItem, RunSheet, Turn
from meetings.refusals import MarksAreFinal, NoMeeting
from meetings.rhythm import meeting_on
from meetings.run_sheet import Act, Pressed
from meetings.sheets import sheet_of
from meetings.states import Attendance
from tests.factories import ChapterFactory, MemberFactory
from tests.meetings.conftest import AT_SEVEN, LATER, TUESDAY
from tests.meetings.test_at_once import at_once


@pytest.fixture
def driver(chapter, officer):
    """Presses an act of Riverside's Tuesday at a step, some seconds after seven."""

    def drive(act, step=0, *, seconds=0, extra=0, said=None):
        at = AT_SEVEN + timedelta(seconds=seconds)
        when = None if said is None else AT_SEVEN + timedelta(seconds=said)
        pressed = Pressed(step, extra, when)
        return press(chapter=chapter, day=TUESDAY, act=act, pressed=pressed, by=officer, at=at)

    return drive


def sheet(chapter):
    return sheet_of(chapter, meeting_on(chapter, TUESDAY))


def stands(chapter):
    clock = sheet(chapter).clock
    since = None if clock.since is None else (clock.since - AT_SEVEN).total_seconds()
    return clock.state, clock.step, since, clock.extra


def test_start_makes_the_sheet_from_the_template_and_names_who_leads(chapter, officer, member, driver):
    AgendaItem.objects.create(chapter=chapter, position=0, kind="welcome", title="Hello", minutes=3, office="president")
    AgendaItem.objects.create(chapter=chapter, position=1, kind="presentations", title="Round", minutes=5)
    assert driver(Act.START)
    found = sheet(chapter)
    assert [(line.title, line.leader) for line in found.plan.lines] == [("Hello", "Amara Osei"), ("Round", "")]
    assert [step.presenter.name for step in found.plan.of_item(1)] == ["Amara Osei", "Ben Whitlock"]
    AgendaItem.objects.in_chapter(chapter).delete()
    assert len(sheet(chapter).plan.lines) == 2  # made is made


def test_without_a_template_of_its_own_the_usual_agenda_of_its_length_is_taken(chapter, driver):
    before = sheet(chapter)
    assert (before.pk, sum(line.minutes for line in before.plan.lines)) == (None, 90)
    driver(Act.START)
    assert sheet(chapter).plan.lines == before.plan.lines


def test_looking_makes_nothing(chapter):
    sheet(chapter)
    assert not RunSheet.objects.in_chapter(chapter).exists()


def test_a_drawn_order_is_drawn_once_it_is_prepared_and_stays(chapter, officer):
    for _ in range(8):
        MemberFactory(chapter=chapter)
    AgendaItem.objects.create(
        chapter=chapter, position=0, kind="presentations", title="Round", minutes=9, round_order="drawn"
    )

    def order(seed):
        prepare_sheet(chapter=chapter, day=TUESDAY, by=officer, at=AT_SEVEN, lots=Random(seed))
        return [step.presenter.name for step in sheet(chapter).plan.steps]

    assert order(1) != order(2)
    drawn = order(3)
    assert sorted(drawn) != drawn
    assert len(set(drawn)) == 9
    press(chapter=chapter, day=TUESDAY, act=Act.START, pressed=Pressed(), by=officer, at=AT_SEVEN)
    assert order(4) == drawn


def test_next_pressed_twice_at_one_step_moves_once(chapter, driver):
    driver(Act.START)
    assert driver(Act.NEXT, 0, seconds=300)
    assert not driver(Act.NEXT, 0, seconds=301)
    assert stands(chapter) == ("running", 1, 300, 0)


def test_start_pressed_twice_begins_once(chapter, driver):
    assert driver(Act.START, seconds=10)
    assert not driver(Act.START, seconds=12)
    assert stands(chapter) == ("running", 0, 10, 0)


def test_an_extra_minute_sent_again_is_one_and_pressed_again_is_two(chapter, driver):
    driver(Act.START)
    assert driver(Act.EXTRA, 0, extra=0, seconds=1)
    assert not driver(Act.EXTRA, 0, extra=0, seconds=2)
    assert driver(Act.EXTRA, 0, extra=60, seconds=3)
    assert stands(chapter) == ("running", 0, 0, 120)


def test_back_after_a_slip_of_the_finger_goes_on_where_it_was(chapter, driver):
    driver(Act.START)
    driver(Act.EXTRA, 0, seconds=200)
    driver(Act.NEXT, 0, seconds=250)
    assert driver(Act.BACK, 1, seconds=255)
    assert stands(chapter) == ("running", 0, 0, 60)
    assert not driver(Act.BACK, 0, seconds=256)


def test_a_replay_from_before_somebody_elses_act_changes_nothing(chapter, driver):
    driver(Act.START)
    driver(Act.NEXT, 0, seconds=100, said=100)
    driver(Act.BACK, 1, seconds=110)
    assert not driver(Act.NEXT, 0, seconds=120, said=100)
    assert stands(chapter)[1] == 0
    assert driver(Act.NEXT, 0, seconds=121, said=121)


def test_acts_kept_while_the_network_was_away_count_from_when_they_were_pressed(chapter, driver):
    driver(Act.START)
    for step in range(3):
        assert driver(Act.NEXT, step, seconds=600, said=60 * (step + 1))
    assert stands(chapter) == ("running", 3, 180, 0)


def test_acts_kept_for_longer_are_done_in_order_but_count_from_now(chapter, driver):
    driver(Act.START)
    for step in range(2):
        assert driver(Act.NEXT, step, seconds=3600, said=60 * (step + 1))
    assert stands(chapter) == ("running", 2, 3600, 0)


def test_the_last_next_ends_it_and_back_takes_that_back(chapter, driver):
    driver(Act.START)
    last = len(sheet(chapter).plan.steps) - 1
    for step in range(last):
        driver(Act.NEXT, step, seconds=step + 1)
    assert driver(Act.NEXT, last, seconds=1000)
    assert stands(chapter)[0] == "over"
    assert not driver(Act.END, last, seconds=1001)
    assert driver(Act.BACK, last, seconds=1002)
    assert stands(chapter)[:2] == ("running", last)


def test_end_pressed_where_the_meeting_no_longer_is_changes_nothing(chapter, driver):
    driver(Act.START)
    driver(Act.NEXT, 0, seconds=10)
    assert not driver(Act.END, 0, seconds=20)
    assert driver(Act.END, 1, seconds=21)


def test_who_is_marked_away_is_passed_over_and_a_substitute_presents(chapter, officer, member, driver):
    late = MemberFactory(chapter=chapter, name="Zoe Late")
    driver(Act.START)
    said = {member.pk: Said(Attendance.ABSENT), late.pk: Said(Attendance.SUBSTITUTE, "Ana Ruiz")}
    take_marks(chapter=chapter, day=TUESDAY, said=said, by=officer, at=AT_SEVEN)
    turns = [step for step in sheet(chapter).plan.steps if step.presenter]
    assert [(one.presenter.speaks, one.away) for one in turns] == [
        ("Amara Osei", False),
        ("Ben Whitlock", True),
        ("Ana Ruiz", False),
    ]
    driver(Act.NEXT, turns[0].number - 1, seconds=1)
    assert Turn.objects.in_chapter(chapter).count() == 3


def test_no_meeting_and_a_closed_one_have_no_new_run_sheet(chapter, officer):
    with pytest.raises(NoMeeting):
        prepare_sheet(chapter=chapter, day=TUESDAY + timedelta(days=1), by=officer, at=AT_SEVEN)
    close_meeting(chapter=chapter, day=TUESDAY, by=officer, at=LATER)
    with pytest.raises(MarksAreFinal):
        press(chapter=chapter, day=TUESDAY, act=Act.START, pressed=Pressed(), by=officer, at=LATER)
    assert not press(chapter=chapter, day=TUESDAY, act=Act.NEXT, pressed=Pressed(), by=officer, at=LATER)


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
@pytest.mark.parametrize("act", [Act.START, Act.NEXT])
def test_of_two_devices_that_press_at_once_one_moves_it(act):
    room = ChapterFactory(slug="riverside")
    with chapter_scope(room.pk):
        people = [MemberFactory(chapter=room, offices=["president"]) for _ in range(2)]
        if act == Act.NEXT:
            press(chapter=room, day=TUESDAY, act=Act.START, pressed=Pressed(), by=people[0], at=AT_SEVEN)
    presses = [
        lambda by=by: press(chapter=room, day=TUESDAY, act=act, pressed=Pressed(), by=by, at=LATER) for by in people
    ]
    assert sorted(at_once(room, *presses)) == [False, True]
    with chapter_scope(room.pk):
        assert RunSheet.objects.in_chapter(room).get().step == (1 if act == Act.NEXT else 0)
