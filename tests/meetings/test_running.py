"""Open, close, reopen, cancel, bring back and move a meeting."""

from contextlib import nullcontext
from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine

from chapters.models import Recess
from meetings.actions import running
from meetings.actions.run_sheet import press
from meetings.models import Meeting, RunSheet, Visit
from meetings.refusals import (
    AlreadyClosed,
    ClosedBefore,
    DayFar,
    DayGone,
    DayOfRecess,
    DayTaken,
    MarksAreFinal,
    MovedOn,
    NoMeeting,
    NotBegun,
    NotOn,
)
from meetings.rhythm import meeting_days, meeting_on
from meetings.run_sheet import Act, Pressed
from meetings.sheets import sheet_of
from notices.kinds import find
from notices.models import Notice
from tests.factories import MarkFactory, MeetingFactory
from tests.meetings.conftest import AT_SEVEN, LATER, TUESDAY

WEDNESDAY, NEXT = TUESDAY + timedelta(days=1), TUESDAY + timedelta(days=7)


@pytest.fixture
def act(chapter, officer):
    return {"chapter": chapter, "day": TUESDAY, "by": officer, "at": LATER}


def test_opening_makes_the_row_and_opening_again_finds_it(act):
    assert running.open_meeting(**act).pk == running.open_meeting(**act).pk


def test_a_day_without_a_meeting_cannot_be_opened(act):
    with pytest.raises(NoMeeting):
        running.open_meeting(**act | {"day": WEDNESDAY})


def test_closing_says_who_and_when(act, officer):
    meeting = running.close_meeting(**act)
    assert (meeting.status, meeting.closed_by, meeting.closed_at) == ("held", officer, LATER)


def test_who_closes_second_is_told_who_closed_first(act, second_officer, officer):
    running.close_meeting(**act)
    with pytest.raises(AlreadyClosed) as refusal:
        running.close_meeting(**act | {"by": second_officer, "at": LATER + timedelta(minutes=1)})
    assert (refusal.value.meeting.closed_by, refusal.value.meeting.closed_at) == (officer, LATER)


def test_a_meeting_is_not_closed_before_its_hour_unless_it_was_held_early(act):
    before = act | {"at": AT_SEVEN - timedelta(seconds=1)}
    with pytest.raises(NotBegun):
        running.close_meeting(**before)
    assert running.close_meeting(**before, early=True).status == "held"


def test_a_cancelled_meeting_is_not_closed(act):
    running.cancel_meeting(**act, note="")
    with pytest.raises(NotOn):
        running.close_meeting(**act)


def test_reopening_takes_the_close_back_once(act):
    running.close_meeting(**act)
    assert running.reopen_meeting(**act).closed_by is None
    with pytest.raises(MovedOn):
        running.reopen_meeting(**act)


@pytest.mark.parametrize(("days", "reopens"), [(0, True), (1, False)])
def test_a_meeting_is_reopened_on_the_day_it_was_closed(act, chapter, officer, sign_in, days, reopens):
    running.close_meeting(**act)
    later = act["at"] + timedelta(days=days)
    with time_machine.travel(later, tick=False):
        page = sign_in(officer).get(f"/c/riverside/meeting/{TUESDAY}/").content.decode()
    assert ("reopen/" in page) == reopens
    with nullcontext() if reopens else pytest.raises(ClosedBefore):
        running.reopen_meeting(**act | {"at": later})


def test_a_meeting_brought_over_as_held_is_not_reopened(act, chapter):
    Meeting.objects.create(chapter=chapter, date=TUESDAY, status="held")
    with pytest.raises(ClosedBefore):
        running.reopen_meeting(**act)


def test_the_trail_keeps_who_closed_and_who_reopened(act, officer, second_officer):
    meeting = running.close_meeting(**act)
    running.reopen_meeting(**act | {"by": second_officer})
    trail = Meeting.pgh_event_model.objects.in_chapter(act["chapter"]).filter(pgh_obj_id=meeting.pk).order_by("pgh_id")
    seen = [(event.status, event.pgh_context["member"]) for event in trail if event.pgh_label == "update"]
    assert seen == [("held", officer.pk), ("scheduled", second_officer.pk)]


