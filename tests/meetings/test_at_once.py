"""Two at once: closing one meeting (F10), marking while it is closed, the same one-to-one sent twice (F01)."""

import threading
from datetime import time, timedelta
from uuid import uuid4

import pytest
from django.db import connection

from chapters.scope import chapter_scope
from meetings.actions.calendar import make_address
from meetings.actions.marking import Said, take_marks
from meetings.actions.one_to_ones import Talk, log_one_to_one
from meetings.actions.running import close_meeting, move_meeting
from meetings.minutes import minutes_of
from meetings.models import Mark, Meeting, OneToOne
from meetings.refusals import AlreadyClosed, MarksAreFinal
from meetings.rhythm import meeting_on
from meetings.states import Attendance
from notices.kinds import find
from notices.models import Notice
from tests.factories import ChapterFactory, MemberFactory, SlipFactory
from tests.meetings.conftest import LATER, TUESDAY

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


@pytest.fixture
def room():
    """A committed chapter with two officers."""
    chapter = ChapterFactory(slug="riverside")
    with chapter_scope(chapter.pk):
        people = [MemberFactory(chapter=chapter, offices=["president"]) for _ in range(2)]
    return chapter, people


def at_once(chapter, *acts):
    """What each act answered or raised, all begun at the same moment, each in its own transaction."""
    barrier, outcomes = threading.Barrier(len(acts)), [None] * len(acts)

    def run(number, act):
        try:
            barrier.wait()
            with chapter_scope(chapter.pk):
                outcomes[number] = act()
        except Exception as refusal:  # the outcome is what is looked at
            outcomes[number] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


@pytest.mark.parametrize("_round", range(5))
def test_of_two_who_close_one_does_and_the_other_learns_who(room, _round):
    chapter, people = room
    closes = [
        lambda person=person: close_meeting(chapter=chapter, day=TUESDAY, by=person, at=LATER) for person in people
    ]
    outcomes = at_once(chapter, *closes)
    (won,) = [one for one in outcomes if isinstance(one, Meeting)]
    (lost,) = [one for one in outcomes if isinstance(one, AlreadyClosed)]
    assert lost.meeting.closed_by_id == won.closed_by_id == people[outcomes.index(won)].pk
    with chapter_scope(chapter.pk):
        trail = Meeting.pgh_event_model.objects.in_chapter(chapter).filter(status="held")
        assert trail.count() == 1
        mailed = Notice.objects.in_chapter(chapter).filter(kind="minutes").values_list("email", flat=True)
        assert sorted(mailed) == sorted(person.email for person in people)


def test_what_two_close_together_counts_once_in_the_minutes(room):
    """F10: one close, its totals once, one mail each, and the page the same for both."""
    chapter, people = room
    with chapter_scope(chapter.pk):
        SlipFactory(chapter=chapter, giver=people[0], receiver=people[1], given_at=LATER - timedelta(hours=1))
    closes = [
        lambda person=person: close_meeting(chapter=chapter, day=TUESDAY, by=person, at=LATER) for person in people
    ]
    outcomes = at_once(chapter, *closes)
    with chapter_scope(chapter.pk):
        found = minutes_of(chapter, meeting_on(chapter, TUESDAY))
        notices = list(Notice.objects.in_chapter(chapter).filter(kind="minutes"))
        texts = {find("minutes").kind.render(notice).text for notice in notices}
    winner = next(one for one in outcomes if isinstance(one, Meeting)).closed_by_id
    assert found.closed_by == next(person.name for person in people if person.pk == winner)
    assert (found.outside, len(notices), len(texts)) == (1, 2, 1)
    assert "1 referral, 0 leads" in texts.pop()


@pytest.mark.parametrize("_round", range(5))
def test_two_taps_at_once_make_one_address_of_a_calendar(room, _round):
    chapter, (one, _other) = room
    taps = [lambda: make_address(chapter=chapter, member=one, instead_of="", at=LATER) for _ in range(2)]
    first, second = at_once(chapter, *taps)
    assert first.token == second.token


