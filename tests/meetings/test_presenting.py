"""The rota is filled, volunteered for, passed on and set, and everybody concerned hears of it (F25, F28, F34)."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from chapters.models import Recess, Rules
from meetings.actions.presenting import fill_rota, pass_on, set_speaker, set_title, volunteer
from meetings.actions.running import cancel_meeting, close_meeting, move_meeting, restore_meeting
from meetings.models import Feedback, Presentation, WeekAsk
from meetings.refusals import (
    AlreadyBegun,
    AwayThen,
    HeardFrom,
    NoMeeting,
    NotOn,
    NotYours,
    SpeakerChanged,
    SpeakerThere,
    TooFar,
)
from members.models import Leave
from notices.due import plan, work_off
from notices.kinds import find
from notices.models import Due, Notice
from tests.factories import MeetingFactory, MemberFactory
from tests.meetings.presenting import DAYS, NEXT, NOW, given, mails, rota, row_of, told


@pytest.fixture
def members(chapter, officer, member):
    """Eight in all, who joined one after the other: Amara and Ben first."""
    others = [
        MemberFactory(chapter=chapter, name=name, stay__joined_on=date(2024, 2, 1) + timedelta(days=day))
        for day, name in enumerate(["Cara", "Dan", "Eve", "Finn", "Gil", "Hal"])
    ]
    return [officer, member, *others]


def fill(chapter, at=NOW):
    fill_rota(chapter=chapter, at=at)


def test_the_next_six_meetings_get_a_speaker_each_and_again_changes_nothing(chapter, members):
    fill(chapter)
    planned = rota(chapter)
    assert list(planned) == DAYS[:6]
    assert list(planned.values()) == ["Amara Osei", "Ben Whitlock", "Cara", "Dan", "Eve", "Finn"]
    notices = Notice.objects.in_chapter(chapter).count()
    fill(chapter)
    assert rota(chapter) == planned
    assert Notice.objects.in_chapter(chapter).count() == notices


def test_who_spoke_comes_last_but_not_who_was_down_for_a_day_without_a_meeting(chapter, members):
    given(chapter, members[0], date(2025, 9, 2))
    given(chapter, members[1], date(2025, 9, 9))
    MeetingFactory(chapter=chapter, date=date(2025, 9, 9), status="cancelled")
    fill(chapter)
    assert list(rota(chapter).values())[2:] == ["Ben Whitlock", "Cara", "Dan", "Eve", "Finn", "Gil"]


def test_newcomers_wait_for_the_weeks_of_grace_in_the_rules(chapter, members):
    newcomer = MemberFactory(chapter=chapter, name="New", stay__joined_on=NEXT - timedelta(weeks=4))
    for one in members:
        given(chapter, one, date(2024, 6, 4) + timedelta(weeks=one.pk % 50))
    fill(chapter)
    assert "New" not in rota(chapter).values()
    Presentation.objects.in_chapter(chapter).filter(date__in=DAYS).delete()
    Rules.objects.create(chapter=chapter, effective_from=date(2026, 1, 5), grace_weeks=4)
    fill(chapter)
    assert row_of(chapter).member == newcomer


def test_who_goes_on_leave_or_leaves_makes_room(chapter, members):
    fill(chapter)
    Leave.objects.create(chapter=chapter, member=members[0], first_day=NEXT, last_day=NEXT, approved=True)
    Leave.objects.create(chapter=chapter, member=members[2], first_day=NEXT, last_day=None, approved=None)
    members[1].stays.update(left_on=DAYS[1])
    fill(chapter)
    assert list(rota(chapter).values()) == ["Gil", "Hal", "Cara", "Dan", "Eve", "Finn"]


def test_a_recess_has_no_speaker(chapter, members):
    Recess.objects.create(chapter=chapter, first_day=DAYS[0], last_day=DAYS[1])
    fill(chapter)
    assert list(rota(chapter)) == DAYS[2:8]


def test_a_worker_fills_it_again_and_again(chapter, members, monkeypatch):
    monkeypatch.setattr("chapters.clock.tick", lambda: NOW)
    plan(chapter, "rota", NOW)
    work_off(chapter.pk, "rota")
    assert len(rota(chapter)) == 6
    assert Due.objects.get(chapter=chapter, kind="rota").due_at > NOW


def test_closing_a_meeting_fills_the_day_that_came_into_sight(chapter, officer, members):
    fill(chapter)
    close_meeting(chapter=chapter, day=NEXT, by=officer, at=datetime(2026, 3, 10, 9, tzinfo=UTC))
    assert list(rota(chapter))[-1] == DAYS[6]


def test_the_speaker_hears_of_it_and_is_reminded_a_week_and_a_day_before_at_the_chapters_hour(chapter, member):
    chapter.timezone = "America/New_York"
    chapter.save()
    given(chapter, None)
    fill(chapter)
    day = row_of(chapter).date
    assert told(chapter, "presentation_planned") == [member.email]
    due = sorted(
        Notice.objects.in_chapter(chapter).filter(kind="presentation_reminder").values_list("due_at", flat=True)
    )
    assert due == [datetime(2026, 3, 9, 13, tzinfo=UTC)]
    assert day == NEXT
    later = rota(chapter)
    assert len([name for name in later.values() if name]) == 1


def test_reminders_come_at_the_hour_on_the_wall_across_the_change_of_clocks(chapter, members):
    chapter.timezone = "Europe/Brussels"
    chapter.save()
    fill(chapter)
    rows = Notice.objects.in_chapter(chapter).filter(kind="presentation_reminder", about__endswith="day")
    due = {row.about.split()[2]: row.due_at.hour for row in rows}
    assert due["2026-03-24"] == 8
    assert due["2026-03-31"] == 7


@pytest.mark.parametrize("change", ["cancelled", "given to another", "left", "begun"])
def test_a_reminder_that_is_no_use_is_not_sent(chapter, officer, member, change):
    given(chapter, None)
    volunteer(chapter=chapter, day=NEXT, by=member, at=NOW)
    reminder = Notice.objects.in_chapter(chapter).get(kind="presentation_reminder", about__endswith="day")
    still_due = find("presentation_reminder").kind.still_due
    at = datetime(2026, 3, 9, 9, tzinfo=UTC)
    assert still_due(reminder, at) == ""
    if change == "cancelled":
        cancel_meeting(chapter=chapter, day=NEXT, note="", by=officer, at=NOW)
    elif change == "given to another":
        Presentation.objects.in_chapter(chapter).update(member=officer)
    elif change == "left":
        member.stays.update(left_on=date(2026, 3, 5))
    else:
        at = datetime(2026, 3, 10, 7, tzinfo=UTC)
    assert still_due(reminder, at) != ""


def test_a_volunteer_has_the_day_and_once_more_changes_nothing(chapter, member):
    for _ in range(2):
        row = volunteer(chapter=chapter, day=DAYS[8], by=member, at=NOW)
    assert (row.member, row.volunteered, row.date) == (member, True, DAYS[8])
    assert Notice.objects.in_chapter(chapter).filter(kind="presentation_reminder").count() == 2
    assert told(chapter, "presentation_planned") == []


def test_a_volunteer_of_a_later_day_is_not_planned_again_near_it(chapter, member, officer):
    volunteer(chapter=chapter, day=DAYS[6], by=member, at=NOW)
    fill(chapter)
    assert [day for day, name in rota(chapter).items() if name] == [DAYS[0], DAYS[6]]
    assert rota(chapter)[DAYS[0]] == officer.name


@pytest.mark.parametrize(
    ("day", "refusal"),
    [
        (date(2026, 3, 11), NoMeeting),
        (date(2026, 3, 3), AlreadyBegun),
        (DAYS[11] + timedelta(weeks=2), TooFar),
        (DAYS[1], SpeakerThere),
        (DAYS[2], NotOn),
        (DAYS[3], AwayThen),
    ],
)
def test_days_one_cannot_volunteer_for(chapter, officer, member, day, refusal):
    given(chapter, officer, DAYS[1])
    MeetingFactory(chapter=chapter, date=DAYS[2], status="cancelled")
    Leave.objects.create(chapter=chapter, member=member, first_day=DAYS[3], last_day=DAYS[3], approved=True)
    volunteer(chapter=chapter, day=NEXT, by=member, at=NOW)
    with pytest.raises(refusal):
        volunteer(chapter=chapter, day=day, by=member, at=NOW)


def test_who_passes_is_not_asked_again_and_the_next_in_turn_is_told(chapter, members):
    fill(chapter)
    row = row_of(chapter)
    set_title(presentation=row, title="Numbers that let you sleep", by=members[0])
    assert pass_on(presentation=row, by=members[0], at=NOW).name == "Gil"
    assert told(chapter, "presentation_turn") == [members[6].email]
    assert row_of(chapter).title == ""
    assert pass_on(presentation=row, by=members[0], at=NOW).name == "Gil"
    pass_on(presentation=row, by=members[6], at=NOW)
    pass_on(presentation=row, by=members[7], at=NOW)
    fill(chapter)
    assert rota(chapter)[NEXT] is None
    volunteer(chapter=chapter, day=NEXT, by=members[0], at=NOW)
    assert rota(chapter)[NEXT] == "Amara Osei"


def test_nobody_passes_or_titles_anothers_day_nor_one_that_has_begun(chapter, members):
    fill(chapter)
    row = row_of(chapter)
    with pytest.raises(NotYours):
        pass_on(presentation=row, by=members[1], at=NOW)
    with pytest.raises(NotYours):
        set_title(presentation=row, title="Mine", by=members[1])
    with pytest.raises(AlreadyBegun):
        pass_on(presentation=row, by=members[0], at=datetime(2026, 3, 10, 7, tzinfo=UTC))


def test_an_officer_sets_the_speaker_and_both_hear(chapter, members):
    fill(chapter)
    row = row_of(chapter)
    for _ in range(2):
        set_speaker(presentation=row, member=members[7], seen=members[0].pk, at=NOW)
    assert rota(chapter)[NEXT] == "Hal"
    assert told(chapter, "presentation_given_over") == [members[0].email]
    assert members[7].email in told(chapter, "presentation_planned")
    assert "Hal presents on Tuesday 10 March in your place" in mails(chapter, "presentation_given_over")[0].text


def test_an_officer_who_saw_another_speaker_or_picks_somebody_away_is_refused(chapter, members):
    fill(chapter)
    row = row_of(chapter)
    with pytest.raises(SpeakerChanged):
        set_speaker(presentation=row, member=members[7], seen=members[1].pk, at=NOW)
    members[7].stays.update(left_on=NEXT)
    with pytest.raises(AwayThen):
        set_speaker(presentation=row, member=members[7], seen=members[0].pk, at=NOW)


def test_an_officer_does_not_become_the_speaker_to_read_what_was_written(chapter, officer, member):
    row = given(chapter, member, date(2026, 3, 3))
    Feedback.objects.create(chapter=chapter, presentation=row, writer=officer, learned="x", written_at=NOW)
    with pytest.raises(HeardFrom):
        set_speaker(presentation=row, member=officer, seen=member.pk, at=NOW)
    Feedback.objects.in_chapter(chapter).delete()
    set_speaker(presentation=row, member=officer, seen=member.pk, at=NOW)
    assert Notice.objects.in_chapter(chapter).count() == 0


def test_the_speaker_of_a_cancelled_meeting_hears_keeps_the_day_and_is_next_in_turn(chapter, members):
    fill(chapter)
    cancel_meeting(chapter=chapter, day=NEXT, note="", by=members[1], at=NOW)
    assert told(chapter, "presentation_idle") == [members[0].email]
    assert rota(chapter)[NEXT] == "Amara Osei"
    fill(chapter)
    assert rota(chapter)[DAYS[6]] == "Amara Osei"
    restore_meeting(chapter=chapter, day=NEXT, by=members[1], at=NOW)
    assert told(chapter, "presentation_idle") == []


def test_a_meeting_that_moves_takes_its_speaker_and_asks_along(chapter, members):
    fill(chapter)
    set_title(presentation=row_of(chapter), title="Numbers", by=members[0])
    WeekAsk.objects.create(chapter=chapter, date=NEXT, member=members[1], text="a facility manager")
    to_day = NEXT + timedelta(days=2)
    move = {"chapter": chapter, "clock": time(7), "place": chapter.place, "by": members[1], "at": NOW}
    move_meeting(day=NEXT, to_day=to_day, **move)
    assert (row_of(chapter, to_day).member, row_of(chapter, to_day).title) == (members[0], "Numbers")
    assert NEXT not in rota(chapter)
    assert WeekAsk.objects.in_chapter(chapter).get().date == to_day
    fill(chapter)
    move_meeting(day=to_day, to_day=NEXT, **move)
    assert (row_of(chapter).member, row_of(chapter).title) == (members[0], "Numbers")
    assert len(told(chapter, "presentation_reminder")) == 11


def test_a_meeting_that_moves_onto_a_cancelled_one_keeps_both_speakers_where_they_are(chapter, members):
    fill(chapter)
    cancel_meeting(chapter=chapter, day=DAYS[1], note="", by=members[2], at=NOW)
    move = {"chapter": chapter, "clock": time(7), "place": chapter.place, "by": members[2], "at": NOW}
    move_meeting(day=NEXT, to_day=DAYS[1], **move)
    assert list(rota(chapter).values())[:2] == ["Amara Osei", "Ben Whitlock"]
