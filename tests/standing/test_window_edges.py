"""F29: a window's edge, the end of a month and a leap day are judged on chapter-local dates."""

from datetime import UTC, date, datetime

import pytest

from chapters.models import Chapter, Rules
from standing.engine import standings
from tests import factories

pytestmark = pytest.mark.django_db
FOUR_WEEKS = {"attendance_window_weeks": 4, "leads_window_weeks": 4, "leads_per_week": 1, "grace_weeks": 0}


@pytest.fixture
def new_york(chapter) -> Chapter:
    Chapter.objects.filter(pk=chapter.pk).update(timezone="America/New_York")
    chapter.refresh_from_db()
    Rules.objects.create(chapter=chapter, effective_from="2020-01-06", **FOUR_WEEKS)
    return chapter


@pytest.fixture
def person(new_york):
    return factories.MemberFactory(chapter=new_york, stay__joined_on=date(2023, 1, 2))


def given(chapter, person, at: datetime, as_of: date) -> int:
    factories.SlipFactory(chapter=chapter, giver=person, receiver=None, kind="lead", warmth=None, given_at=at)
    return standings(chapter, as_of=as_of).members[0].leads.given


@pytest.mark.parametrize(
    ("at", "counts"),
    [
        # As of Monday 31 August 2026 the window is [3 August, 31 August) in New York, four hours behind UTC.
        (datetime(2026, 8, 31, 3, 59, 59, tzinfo=UTC), True),  # Sunday 30 August, 23:59:59 there
        (datetime(2026, 8, 31, 4, 0, tzinfo=UTC), False),  # midnight: this week, which is not over
        (datetime(2026, 8, 3, 4, 0, tzinfo=UTC), True),  # the window's first instant
        (datetime(2026, 8, 3, 3, 59, 59, tzinfo=UTC), False),
    ],
)
def test_f29_the_last_night_of_august_belongs_to_the_day_it_is_in_the_chapter(new_york, person, at, counts):
    assert given(new_york, person, at, date(2026, 9, 1)) == int(counts)


@pytest.mark.parametrize(("hour", "counts"), [(4, True), (5, False)])
def test_f29_a_leap_day_ends_at_the_chapters_midnight(new_york, person, hour, counts):
    # 29 February 2032 is a Sunday, the last day of a window; New York is five hours behind.
    assert given(new_york, person, datetime(2032, 3, 1, hour, 59, tzinfo=UTC), date(2032, 3, 1)) == int(counts)


@pytest.mark.parametrize(
    ("day", "counted"),
    [
        (date(2024, 2, 26), 1),
        (date(2024, 2, 25), 0),
        (date(2024, 2, 29), 1),
        (date(2024, 3, 24), 1),
        (date(2024, 3, 25), 0),
    ],
)
def test_f29_meetings_count_from_the_windows_first_day_to_the_day_before_its_end(new_york, person, day, counted):
    meeting = factories.MeetingFactory(chapter=new_york, date=day, status="held")
    factories.MarkFactory(chapter=new_york, meeting=meeting, member=person)
    assert standings(new_york, as_of=date(2024, 3, 27)).members[0].attendance.counted == counted
