"""This week's ask: one a meeting, one's own, until the meeting is closed."""

import pytest
import time_machine

from meetings.models import WeekAsk
from tests.factories import MeetingFactory
from tests.meetings.presenting import NEXT, NOW

PATH = f"/c/riverside/week-ask/{NEXT}/"


@pytest.fixture(autouse=True)
def _wednesday():
    with time_machine.travel(NOW, tick=False):
        yield


def asks(chapter):
    return list(WeekAsk.objects.in_chapter(chapter).values_list("member__name", "date", "text"))


def test_the_last_word_counts_and_an_empty_one_takes_it_back(chapter, member, sign_in):
    client = sign_in(member)
    for text in ("Somebody", "The facility manager\nof the new clinic"):
        assert client.post(PATH, {"text": text}).status_code == 303
    assert asks(chapter) == [("Ben Whitlock", NEXT, "The facility manager of the new clinic")]
    assert "facility manager" in client.get(PATH).text
    client.post(PATH, {"text": "  "})
    assert asks(chapter) == []


def test_without_a_day_it_is_for_the_next_meeting(chapter, member, sign_in):
    sign_in(member).post("/c/riverside/week-ask/", {"text": "A builder"})
    assert asks(chapter) == [("Ben Whitlock", NEXT, "A builder")]


def test_it_is_ones_own(chapter, officer, member, sign_in):
    sign_in(member).post(PATH, {"text": "A builder"})
    sign_in(officer).post(PATH, {"text": "A baker", "member": member.pk})
    assert sorted(asks(chapter)) == [("Amara Osei", NEXT, "A baker"), ("Ben Whitlock", NEXT, "A builder")]
    assert "A builder" not in sign_in(officer).get(PATH).text


def test_not_too_long_and_not_once_the_meeting_is_closed_or_off(chapter, member, sign_in):
    client = sign_in(member)
    assert client.post(PATH, {"text": "x" * 301}).status_code == 422
    meeting = MeetingFactory(chapter=chapter, date=NEXT, status="held")
    assert client.post(PATH, {"text": "A builder"}).status_code == 422
    assert "Write your ask for the next one." in client.get(PATH).text
    type(meeting).objects.in_chapter(chapter).update(status="cancelled")
    assert client.post(PATH, {"text": "A builder"}).status_code == 422
    assert asks(chapter) == []


def test_my_week_says_what_i_asked_for(chapter, member, sign_in):
    sign_in(member).post(PATH, {"text": "A <b>builder</b>"})
    assert "You ask for: A &lt;b&gt;builder&lt;/b&gt;" in sign_in(member).get("/c/riverside/").text
