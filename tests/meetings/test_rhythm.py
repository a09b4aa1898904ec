"""When a chapter meets (F25): always at its wall-clock hour, less recesses, with what was cancelled and moved."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from chapters.models import Recess
from chapters.scope import chapter_scope
from meetings.rhythm import meeting_at_hand, meeting_days, meeting_on, next_meeting
from tests.factories import ChapterFactory, MeetingFactory

TUESDAY = date(2026, 3, 3)


@pytest.mark.parametrize("changeover", [date(2026, 3, 29), date(2026, 10, 25)])
def test_seven_in_brussels_is_seven_on_both_sides_of_the_clock_change(db, changeover):
    chapter = ChapterFactory(timezone="Europe/Brussels", weekday=1, start_time=time(7))
    with chapter_scope(chapter.pk):
        before = next_meeting(chapter, datetime.combine(changeover - timedelta(days=6), time(0), UTC))
        after = next_meeting(chapter, datetime.combine(changeover + timedelta(days=1), time(0), UTC))
    assert [m.starts_at.astimezone(chapter.zone).time() for m in (before, after)] == [time(7), time(7)]
    assert before.starts_at.hour != after.starts_at.hour


def test_new_york_at_seven_is_noon_then_one_in_brussels_in_march(db):
    chapter = ChapterFactory(timezone="America/New_York", weekday=1, start_time=time(7))
    brussels = ZoneInfo("Europe/Brussels")
    with chapter_scope(chapter.pk):
        shown = [
            meeting_on(chapter, day).starts_at.astimezone(brussels).hour
            for day in (date(2026, 3, 3), date(2026, 3, 10), date(2026, 3, 24), date(2026, 3, 31))
        ]
    assert shown == [13, 12, 12, 13]


def test_an_hour_that_the_clocks_skip_or_repeat_happens_once(db):
    chapter = ChapterFactory(timezone="Europe/Brussels", weekday=6, start_time=time(2, 30))
    with chapter_scope(chapter.pk):
        skipped, repeated = (meeting_on(chapter, day).starts_at for day in (date(2026, 3, 29), date(2026, 10, 25)))
    assert skipped == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert repeated == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_meeting_is_next_until_it_is_over_and_then_the_next_weeks_is(chapter):
    during = datetime(2026, 3, 3, 8, 29, tzinfo=UTC)
    assert next_meeting(chapter, during).date == TUESDAY
    assert next_meeting(chapter, during + timedelta(minutes=1)).date == date(2026, 3, 10)


def test_a_closed_meeting_is_at_hand_all_day_but_no_longer_next(chapter):
    MeetingFactory(chapter=chapter, date=TUESDAY, status="held")
    during = datetime(2026, 3, 3, 8, tzinfo=UTC)
    assert next_meeting(chapter, during).date == date(2026, 3, 10)
    assert meeting_at_hand(chapter, during).held
    assert meeting_at_hand(chapter, during - timedelta(days=1)).date == date(2026, 3, 10)


def test_recesses_and_cancelled_meetings_are_passed_over(chapter):
    Recess.objects.create(chapter=chapter, first_day=date(2026, 3, 2), last_day=date(2026, 3, 10))
    MeetingFactory(chapter=chapter, date=date(2026, 3, 17), status="cancelled")
    assert next_meeting(chapter, datetime(2026, 3, 1, tzinfo=UTC)).date == date(2026, 3, 24)
    assert meeting_on(chapter, TUESDAY) is None
    assert meeting_on(chapter, date(2026, 3, 17)).cancelled
    assert meeting_days(chapter, TUESDAY, date(2026, 3, 31)) == [date(2026, 3, 24), date(2026, 3, 31)]


def test_a_meeting_only_planned_gives_way_to_a_recess_and_a_held_one_does_not(chapter):
    Recess.objects.create(chapter=chapter, first_day=date(2026, 3, 2), last_day=date(2026, 3, 31))
    MeetingFactory(chapter=chapter, date=TUESDAY, status="held")
    MeetingFactory(chapter=chapter, date=date(2026, 3, 10))
    assert meeting_days(chapter, date(2026, 3, 1), date(2026, 3, 31)) == [TUESDAY]


def test_a_moved_meeting_has_its_own_day_hour_and_place(chapter):
    MeetingFactory(chapter=chapter, date=TUESDAY, status="cancelled")
    MeetingFactory(chapter=chapter, date=date(2026, 3, 5), starts_at=time(12, 30), place="Town Hall")
    moved = next_meeting(chapter, datetime(2026, 3, 2, tzinfo=UTC))
    assert (moved.date, moved.place) == (date(2026, 3, 5), "Town Hall")
    assert moved.starts_at == datetime(2026, 3, 5, 12, 30, tzinfo=UTC)
    assert meeting_days(chapter, date(2026, 3, 1), date(2026, 3, 10)) == [date(2026, 3, 5), date(2026, 3, 10)]


def test_no_meeting_within_a_year_is_no_meeting(chapter):
    Recess.objects.create(chapter=chapter, first_day=date(2026, 1, 1), last_day=date(2028, 1, 1))
    assert next_meeting(chapter, datetime(2026, 3, 1, tzinfo=UTC)) is None


def test_the_next_meeting_is_one_statement(chapter, django_assert_num_queries):
    Recess.objects.create(chapter=chapter, first_day=date(2026, 6, 2), last_day=date(2026, 6, 9))
    MeetingFactory(chapter=chapter, date=TUESDAY, status="held")
    with django_assert_num_queries(1):
        found = meeting_at_hand(chapter, datetime(2026, 3, 3, 8, tzinfo=UTC))
    assert found.row.status == "held"


def test_the_other_chapters_rows_and_recesses_are_its_own(chapter, other_chapter):
    with chapter_scope(other_chapter.pk):
        MeetingFactory(chapter=other_chapter, date=TUESDAY, status="cancelled")
        Recess.objects.create(chapter=other_chapter, first_day=TUESDAY, last_day=TUESDAY)
    assert not meeting_on(chapter, TUESDAY).cancelled