@pytest.mark.parametrize("_round", range(5))
def test_two_who_move_one_meeting_at_once_leave_one_meeting_that_calendars_know(room, _round):
    chapter, people = room
    moves = [
        lambda days=days, person=person: move_meeting(
            chapter=chapter,
            day=TUESDAY,
            to_day=TUESDAY + timedelta(days=days),
            clock=time(7),
            place="",
            by=person,
            at=LATER,
        )
        for days, person in enumerate(people, 1)
    ]
    outcomes = at_once(chapter, *moves)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Meeting", "NotOn"]
    with chapter_scope(chapter.pk):
        moved = Meeting.objects.in_chapter(chapter).get(moved_from=TUESDAY)
    assert moved.sequence == 1


@pytest.mark.parametrize("_round", range(5))
def test_a_mark_is_in_before_the_close_or_refused(room, _round):
    chapter, (one, other) = room
    said = {one.pk: Said(Attendance.PRESENT)}
    closed, marked = at_once(
        chapter,
        lambda: close_meeting(chapter=chapter, day=TUESDAY, by=one, at=LATER),
        lambda: take_marks(chapter=chapter, day=TUESDAY, said=said, by=other, at=LATER),
    )
    assert isinstance(closed, Meeting)
    with chapter_scope(chapter.pk):
        stored = Mark.objects.in_chapter(chapter).exists()
    assert stored is (marked is None)
    assert marked is None or isinstance(marked, MarksAreFinal)


def test_a_close_waits_for_a_mark_that_is_being_taken(room):
    chapter, (one, other) = room
    outcomes = []
    close = threading.Thread(
        target=lambda: outcomes.extend(
            at_once(chapter, lambda: close_meeting(chapter=chapter, day=TUESDAY, by=one, at=LATER))
        )
    )
    with chapter_scope(chapter.pk):
        take_marks(chapter=chapter, day=TUESDAY, said={one.pk: Said(Attendance.PRESENT)}, by=other, at=LATER)
    with chapter_scope(chapter.pk):
        take_marks(chapter=chapter, day=TUESDAY, said={one.pk: Said(Attendance.LATE)}, by=other, at=LATER)
        close.start()
        close.join(timeout=0.5)
        assert outcomes == []
    close.join()
    assert isinstance(outcomes[0], Meeting)


def test_marks_of_the_same_members_in_opposite_order_both_go_through(room):
    chapter, (one, other) = room
    said = [(one.pk, Said(Attendance.PRESENT)), (other.pk, Said(Attendance.LATE))]
    outcomes = at_once(
        chapter,
        lambda: take_marks(chapter=chapter, day=TUESDAY, said=dict(said), by=one, at=LATER),
        lambda: take_marks(chapter=chapter, day=TUESDAY, said=dict(reversed(said)), by=other, at=LATER),
    )
    assert outcomes == [None, None]
    with chapter_scope(chapter.pk):
        assert Mark.objects.in_chapter(chapter).count() == 2


@pytest.mark.parametrize("_round", range(5))
def test_of_two_who_log_the_same_talk_one_does_and_the_other_is_asked(room, _round):
    chapter, (one, other) = room
    outcomes = at_once(
        chapter,
        lambda: log_one_to_one(chapter=chapter, uuid=uuid4(), talk=Talk(other, TUESDAY), by=one, at=LATER),
        lambda: log_one_to_one(chapter=chapter, uuid=uuid4(), talk=Talk(one, TUESDAY), by=other, at=LATER),
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["LoggedAlready", "OneToOne"]


@pytest.mark.parametrize("_round", range(5))
def test_the_same_one_to_one_sent_twice_at_once_is_one_and_tells_once(room, _round):
    chapter, (one, other) = room
    key = uuid4()
    send = [
        lambda: log_one_to_one(chapter=chapter, uuid=key, talk=Talk(other, TUESDAY), by=one, at=LATER) for _ in range(2)
    ]
    first, second = at_once(chapter, *send)
    assert first == second
    with chapter_scope(chapter.pk):
        assert OneToOne.objects.in_chapter(chapter).count() == 1
        assert Notice.objects.in_chapter(chapter).filter(kind="one_to_one_logged").count() == 1
