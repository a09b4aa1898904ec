"""Two who act on one planned one-to-one at the same moment: one act wins, the other is told; nothing happens twice."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from chapters.scope import chapter_scope
from meetings.actions.appointments import (
    Idea,
    accept_time,
    call_off,
    decline_one_to_one,
    mark_met,
    move_one_to_one,
    propose_one_to_one,
    propose_other_times,
)
from meetings.actions.one_to_ones import Talk, log_one_to_one
from meetings.models import Appointment, MonthPlan, OneToOne
from notices.models import Notice
from standing.month_plans import make_plan, send_plan
from tests.factories import AppointmentFactory, ChapterFactory, MemberFactory
from tests.meetings.test_at_once import at_once

AT = datetime(2026, 3, 3, 8, tzinfo=UTC)
NOON, NEXT = datetime(2026, 3, 10, 12, tzinfo=UTC), datetime(2026, 3, 17, 12, tzinfo=UTC)
ROUNDS = range(4)

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


@pytest.fixture
def room():
    """A committed chapter of two who plan a one-to-one: the first asked the second."""
    chapter = ChapterFactory(slug="riverside")
    with chapter_scope(chapter.pk):
        one, other = (MemberFactory(chapter=chapter, offices=["president"]) for _ in range(2))
        appointment = AppointmentFactory(chapter=chapter, proposer=one, other=other, times=[NOON])
        time = appointment.times.get().pk
    return chapter, one, other, appointment, time


def now_of(chapter, appointment):
    with chapter_scope(chapter.pk):
        return Appointment.objects.in_chapter(chapter).get(pk=appointment.pk)


def told(chapter, kind):
    with chapter_scope(chapter.pk):
        return Notice.objects.in_chapter(chapter).filter(kind=kind).count()


def names(outcomes):
    return sorted(type(outcome).__name__ for outcome in outcomes)


@pytest.mark.parametrize("_round", ROUNDS)
def test_two_taps_at_once_agree_once_and_tell_each_once(room, _round):
    chapter, _one, other, appointment, time = room
    taps = [lambda: accept_time(appointment=appointment, time=time, by=other, at=AT) for _ in range(3)]
    assert names(at_once(chapter, *taps)) == ["Appointment"] * 3
    assert told(chapter, "appointment_agreed") == 2


@pytest.mark.parametrize("_round", ROUNDS)
def test_accepting_while_the_times_change_agrees_on_none_that_is_gone(room, _round):
    chapter, one, other, appointment, time = room
    outcomes = at_once(
        chapter,
        lambda: accept_time(appointment=appointment, time=time, by=other, at=AT),
        lambda: propose_other_times(appointment=appointment, times=[NEXT], by=one, at=AT),
    )
    found = now_of(chapter, appointment)
    assert names(outcomes).count("AppointmentMoved") == 1
    assert (found.state, found.starts_at) in {("agreed", NOON), ("proposed", None)}


@pytest.mark.parametrize("_round", ROUNDS)
def test_accepting_and_declining_at_once_is_one_of_the_two(room, _round):
    chapter, _one, other, appointment, time = room
    outcomes = at_once(
        chapter,
        lambda: accept_time(appointment=appointment, time=time, by=other, at=AT),
        lambda: decline_one_to_one(appointment=appointment, by=other, at=AT),
    )
    assert names(outcomes).count("AppointmentMoved") == 1
    assert now_of(chapter, appointment).state in {"agreed", "declined"}
    assert told(chapter, "appointment_agreed") + told(chapter, "appointment_off") in {1, 2}


@pytest.mark.parametrize("_round", ROUNDS)
def test_moving_and_calling_off_at_once_end_in_one_sequence(room, _round):
    chapter, one, other, appointment, time = room
    with chapter_scope(chapter.pk):
        accept_time(appointment=appointment, time=time, by=other, at=AT)
    at_once(
        chapter,
        lambda: move_one_to_one(appointment=appointment, times=[NEXT], by=one, at=AT),
        lambda: call_off(appointment=appointment, by=other, at=AT),
    )
    found = now_of(chapter, appointment)
    assert found.state == "cancelled"
    assert found.sequence in {1, 2}
    assert told(chapter, "appointment_off") == 2


@pytest.mark.parametrize("_round", ROUNDS)
def test_both_who_tap_we_met_and_one_who_logs_it_make_one_log(room, _round):
    chapter, one, other, appointment, time = room
    with chapter_scope(chapter.pk):
        accept_time(appointment=appointment, time=time, by=other, at=AT)
    later, uuid = NOON + timedelta(hours=2), uuid4()
    at_once(
        chapter,
        lambda: mark_met(appointment=appointment, by=one, at=later),
        lambda: mark_met(appointment=appointment, by=other, at=later),
        lambda: log_one_to_one(chapter=chapter, uuid=uuid, talk=Talk(other, NOON.date()), by=one, at=later),
    )
    with chapter_scope(chapter.pk):
        log = OneToOne.objects.in_chapter(chapter).get()
    found = now_of(chapter, appointment)
    assert (found.state, found.one_to_one_id) == ("met", log.pk)
    assert told(chapter, "one_to_one_logged") == 1


@pytest.mark.parametrize("_round", ROUNDS)
def test_two_who_ask_each_other_at_once_are_one_proposal(room, _round):
    chapter, one, other, appointment, _time = room
    with chapter_scope(chapter.pk):
        call_off(appointment=appointment, by=one, at=AT)
    idea = Idea((NOON,))
    outcomes = at_once(
        chapter,
        lambda: propose_one_to_one(chapter=chapter, uuid=uuid4(), other=other, idea=idea, by=one, at=AT),
        lambda: propose_one_to_one(chapter=chapter, uuid=uuid4(), other=one, idea=idea, by=other, at=AT),
    )
    assert names(outcomes) == ["Appointment", "ProposedAlready"]


@pytest.mark.parametrize("_round", ROUNDS)
def test_two_officers_who_plan_and_send_at_once_make_one_plan_and_ask_once(room, _round):
    chapter, one, other, appointment, _time = room
    with chapter_scope(chapter.pk):
        call_off(appointment=appointment, by=one, at=AT)
    month = AT.date().replace(day=1)
    plans = at_once(
        chapter,
        lambda: make_plan(chapter=chapter, month=month, by=one, at=AT),
        lambda: make_plan(chapter=chapter, month=month, by=other, at=AT),
    )
    assert names(plans) == ["MonthPlan", "MonthPlan"]
    assert plans[0] == plans[1]
    outcomes = at_once(
        chapter,
        lambda: send_plan(plan=plans[0], by=one, at=AT),
        lambda: send_plan(plan=plans[0], by=other, at=AT),
        lambda: send_plan(plan=plans[0], by=one, at=AT),
    )
    assert names(outcomes) == ["PlanSent", "PlanSent", "int"]
    with chapter_scope(chapter.pk):
        assert MonthPlan.objects.in_chapter(chapter).count() == 1
        assert Appointment.objects.in_chapter(chapter).filter(plan=plans[0]).count() == 1
    assert told(chapter, "appointment_planned") == 2
