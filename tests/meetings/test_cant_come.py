"""The reminder's link: opening it changes nothing, one tap says it, another takes it back."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client

from meetings.models import Mark
from meetings.tokens import cant_come_address, who_and_when
from tests import factories

DAY = date(2026, 3, 10)
BEFORE = datetime(2026, 3, 9, 9, tzinfo=UTC)
AFTER = datetime(2026, 3, 10, 9, tzinfo=UTC)


@pytest.fixture
def link(chapter, member, settings):
    return cant_come_address(chapter, member.pk, DAY).removeprefix(settings.SITE_URL)


@pytest.fixture(autouse=True)
def _the_day_before():
    with time_machine.travel(BEFORE, tick=False):
        yield


def marks(chapter) -> list:
    return list(Mark.objects.in_chapter(chapter).values_list("member__name", "mark", "substitute"))


def test_opening_it_shows_the_meeting_and_changes_nothing(chapter, link):
    page = Client().get(link)
    assert page.status_code == 200
    assert "Tuesday 10 March, 07:00" in page.text
    assert "Ben" not in page.text
    assert marks(chapter) == []


def test_one_tap_says_so_and_the_same_again_changes_nothing(chapter, link):
    for _ in range(2):
        assert Client().post(link).status_code == 200
    assert marks(chapter) == [("Ben Whitlock", "absent_notified", "")]


def test_a_substitute_can_be_named(chapter, link):
    Client().post(link, {"substitute": "Jo Reid"})
    assert marks(chapter) == [("Ben Whitlock", "substitute", "Jo Reid")]


def test_it_can_be_taken_back(chapter, link):
    Client().post(link)
    assert "Good, see you there" in Client().post(link, {"coming": "yes"}).text
    assert marks(chapter) == []


def test_another_site_cannot_say_it(chapter, link):
    assert Client(enforce_csrf_checks=True).post(link).status_code == 403
    assert marks(chapter) == []


def test_whoever_an_officer_saw_is_there(chapter, member, officer, link):
    meeting = factories.MeetingFactory(chapter=chapter, date=DAY)
    factories.MarkFactory(chapter=chapter, meeting=meeting, member=member, mark="present", marked_by=officer)
    assert Client().post(link).status_code == 422
    assert marks(chapter) == [("Ben Whitlock", "present", "")]


@pytest.mark.parametrize("status", ["cancelled", "held"])
def test_a_meeting_that_is_cancelled_or_closed_takes_no_word(chapter, link, status):
    factories.MeetingFactory(chapter=chapter, date=DAY, status=status)
    assert Client().get(link).status_code == 200
    Client().post(link)
    assert marks(chapter) == []


def test_once_the_meeting_is_over_the_page_says_so(chapter, link):
    with time_machine.travel(AFTER, tick=False):
        assert "This meeting is over." in Client().post(link).text
    assert marks(chapter) == []


def test_a_link_of_somebody_who_left_is_dead(chapter, member, link):
    member.stays.update(left_on=date(2026, 3, 9))
    assert Client().get(link).status_code == 404
    assert Client().post(link).status_code == 404


def test_a_forged_link_and_one_for_another_chapter_are_not_there(chapter, other_chapter, member, link):
    token = link.rstrip("/").rpartition("/")[2]
    assert who_and_when(chapter, token) == (member.pk, DAY)
    assert who_and_when(other_chapter, token) is None
    answers = [Client().post(f"/c/{slug}/cant-come/{t}/") for slug, t in [("lakeside", token), ("riverside", "x.y")]]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content
    assert marks(chapter) == []
