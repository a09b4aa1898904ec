"""The weekly reminder: the day before the meeting, at the chapter's hour, once, and only while it is useful."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from chapters.models import Rules
from meetings.models import Presentation
from meetings.rhythm import meeting_on
from members.models import Leave
from notices.actions import OUTBOX
from notices.drain import drain
from notices.due import plan, work_off
from notices.models import Due
from notices.tasks import tick
from standing.reminder import WEEKLY_REMINDER, remind, reminder_at
from tests import factories
from tests.notices.conftest import Clock, mailbox  # noqa: F401  # a fixture

DAY = date(2026, 3, 10)
DUE = datetime(2026, 3, 9, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    clock.at = DUE
    monkeypatch.setattr("chapters.clock.tick", clock)
    return clock


def told(chapter) -> list[tuple]:
    return list(chapter.notices.order_by("pk").values_list("email", "about", "state", "reason"))


def test_every_member_is_told_at_the_hour_of_the_day_before(chapter, officer, member, clock):
    following = remind(chapter, DUE - HOUR, DUE - HOUR)
    assert (following, told(chapter)) == (DUE, [])
    following = remind(chapter, DUE, DUE)
    assert [row[0] for row in told(chapter)] == ["amara@riverside.example", "ben@riverside.example"]
    assert {row.due_at for row in chapter.notices.all()} == {DUE}
    assert following == DUE + 6 * HOUR


def test_nobody_is_told_twice(chapter, member, clock):
    for hours in range(20):
        remind(chapter, DUE, DUE + hours * HOUR)
    assert len(told(chapter)) == 1


def test_whoever_is_on_leave_or_gone_is_left_in_peace(chapter, officer, member, clock):
    Leave.objects.create(chapter=chapter, member=member, first_day=date(2026, 3, 1), last_day=None, approved=True)
    officer.stays.update(left_on=date(2026, 3, 10))
    remind(chapter, DUE, DUE)
    assert told(chapter) == []


def test_leave_that_was_not_granted_changes_nothing(chapter, member, clock):
    Leave.objects.create(chapter=chapter, member=member, first_day=date(2026, 3, 1), last_day=None, approved=None)
    remind(chapter, DUE, DUE)
    assert len(told(chapter)) == 1


def test_the_mail_says_what_matters_and_no_prospect(chapter, officer, member, clock, mailbox):  # noqa: F811
    factories.SlipFactory(chapter=chapter, giver=officer, receiver=member, prospect="Gareth Nkosi")
    remind(chapter, DUE, DUE)
    drain(chapter.pk)
    mine = next(mail for mail in mailbox.arrived if mail["To"] == "ben@riverside.example")
    text = mine.get_body(("plain",)).get_content().replace("\r\n", "\n")
    assert mine["Subject"] == "Riverside meets on Tuesday 10 March at 07:00"
    assert "07:00 to 08:30" in text
    assert "the referral Amara Osei passed you on 3 March" in text
    assert "one-to-one:\n- Amara Osei" in text
    assert "/c/riverside/cant-come/" in text
    assert "List-Unsubscribe" in mine
    assert mine["Reply-To"] == "riverside@in.chapterhouse.example"
    assert "Answer this mail with them, a line each." in text
    assert "Gareth" not in str(mine)
    officers = next(mail for mail in mailbox.arrived if mail["To"] == "amara@riverside.example")
    assert "You run the meeting." in officers.get_body(("plain",)).get_content()


def test_a_mondays_reminder_judges_no_week_that_is_not_over(chapter, officer, member, clock, mailbox):  # noqa: F811
    chapter.change(weekday=0)
    Rules.objects.create(chapter=chapter, effective_from=date(2025, 1, 1), one_to_ones_per_year=0)
    for week in range(2, 28):
        for slip in range(2):
            at = datetime(2026, 3, 10, 12 + slip, tzinfo=UTC) - timedelta(weeks=week)
            factories.SlipFactory(chapter=chapter, giver=member, receiver=officer, given_at=at)
    clock.at = datetime(2026, 3, 8, 9, tzinfo=UTC)
    remind(chapter, clock.at, clock.at)
    drain(chapter.pk)
    assert len(mailbox.arrived) == 2
    mine = next(mail for mail in mailbox.arrived if mail["To"] == "ben@riverside.example")
    assert "Your next step" not in mine.get_body(("plain",)).get_content()


def test_f22_three_hours_late_is_still_useful_and_two_schedulers_tell_once(chapter, member, clock, mailbox):  # noqa: F811
    plan(chapter, WEEKLY_REMINDER, DUE)
    clock.at = DUE + 3 * HOUR
    for _ in range(2):
        work_off(chapter.pk, WEEKLY_REMINDER)
        drain(chapter.pk)
    assert [row[2] for row in told(chapter)] == ["sent"]
    assert len(mailbox.arrived) == 1


def test_f22_after_the_meeting_began_it_is_skipped_as_too_late(chapter, member, clock, mailbox):  # noqa: F811
    plan(chapter, WEEKLY_REMINDER, DUE)
    clock.at = datetime(2026, 3, 10, 7, tzinfo=UTC)
    work_off(chapter.pk, WEEKLY_REMINDER)
    drain(chapter.pk)
    assert [row[2:] for row in told(chapter)] == [("skipped", "too late")]
    assert mailbox.arrived == []


@pytest.mark.parametrize("told_before", [True, False])
def test_f28_a_cancelled_meeting_reminds_nobody(chapter, member, clock, mailbox, told_before):  # noqa: F811
    if told_before:
        remind(chapter, DUE, DUE)
    factories.MeetingFactory(chapter=chapter, date=DAY, status="cancelled")
    remind(chapter, DUE, DUE)
    drain(chapter.pk)
    assert [row[2:] for row in told(chapter)] == [("skipped", "the meeting was cancelled")] * told_before
    assert mailbox.arrived == []


def test_f25_f26_the_hour_is_the_chapters_across_both_clock_changes(chapter):
    chapter.timezone, chapter.weekday, chapter.reminder_hour = "Europe/Brussels", 0, 2
    brussels = ZoneInfo("Europe/Brussels")
    days = [date(2026, 3, 23), date(2026, 3, 30), date(2026, 10, 19), date(2026, 10, 26)]
    instants = [reminder_at(chapter, meeting_on(chapter, day)) for day in days]
    assert [instant.astimezone(brussels).strftime("%d %H:%M") for instant in instants] == [
        "22 02:00",
        "29 03:00",  # the clocks skip from two to three
        "18 02:00",
        "25 02:00",
    ]
    assert instants[3] == datetime(2026, 10, 25, 0, tzinfo=UTC)  # the first of the two


@pytest.mark.parametrize("sunday", [date(2026, 3, 29), date(2026, 10, 25)])
def test_f26_across_a_clock_change_each_is_reminded_once(chapter, member, clock, sunday):
    chapter.timezone, chapter.weekday, chapter.reminder_hour = "Europe/Brussels", 0, 2
    chapter.save()
    at = datetime(sunday.year, sunday.month, sunday.day, tzinfo=UTC) - 6 * HOUR
    plan(chapter, WEEKLY_REMINDER, at)
    for quarters in range(48):
        clock.at = at + quarters * HOUR / 4
        work_off(chapter.pk, WEEKLY_REMINDER)
    assert [row[1] for row in told(chapter)] == [f"meeting {sunday + timedelta(days=1)}"]


def test_f27_a_clock_that_steps_back_repeats_nothing(chapter, member, clock, mailbox):  # noqa: F811
    plan(chapter, WEEKLY_REMINDER, DUE)
    for minutes in (1, 2, -4, -2, 0, 1, 3):
        clock.at = DUE + timedelta(minutes=minutes)
        work_off(chapter.pk, WEEKLY_REMINDER)
        drain(chapter.pk)
    assert len(mailbox.arrived) == 1


def test_a_new_chapter_gets_its_turn_without_being_planned(chapter, member, clock, monkeypatch):
    asked = []
    monkeypatch.setattr("notices.tasks.work_off.apply_async", lambda args, **_: asked.append(args))
    monkeypatch.setattr("notices.tasks.drain.apply_async", lambda args, **_: asked.append(args))
    tick()
    assert (chapter.pk, WEEKLY_REMINDER) in asked
    work_off(chapter.pk, WEEKLY_REMINDER)
    assert Due.objects.filter(chapter=chapter, kind=OUTBOX).exists()
    tick()
    assert (chapter.pk,) in asked


def test_who_presents_reads_so(chapter, officer, member, clock, mailbox):  # noqa: F811
    Presentation.objects.create(chapter=chapter, date=DAY, member=member)
    remind(chapter, DUE, DUE)
    drain(chapter.pk)
    texts = {mail["To"]: mail.get_body(("plain",)).get_content() for mail in mailbox.arrived}
    assert "You give the feature presentation." in texts["ben@riverside.example"]
    assert "You give the feature presentation." not in texts["amara@riverside.example"]