def test_cancelling_and_bringing_back_keeps_the_marks(act, member):
    meeting = running.open_meeting(**act)
    MarkFactory(chapter=act["chapter"], meeting=meeting, member=member)
    running.cancel_meeting(**act, note="The hall is being painted.")
    assert meeting_on(act["chapter"], TUESDAY).row.note == "The hall is being painted."
    assert running.restore_meeting(**act).marks.count() == 1


def test_a_closed_meeting_is_not_cancelled(act):
    running.close_meeting(**act)
    with pytest.raises(MovedOn):
        running.cancel_meeting(**act, note="")


def test_moving_the_hour_keeps_the_day(act, chapter):
    running.move_meeting(**act, to_day=TUESDAY, clock=time(12), place="Town Hall")
    moved = meeting_on(chapter, TUESDAY)
    assert (moved.starts_at, moved.place) == (datetime(2026, 3, 3, 12, tzinfo=UTC), "Town Hall")


def test_moving_to_another_day_leaves_none_behind_and_takes_the_visitors_along(act, chapter):
    Visit.objects.create(chapter=chapter, date=TUESDAY, name="Nora Wong")
    running.move_meeting(**act, to_day=WEDNESDAY, clock=time(7), place=chapter.place)
    assert meeting_days(chapter, TUESDAY, NEXT) == [WEDNESDAY, NEXT]
    assert meeting_on(chapter, TUESDAY).row.note == "Moved to Wednesday 4 March"
    assert chapter.visits.get().date == WEDNESDAY


def sheet_on(chapter, day):
    return sheet_of(chapter, meeting_on(chapter, day))


def prepared(act, day=TUESDAY, title="Tea first"):
    press(**act | {"day": day}, act=Act.PREPARE, pressed=Pressed())
    sheet = RunSheet.objects.in_chapter(act["chapter"]).get(meeting__date=day)
    sheet.items.filter(position=0).update(title=title)


def test_the_run_sheet_comes_along_as_it_was_prepared_and_begins_afresh(act, chapter, member):
    prepared(act)
    press(**act, act=Act.START, pressed=Pressed())
    press(**act, act=Act.NEXT, pressed=Pressed())
    running.move_meeting(**act, to_day=WEDNESDAY, clock=time(7), place=chapter.place)
    moved = sheet_on(chapter, WEDNESDAY)
    assert (moved.plan.lines[0].title, moved.clock.state, moved.clock.step) == ("Tea first", "ready", 0)
    assert moved.plan.turns == 2
    assert sheet_on(chapter, TUESDAY).pk is None
    press(**act | {"day": WEDNESDAY}, act=Act.START, pressed=Pressed())
    assert sheet_on(chapter, WEDNESDAY).running


def test_the_run_sheet_of_a_day_that_was_called_off_gives_way_to_the_one_that_comes(act, chapter):
    prepared(act | {"day": NEXT}, NEXT, "Of old")
    running.cancel_meeting(**act | {"day": NEXT}, note="")
    prepared(act)
    running.move_meeting(**act, to_day=NEXT, clock=time(7), place=chapter.place)
    assert sheet_on(chapter, NEXT).plan.lines[0].title == "Tea first"
    assert RunSheet.objects.in_chapter(chapter).count() == 1


def test_a_day_whose_run_sheet_nothing_comes_to_replace_keeps_it(act, chapter):
    prepared(act | {"day": NEXT}, NEXT, "Of old")
    running.cancel_meeting(**act | {"day": NEXT}, note="")
    running.move_meeting(**act, to_day=NEXT, clock=time(7), place=chapter.place)
    assert sheet_on(chapter, NEXT).plan.lines[0].title == "Of old"


def test_an_unusual_day_with_a_run_sheet_is_left_without_a_trace(act, chapter):
    to = {"clock": time(7), "place": chapter.place}
    running.move_meeting(**act, to_day=WEDNESDAY, **to)
    prepared(act, WEDNESDAY)
    running.move_meeting(**act | {"day": WEDNESDAY}, to_day=TUESDAY, **to)
    assert chapter.meetings.get().date == TUESDAY
    assert sheet_on(chapter, TUESDAY).plan.lines[0].title == "Tea first"


