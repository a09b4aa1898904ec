"""Leads nobody took are offered again at the next meeting, then rest."""

from datetime import UTC, date, datetime, timedelta

import pytest

from referrals.models import LeadTaking
from tests import factories

LEADS = "/c/riverside/leads/"
FRIDAY = datetime(2026, 2, 27, 9, tzinfo=UTC)
TUESDAY = date(2026, 3, 3)
TABS = ("open", "taken", "resting", "ended")


@pytest.fixture
def shared(chapter, member):
    """Share a lead as the member."""

    def made(need="a roofer", **changes):
        row = {"giver": member, "given_at": FRIDAY} | changes
        return factories.SlipFactory(
            chapter=chapter, kind="lead", receiver=None, warmth=None, prospect="Hidden Bakery", need=need, **row
        )

    return made


def tab_of(client, lead):
    """The tabs a lead is on."""
    return [tab for tab in TABS if str(lead.uuid) in client.get(f"{LEADS}?tab={tab}").content.decode()]


def test_leads_are_read_by_the_chapter_and_referrals_are_not(chapter, officer, member, shared, sign_in):
    shared()
    factories.SlipFactory(chapter=chapter, giver=officer, receiver=member, need="a boiler")
    page = sign_in(officer).get(LEADS).content.decode()
    assert "A roofer" in page
    assert "boiler" not in page
    assert "Hidden Bakery" not in page


def test_what_was_withdrawn_or_no_use_is_gone(member, officer, shared, sign_in):
    sign_in(member).post(f"/c/riverside/slips/{shared().uuid}/withdraw/")
    sign_in(officer).post(f"/c/riverside/slips/{shared().uuid}/bad/", {"reason": "long gone"})
    for tab in TABS:
        assert 'class="empty"' in sign_in(officer).get(f"{LEADS}?tab={tab}").content.decode()


def test_it_is_open_until_a_meeting_of_a_later_day_was_closed(chapter, member, shared, sign_in):
    before, of_the_day = shared(), shared(given_at=FRIDAY + timedelta(days=4))
    client = sign_in(member)
    meeting = factories.MeetingFactory(chapter=chapter, date=TUESDAY)
    assert tab_of(client, before) == tab_of(client, of_the_day) == ["open"]
    type(meeting).objects.in_chapter(chapter).update(status="held")
    assert (tab_of(client, before), tab_of(client, of_the_day)) == (["resting"], ["open"])
    factories.MeetingFactory(chapter=chapter, date=TUESDAY + timedelta(days=7), status="held")
    assert tab_of(client, of_the_day) == ["resting"]


def test_its_giver_wakes_it_for_the_meeting_after(chapter, officer, member, shared, sign_in):
    lead = shared()
    factories.MeetingFactory(chapter=chapter, date=TUESDAY, status="held")
    client = sign_in(member)
    assert f"{lead.uuid}/wake/" in client.get(f"{LEADS}?tab=resting").content.decode()
    assert "/wake/" not in sign_in(officer).get(f"{LEADS}?tab=resting").content.decode()
    client.post(f"/c/riverside/slips/{lead.uuid}/wake/")
    assert tab_of(client, lead) == ["open"]


def test_one_that_somebody_is_on_does_not_rest_and_is_offered_anew_once_released(
    chapter, officer, member, shared, sign_in
):
    lead = shared()
    factories.MeetingFactory(chapter=chapter, date=TUESDAY, status="held")
    LeadTaking.objects.create(chapter=chapter, lead=lead, member=officer, at=FRIDAY)
    client = sign_in(member)
    assert tab_of(client, lead) == ["taken"]
    assert "Amara Osei is on it" in client.get(f"{LEADS}?tab=taken").content.decode()
    sign_in(officer).post(f"/c/riverside/slips/{lead.uuid}/release/")
    assert tab_of(client, lead) == ["open"]


@pytest.mark.parametrize("stage", ["contacted", "won", "lost"])
def test_what_became_of_it_is_told_apart(member, shared, sign_in, stage):
    assert tab_of(sign_in(member), shared(stage=stage)) == ["ended"]


def test_it_says_when_they_are_offered_again(member, shared, sign_in):
    shared()
    page = sign_in(member).get(LEADS)
    assert page.context["again"]
    assert f"offered again on {page.context['again']}" in page.content.decode()


@pytest.mark.parametrize("leads", [3, 60])
@pytest.mark.parametrize("tab", TABS)
def test_it_takes_at_most_eight_statements(chapter, member, shared, sign_in, at_most, leads, tab):
    factories.MeetingFactory(chapter=chapter, date=TUESDAY, status="held")
    for number in range(leads):
        giver = factories.MemberFactory(chapter=chapter)
        shared(giver=giver)
        shared(giver=giver, given_at=FRIDAY + timedelta(days=4))
        shared(giver=giver, stage="won")
        taken = shared(giver=giver, need=f"number {number}")
        LeadTaking.objects.create(chapter=chapter, lead=taken, member=member, at=FRIDAY)
    client = sign_in(member)
    with at_most(8):
        client.get(f"{LEADS}?tab={tab}")
