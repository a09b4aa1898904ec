"""Officers see the chapter's totals by quarter, and can work out no more than its minutes told (F36)."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine

from meetings.minutes import minutes_of
from meetings.models import Meeting
from meetings.rhythm import meeting_on
from referrals.actions.thanking import correct_thanks
from referrals.values import Thanks
from standing.actions.worth import keep_estimate
from standing.worth_totals import quarter_of, totals_of
from tests import factories

pytestmark = pytest.mark.django_db
PAGE = "/c/riverside/worth/chapter/"
TODAY = date(2026, 5, 20)
TUESDAYS = [date(2026, 4, 7), date(2026, 4, 14), date(2026, 4, 21)]


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(datetime(2026, 5, 20, 9, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def people(chapter, officer, member):
    return [officer, member, *(factories.MemberFactory(chapter=chapter) for _number in range(3))]


def held(chapter, day, came=()):
    closed_at = datetime(day.year, day.month, day.day, 7, 30, tzinfo=UTC)
    meeting = factories.MeetingFactory(chapter=chapter, date=day, status="held", closed_at=closed_at)
    for member in came:
        factories.MarkFactory(chapter=chapter, meeting=meeting, member=member)
    return meeting


def thanks(chapter, giver, receiver, day, amount):
    at = datetime(day.year, day.month, day.day, 6, 30, tzinfo=UTC)
    return factories.ThankYouFactory(chapter=chapter, giver=giver, receiver=receiver, at=at, amount=Decimal(amount))


@pytest.fixture
def quarter(chapter, people):
    """Three meetings: five contribute at the first, two at the second, nobody at the third."""
    for day in TUESDAYS:
        held(chapter, day, came=people)
    for number, giver in enumerate(people):
        thanks(chapter, giver, people[number - 1], TUESDAYS[0], 100)
    for giver in people[:2]:
        thanks(chapter, giver, people[3], TUESDAYS[1], 7000)


def test_the_sum_is_of_what_the_minutes_told_and_nothing_else(chapter, people, quarter):
    (latest, *_before) = totals_of(chapter, today=TODAY)
    assert (latest.first, latest.meetings, latest.told, latest.business) == (date(2026, 4, 1), 3, 1, Decimal(500))
    told = [minutes_of(chapter, meeting_on(chapter, day)).business or 0 for day in TUESDAYS]
    assert (told, sum(told)) == ([Decimal(500), 0, 0], latest.business)


def test_a_correction_shows_in_neither_until_three_have_changed(chapter, people, quarter):
    first = chapter.thanks.order_by("pk").first()
    thanked = Thanks(amount=Decimal(900), text="")
    correct_thanks(thank_you=first, thanks=thanked, by=first.giver, at=datetime(2026, 5, 1, tzinfo=UTC))
    (latest, *_before) = totals_of(chapter, today=TODAY)
    assert latest.business == Decimal(500)


def test_hours_are_of_everybody_together(chapter, people, quarter):
    first, second = sorted(people[:2], key=lambda one: one.pk)
    factories.OneToOneFactory(chapter=chapter, a=first, b=second, date=date(2026, 4, 9), logged_by=first)
    keep_estimate(member=people[0], dues_a_year=Decimal(4711), hours_a_month=Decimal(99), hour_is_worth=Decimal(9))
    (latest, *_before) = totals_of(chapter, today=TODAY)
    assert (latest.one_to_ones, latest.hours) == (1, round(15 * 1.5 + 2))


def test_quarters_are_the_years_own():
    assert [quarter_of(day).month for day in (date(2026, 1, 1), date(2026, 6, 30), date(2026, 12, 31))] == [1, 4, 10]


def test_it_shows_five_quarters_and_no_member(chapter, officer, people, quarter, sign_in, at_most):
    client = sign_in(officer)
    with at_most(7):
        page = client.get(PAGE).text
    for words in ("Q2 2026", "Q2 2025", "£500.00", "told at 1 of 3"):
        assert words in page
    assert "7,000" not in page
    assert not any(one.name in page for one in people[1:])


@pytest.mark.parametrize(("office", "status"), [("treasurer", 200), ("vice_president", 200), ("education", 403)])
def test_who_reads_it(chapter, sign_in, office, status):
    assert sign_in(factories.MemberFactory(chapter=chapter, offices=[office])).get(PAGE).status_code == status


def test_a_chapter_without_meetings_has_empty_quarters(chapter):
    found = totals_of(chapter, today=TODAY)
    assert [(one.meetings, one.business) for one in found] == [(0, Decimal(0))] * 5
    assert found[0].first - found[1].first == timedelta(days=90)
    assert not Meeting.objects.in_chapter(chapter).exists()
