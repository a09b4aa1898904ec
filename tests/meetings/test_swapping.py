"""Two swap their days, or one is given the other's; nobody answers for somebody else or a day that changed."""

from datetime import UTC, datetime

import pytest

from meetings.actions.presenting import set_speaker, set_title
from meetings.actions.running import cancel_meeting
from meetings.actions.swapping import accept_swap, ask_to_swap, decline_swap, take_back_swap
from meetings.models import Swap
from meetings.refusals import AlreadyBegun, AwayThen, NotOn, NotYours, SpeakerChanged, SwapOver
from members.models import Leave
from tests.factories import MemberFactory
from tests.meetings.presenting import DAYS, NEXT, NOW, given, mails, rota, row_of, told


@pytest.fixture
def days(chapter, officer, member):
    """Amara presents on the first of the days, Ben on the third."""
    return given(chapter, officer, NEXT, title="Numbers"), given(chapter, member, DAYS[2], title="Boilers")


@pytest.fixture
def swap(days, officer, member):
    """Ben asks Amara for her day and offers his."""
    return ask_to_swap(wanted=days[0], own=days[1], speaker=officer.pk, by=member, at=NOW)


def test_the_other_one_is_told_once_and_nothing_changes_until_they_answer(chapter, days, swap, officer, member):
    again = ask_to_swap(wanted=days[0], own=days[1], speaker=officer.pk, by=member, at=NOW)
    assert again == swap
    assert told(chapter, "swap_asked") == [officer.email]
    assert (
        "would like to present on Tuesday 10 March, and offers you Tuesday 24 March"
        in mails(chapter, "swap_asked")[0].text
    )
    assert rota(chapter)[NEXT] == "Amara Osei"


def test_once_accepted_the_days_change_hands_with_their_titles_and_twice_is_once(chapter, swap, officer, member):
    for _ in range(2):
        accept_swap(swap=swap, by=officer, at=NOW)
    assert rota(chapter) == {NEXT: "Ben Whitlock", DAYS[2]: "Amara Osei"}
    assert (row_of(chapter).title, row_of(chapter, DAYS[2]).title) == ("Boilers", "Numbers")
    assert told(chapter, "swap_answered") == [member.email]
    assert sorted(told(chapter, "presentation_reminder")) == [officer.email, officer.email, member.email]


def test_one_can_be_given_the_others_day_for_nothing(chapter, days, officer):
    other = MemberFactory(chapter=chapter, name="Cara")
    swap = ask_to_swap(wanted=days[0], own=None, speaker=officer.pk, by=other, at=NOW)
    accept_swap(swap=swap, by=officer, at=NOW)
    assert rota(chapter)[NEXT] == "Cara"
    assert row_of(chapter).title == ""


def test_another_request_for_the_day_takes_the_place_of_the_first(chapter, days, swap, officer, member):
    new = ask_to_swap(wanted=days[0], own=None, speaker=officer.pk, by=member, at=NOW)
    assert list(Swap.objects.in_chapter(chapter).filter(state="asked")) == [new]
    with pytest.raises(SwapOver):
        accept_swap(swap=swap, by=officer, at=NOW)


def test_declined_is_told_and_can_be_said_twice(chapter, swap, officer, member):
    for _ in range(2):
        decline_swap(swap=swap, by=officer, at=NOW)
    assert told(chapter, "swap_answered") == [member.email]
    assert "would rather keep" in mails(chapter, "swap_answered")[0].text
    with pytest.raises(SwapOver):
        accept_swap(swap=swap, by=officer, at=NOW)
    assert rota(chapter)[NEXT] == "Amara Osei"


def test_taken_back_it_cannot_be_accepted_and_nobody_is_told_of_it(chapter, swap, officer, member):
    for _ in range(2):
        take_back_swap(swap=swap, by=member)
    assert told(chapter, "swap_asked") == []
    with pytest.raises(SwapOver):
        accept_swap(swap=swap, by=officer, at=NOW)


def test_nobody_but_the_one_asked_answers_and_nobody_but_the_asker_takes_back(chapter, swap, officer, member):
    for act in (lambda: accept_swap(swap=swap, by=member, at=NOW), lambda: decline_swap(swap=swap, by=member, at=NOW)):
        with pytest.raises(SwapOver):
            act()
    with pytest.raises(SwapOver):
        take_back_swap(swap=swap, by=officer)
    accept_swap(swap=swap, by=officer, at=NOW)
    with pytest.raises(SwapOver):
        take_back_swap(swap=swap, by=member)


@pytest.mark.parametrize("day", [0, 1])
def test_a_day_that_changed_meanwhile_is_not_swapped(chapter, days, swap, officer, day):
    other = MemberFactory(chapter=chapter, name="Cara")
    set_speaker(presentation=days[day], member=other, seen=days[day].member_id, at=NOW)
    before = rota(chapter)
    with pytest.raises(SwapOver, match="one of the days has changed"):
        accept_swap(swap=swap, by=officer, at=NOW)
    assert rota(chapter) == before
    assert Swap.objects.in_chapter(chapter).get().state == "asked"


def test_not_once_the_day_has_begun_is_cancelled_or_one_is_away(chapter, swap, officer, member):
    with pytest.raises(AlreadyBegun):
        accept_swap(swap=swap, by=officer, at=datetime(2026, 3, 10, 7, tzinfo=UTC))
    leave = Leave.objects.create(chapter=chapter, member=officer, first_day=DAYS[2], last_day=None, approved=True)
    with pytest.raises(AwayThen):
        accept_swap(swap=swap, by=officer, at=NOW)
    leave.delete()
    cancel_meeting(chapter=chapter, day=DAYS[2], note="", by=officer, at=NOW)
    with pytest.raises(NotOn):
        accept_swap(swap=swap, by=officer, at=NOW)
    assert rota(chapter)[NEXT] == "Amara Osei"


def test_one_asks_for_anothers_day_with_ones_own(chapter, days, officer, member):
    other = MemberFactory(chapter=chapter, name="Cara")
    with pytest.raises(NotYours):
        ask_to_swap(wanted=days[0], own=days[1], speaker=officer.pk, by=other, at=NOW)
    with pytest.raises(SpeakerChanged):
        ask_to_swap(wanted=days[0], own=None, speaker=member.pk, by=other, at=NOW)
    with pytest.raises(SpeakerChanged):
        ask_to_swap(wanted=days[0], own=None, speaker=officer.pk, by=officer, at=NOW)


def test_a_title_is_the_speakers_after_the_swap(chapter, days, swap, officer, member):
    accept_swap(swap=swap, by=officer, at=NOW)
    set_title(presentation=days[0], title="Better boilers", by=member)
    assert row_of(chapter).title == "Better boilers"
