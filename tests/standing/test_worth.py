"""What do I get for it? A member's own account of what they put in and what came of it, read by nobody else."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine

from meetings.models import Mark
from members.actions.stays import end_stay
from referrals.actions.leaving import let_rest
from standing.actions.worth import keep_estimate
from standing.models import OwnEstimate
from standing.worth import worth_of
from tests import factories

pytestmark = pytest.mark.django_db
PAGE = "/c/riverside/worth/"
TODAY = date(2026, 7, 1)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(datetime(2026, 7, 1, 9, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def other(chapter):
    return factories.MemberFactory(chapter=chapter, name="Carol Deng")


@pytest.fixture
def record(chapter, member, other):
    """Two meetings come to of four, two one-to-ones, business both ways in two years, referrals under way."""
    days = [date(2025, 11, 4), date(2025, 11, 11), date(2026, 3, 3), date(2026, 3, 10)]
    for day, mark in zip(days, ("present", "absent", "late", "substitute"), strict=True):
        meeting = factories.MeetingFactory(chapter=chapter, date=day, status="held")
        factories.MarkFactory(chapter=chapter, meeting=meeting, member=member, mark=mark)
        factories.MarkFactory(chapter=chapter, meeting=meeting, member=other)
    first, second = sorted((member, other), key=lambda one: one.pk)
    for number, disputed in enumerate((False, False, True), 1):
        factories.OneToOneFactory(
            chapter=chapter, a=first, b=second, date=date(2026, 2, number), logged_by=other, disputed=disputed
        )
    thanks = {"chapter": chapter, "giver": member, "receiver": other}
    factories.ThankYouFactory(**thanks, at=datetime(2025, 12, 31, 23, 30, tzinfo=UTC), amount=Decimal(1000))
    factories.ThankYouFactory(**thanks, at=datetime(2026, 4, 1, 9, tzinfo=UTC), amount=Decimal(500))
    factories.ThankYouFactory(**thanks, at=datetime(2026, 4, 2, 9, tzinfo=UTC), amount=None)
    back = {"chapter": chapter, "giver": other, "receiver": member}
    factories.ThankYouFactory(**back, at=datetime(2026, 5, 1, 9, tzinfo=UTC), amount=Decimal(70))
    for stage in ("passed", "proposal", "proposal", "won"):
        factories.SlipFactory(chapter=chapter, giver=other, receiver=member, stage=stage)
    return factories.SlipFactory(chapter=chapter, giver=member, receiver=other, stage="contacted")


def mine(chapter, member, **own):
    return worth_of(chapter, member, own=OwnEstimate(chapter=chapter, member=member, **own), today=TODAY)


def test_years_add_up_to_all(chapter, member, record):
    found = mine(chapter, member)
    assert [one.year for one in found.years] == [2026, 2025, 2024]
    by_year = {one.year: one for one in found.years}
    assert (by_year[2025].meetings, by_year[2025].got) == (1, Decimal(1000))
    assert (by_year[2026].meetings, by_year[2026].one_to_ones) == (1, 2)
    assert (by_year[2026].got, by_year[2026].thanks, by_year[2026].brought) == (Decimal(500), 2, Decimal(70))
    assert (by_year[2024].days, by_year[2025].days, by_year[2026].days) == (366, 365, 182)
    assert (found.all.got, found.all.brought, found.all.meetings) == (Decimal(1500), Decimal(70), 2)
    assert found.all.hours == Decimal(5)  # two meetings of 90 minutes and two hours one-to-one
    assert found.to_me == [("passed", 1), ("proposal", 2)]
    assert found.from_me == [("contacted", 1)]
    assert found.payback is None


def test_dues_and_hours_follow_the_days_of_membership(chapter, member, record):
    found = mine(chapter, member, dues_a_year=Decimal("365.25"), hours_a_month=Decimal(2), hour_is_worth=Decimal(10))
    assert found.all.dues == Decimal(366 + 365 + 182)
    assert round(found.all.hours, 2) == round(5 + Decimal(24) * 913 / Decimal("365.25"), 2)
    assert round(found.cost, 2) == round(913 + found.all.hours * 10, 2)
    assert found.payback == (Decimal(1500) / found.cost).quantize(Decimal("0.1"))


def test_of_two_stays_only_the_days_within_them_cost(chapter, member):
    end_stay(stay=member.stays.get(), left_on=date(2024, 1, 31), at=datetime(2026, 7, 1, tzinfo=UTC))
    factories.StayFactory(chapter=chapter, member=member, joined_on=date(2026, 6, 22))
    days = {one.year: one.days for one in mine(chapter, member).years}
    assert days == {2024: 30, 2026: 10}


def test_what_was_handed_on_or_rests_is_under_way_no_more(chapter, member, other, record):
    end_stay(stay=other.stays.get(), left_on=TODAY, at=datetime(2026, 7, 1, tzinfo=UTC))
    let_rest(chapter=chapter, slip=record, at=datetime(2026, 7, 1, tzinfo=UTC))
    assert mine(chapter, member).from_me == []


def test_it_says_so_in_plain_words_and_keeps_what_is_typed(chapter, member, record, sign_in):
    client = sign_in(member)
    page = client.get(PAGE).text
    assert "£1,500.00" in page
    assert "Say what you pay" in page
    for _tap in range(2):
        answer = client.post(PAGE, {"dues_a_year": "300", "hours_a_month": "", "hour_is_worth": ""}, follow=True)
        assert "Kept, for you alone." in answer.text
    kept = OwnEstimate.objects.in_chapter(chapter).get()
    assert (kept.member, kept.dues_a_year, kept.hours_a_month) == (member, Decimal(300), None)
    assert "2.0 times your dues" in answer.text  # 1,500 of 750
    keep_estimate(member=member, dues_a_year=Decimal(3000), hours_a_month=None, hour_is_worth=None)
    assert "Trust takes time" in client.get(PAGE).text
    assert client.post(PAGE, {"dues_a_year": "-1"}).status_code == 422


def test_nobody_reads_anothers(chapter, officer, member, stranger, record, sign_in):
    """F35: no page, count or form of anybody else's shows a word of it."""
    keep_estimate(member=member, dues_a_year=Decimal("4711.00"), hours_a_month=None, hour_is_worth=None)
    client = sign_in(officer)
    assert "4711" not in client.get(PAGE).text
    assert "£1,500.00" not in client.get(PAGE).text
    client.post(PAGE, {"dues_a_year": "1", "member": member.pk})
    assert OwnEstimate.objects.in_chapter(chapter).get(member=member).dues_a_year == Decimal(4711)
    assert sign_in(stranger).get(PAGE).status_code == 404


def test_somebody_new_finds_what_it_will_be(chapter, sign_in):
    newcomer = factories.MemberFactory(chapter=chapter, stay__joined_on=TODAY)
    page = sign_in(newcomer).get(PAGE).text
    assert "None is open." in page
    assert "0 meetings" in page


@pytest.mark.parametrize("meetings", [1, 40])
def test_it_asks_as_much_of_little_as_of_much(chapter, member, sign_in, at_most, meetings):
    for number in range(meetings):
        meeting = factories.MeetingFactory(chapter=chapter, date=date.fromordinal(739000 + 7 * number), status="held")
        Mark.objects.create(chapter=chapter, meeting=meeting, member=member, mark="present")
    client = sign_in(member)
    with at_most(6):
        client.get(PAGE)