def test_moving_back_is_as_if_nothing_had_been(act, chapter):
    running.move_meeting(**act, to_day=WEDNESDAY, clock=time(9), place="Town Hall")
    back = act | {"day": WEDNESDAY}
    running.move_meeting(**back, to_day=TUESDAY, clock=time(7), place=chapter.place)
    assert meeting_days(chapter, TUESDAY, NEXT) == [TUESDAY, NEXT]
    row = chapter.meetings.get()
    assert (row.status, row.note, row.starts_at, row.place) == ("scheduled", "", None, "")


@pytest.mark.parametrize(
    ("to_day", "refusal"),
    [
        (NEXT, DayTaken),
        (TUESDAY - timedelta(days=1), DayGone),
        (date(2026, 3, 12), DayOfRecess),
        (date(9999, 12, 31), DayFar),
    ],
)
def test_a_meeting_is_not_moved_onto_another_the_past_a_recess_or_the_end_of_time(act, chapter, to_day, refusal):
    Recess.objects.create(chapter=chapter, first_day=date(2026, 3, 12), last_day=date(2026, 3, 12))
    with pytest.raises(refusal):
        running.move_meeting(**act, to_day=to_day, clock=time(7), place="")
    running.move_meeting(**act, to_day=WEDNESDAY, clock=time(7), place="")


def test_a_closed_meeting_is_not_moved(act, chapter):
    MeetingFactory(chapter=chapter, date=TUESDAY, status="held")
    with pytest.raises(MarksAreFinal):
        running.move_meeting(**act, to_day=WEDNESDAY, clock=time(7), place="")


def told(chapter, kind):
    return Notice.objects.in_chapter(chapter).filter(kind=kind)


def test_members_hear_of_a_cancelled_meeting_once_undo_is_over(act, chapter, member, officer):
    running.cancel_meeting(**act, note="The hall is being painted.")
    notice = told(chapter, "meeting_cancelled").get()
    assert (notice.email, notice.due_at) == (member.email, LATER + timedelta(minutes=5))
    kind = find("meeting_cancelled").kind
    mail = kind.render(notice)
    assert mail.subject == "Riverside does not meet on Tuesday 3 March"
    assert "The hall is being painted." in mail.text
    assert kind.still_due(notice, LATER) == ""
    running.restore_meeting(**act)
    assert kind.still_due(notice, LATER) == "settled meanwhile"


def test_that_it_takes_place_after_all_is_told_to_who_heard_otherwise(act, chapter, member):
    running.cancel_meeting(**act, note="")
    running.restore_meeting(**act)
    notice, kind = told(chapter, "meeting_restored").get(), find("meeting_restored").kind
    assert kind.still_due(notice, LATER) == "settled meanwhile"
    told(chapter, "meeting_cancelled").update(state="sent")
    assert kind.still_due(notice, LATER) == ""
    assert "after all: Tuesday 3 March, 07:00, The Boathouse" in kind.render(notice).text


def test_members_hear_where_a_meeting_moved_to_while_it_is_ahead(act, chapter, member):
    running.move_meeting(**act, to_day=WEDNESDAY, clock=time(12, 30), place="Town Hall")
    notice, kind = told(chapter, "meeting_moved").get(), find("meeting_moved").kind
    assert "Wednesday 4 March, 12:30, Town Hall." in kind.render(notice).text
    assert kind.still_due(notice, LATER) == ""
    assert kind.still_due(notice, LATER + timedelta(days=2)) == "too late"
    running.cancel_meeting(**act | {"day": WEDNESDAY}, note="")
    assert kind.still_due(notice, LATER) == "settled meanwhile"


def test_nobody_hears_of_a_meeting_that_is_over(act, chapter, member):
    running.cancel_meeting(**act | {"at": LATER + timedelta(days=1)}, note="")
    assert not told(chapter, "meeting_cancelled").exists()


def known(chapter):
    """What calendars know: by the day it was planned for, where it is now, and the sequence they believe."""
    rows = Meeting.objects.in_chapter(chapter).order_by("date")
    return [(row.moved_from or row.date, row.date, row.status, row.sequence) for row in rows]


