"""F07: a slip that arrives late counts for the week it was given in."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from referrals.models import Slip, ThankYou
from tests import factories
from tests.referrals import typed

MONDAY_MORNING = datetime(2026, 3, 9, 8, tzinfo=UTC)
FRIDAY_BEFORE = MONDAY_MORNING - timedelta(days=3)


@pytest.fixture
def receiver(chapter):
    return factories.MemberFactory(chapter=chapter, name="Freya Lindqvist", email="freya@riverside.example")


@pytest.mark.parametrize("written", ["2026-03-06T08:00:00Z", "2026-03-06T09:00:00.000+01:00"])
def test_it_counts_for_the_week_it_was_given_in(chapter, member, receiver, sign_in, written):
    with time_machine.travel(MONDAY_MORNING, tick=False):
        client = sign_in(member)
        client.post("/c/riverside/pass/", typed.referral(receiver, given_at=written))
        client.post("/c/riverside/lead/", typed.lead(given_at=written))
        client.post("/c/riverside/thanks/", typed.thanks(receiver, given_at=written))
    slips = Slip.objects.in_chapter(chapter)
    assert {slip.given_at for slip in slips} == {FRIDAY_BEFORE}
    assert slips.count() == 2
    assert ThankYou.objects.in_chapter(chapter).get().at == FRIDAY_BEFORE


@pytest.mark.parametrize(
    "written",
    ["2026-03-09T08:00:01Z", "2026-02-23T07:59:59Z", "2999-01-01T00:00:00Z", "yesterday", "", "9999999999999999999"],
)
def test_a_time_not_to_be_believed_is_the_time_of_arrival(chapter, member, receiver, sign_in, written):
    with time_machine.travel(MONDAY_MORNING, tick=False):
        answer = sign_in(member).post("/c/riverside/pass/", typed.referral(receiver, given_at=written))
    assert answer.status_code == 303
    assert Slip.objects.in_chapter(chapter).get().given_at == MONDAY_MORNING


def test_fourteen_days_are_believed(chapter, member, receiver, sign_in):
    with time_machine.travel(MONDAY_MORNING, tick=False):
        sign_in(member).post("/c/riverside/pass/", typed.referral(receiver, given_at="2026-02-23T08:00:00Z"))
    assert Slip.objects.in_chapter(chapter).get().given_at == MONDAY_MORNING - timedelta(days=14)


def test_its_author_is_told_which_day_it_counts_for(chapter, member, receiver, sign_in):
    with time_machine.travel(MONDAY_MORNING, tick=False):
        client = sign_in(member)
        data = typed.referral(receiver, given_at="2026-03-06T08:00:00Z")
        page = client.post("/c/riverside/pass/", data, follow=True).content.decode()
    assert "It counts for 6 March, when you gave it." in page