def test_calling_off_and_bringing_back_raise_the_sequence(act, chapter):
    running.open_meeting(**act)
    assert known(chapter) == [(TUESDAY, TUESDAY, "scheduled", 0)]
    running.cancel_meeting(**act, note="")
    assert known(chapter) == [(TUESDAY, TUESDAY, "cancelled", 1)]
    running.restore_meeting(**act)
    assert known(chapter) == [(TUESDAY, TUESDAY, "scheduled", 2)]
    running.close_meeting(**act)
    running.reopen_meeting(**act)
    assert known(chapter) == [(TUESDAY, TUESDAY, "scheduled", 2)]


def test_moving_only_the_hour_or_the_place_raises_the_sequence(act, chapter):
    running.move_meeting(**act, to_day=TUESDAY, clock=time(12), place=chapter.place)
    running.move_meeting(**act, to_day=TUESDAY, clock=time(12), place="Town Hall")
    assert known(chapter) == [(TUESDAY, TUESDAY, "scheduled", 2)]


def test_a_meeting_keeps_the_day_it_was_planned_for_wherever_it_goes(act, chapter):
    to = {"clock": time(7), "place": chapter.place}
    running.move_meeting(**act, to_day=WEDNESDAY, **to)
    assert known(chapter) == [(TUESDAY, TUESDAY, "cancelled", 0), (TUESDAY, WEDNESDAY, "scheduled", 1)]
    thursday = WEDNESDAY + timedelta(days=1)
    running.move_meeting(**act | {"day": WEDNESDAY}, to_day=thursday, **to)
    assert known(chapter) == [(TUESDAY, TUESDAY, "cancelled", 0), (TUESDAY, thursday, "scheduled", 2)]
    running.cancel_meeting(**act | {"day": thursday}, note="")
    running.restore_meeting(**act | {"day": thursday})
    assert known(chapter)[1] == (TUESDAY, thursday, "scheduled", 4)
    running.move_meeting(**act | {"day": thursday}, to_day=TUESDAY, **to)
    assert known(chapter) == [(TUESDAY, TUESDAY, "scheduled", 5)]


def test_a_day_that_was_left_again_is_its_own_meeting(act, chapter):
    to = {"clock": time(7), "place": chapter.place}
    running.cancel_meeting(**act | {"day": NEXT}, note="")
    running.move_meeting(**act, to_day=NEXT, **to)
    assert known(chapter)[1] == (TUESDAY, NEXT, "scheduled", 2)
    running.move_meeting(**act | {"day": NEXT}, to_day=WEDNESDAY, **to)
    assert known(chapter) == [
        (TUESDAY, TUESDAY, "cancelled", 0),
        (TUESDAY, WEDNESDAY, "scheduled", 3),
        (NEXT, NEXT, "cancelled", 2),
    ]


def test_when_the_first_day_is_brought_back_the_other_is_another_meeting(act, chapter):
    running.move_meeting(**act, to_day=WEDNESDAY, clock=time(7), place=chapter.place)
    running.restore_meeting(**act)
    assert known(chapter) == [(TUESDAY, TUESDAY, "scheduled", 2), (WEDNESDAY, WEDNESDAY, "scheduled", 2)]


def test_a_day_with_marks_that_was_left_stays_under_its_own_name(act, chapter, member):
    to = {"clock": time(7), "place": chapter.place}
    moved = running.move_meeting(**act, to_day=WEDNESDAY, **to)
    MarkFactory(chapter=chapter, meeting=moved, member=member)
    running.move_meeting(**act | {"day": WEDNESDAY}, to_day=WEDNESDAY + timedelta(days=1), **to)
    assert known(chapter)[1] == (WEDNESDAY, WEDNESDAY, "cancelled", 1)


def test_an_unusual_day_with_an_arrival_can_be_left(act, chapter, member):
    to = {"clock": time(7), "place": chapter.place}
    moved = running.move_meeting(**act, to_day=WEDNESDAY, **to)
    moved.arrivals.create(chapter=chapter, member=member, at=LATER)
    running.move_meeting(**act | {"day": WEDNESDAY}, to_day=TUESDAY, **to)
    assert [row[1:3] for row in known(chapter)] == [(TUESDAY, "scheduled"), (WEDNESDAY, "cancelled")]
