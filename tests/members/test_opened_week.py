"""The one fact of who opens the app: the Monday of the latest week in which a member did, and nothing finer."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from chapters.scope import chapter_scope
from members.models import Member
from tests import factories

WEDNESDAY = datetime(2026, 3, 4, 12, tzinfo=UTC)
MONDAY, BEFORE = date(2026, 3, 2), date(2026, 2, 2)
STAMPED = 'UPDATE "members_member"'


@pytest.fixture(autouse=True)
def _wednesday():
    with time_machine.travel(WEDNESDAY, tick=False):
        yield


@pytest.fixture
def quiet(member):
    return opened_in(member, BEFORE)


def opened_in(member, week):
    Member.objects.in_chapter(member.chapter_id).filter(pk=member.pk).update(opened_week=week)
    return member


def week_of(member):
    return Member.objects.in_chapter(member.chapter_id).get(pk=member.pk).opened_week


def stamps(client, path, django_assert_max_num_queries):
    with django_assert_max_num_queries(50) as seen:
        client.get(path)
    return sum(query["sql"].startswith(STAMPED) for query in seen.captured_queries)


def test_the_first_page_of_a_week_keeps_its_monday_and_the_others_write_nothing(
    quiet, sign_in, django_assert_max_num_queries
):
    client = sign_in(quiet)
    assert stamps(client, "/c/riverside/me/", django_assert_max_num_queries) == 1
    assert week_of(quiet) == MONDAY
    assert stamps(client, "/c/riverside/members/", django_assert_max_num_queries) == 0


def test_the_week_is_the_chapters_own(chapter, quiet, sign_in):
    chapter.timezone = "Pacific/Auckland"
    chapter.save()
    with time_machine.travel(datetime(2026, 3, 8, 20, tzinfo=UTC), tick=False):
        sign_in(quiet).get("/c/riverside/me/")
    assert week_of(quiet) == date(2026, 3, 9)


def test_what_is_refused_or_not_there_opens_nothing(quiet, sign_in):
    client = sign_in(quiet)
    assert client.get("/c/riverside/standing/chapter/").status_code == 403
    assert client.get("/c/riverside/members/999999/").status_code == 404
    assert week_of(quiet) == BEFORE
    assert client.get("/c/riverside/me/").status_code == 200
    assert week_of(quiet) == MONDAY


def test_only_in_the_chapter_that_was_opened_and_only_for_who_opened_it(quiet, officer, stranger, sign_in):
    opened_in(officer, BEFORE)
    with chapter_scope(stranger.chapter_id):
        opened_in(stranger, BEFORE)
    assert sign_in(stranger).get("/c/riverside/me/").status_code == 404
    sign_in(quiet).get("/c/riverside/me/")
    assert (week_of(quiet), week_of(officer)) == (MONDAY, BEFORE)
    with chapter_scope(stranger.chapter_id):
        assert week_of(stranger) == BEFORE


def test_a_clock_that_stepped_back_takes_nothing_back(member, sign_in):
    opened_in(member, date(2026, 3, 9))
    sign_in(member).get("/c/riverside/me/")
    assert week_of(member) == date(2026, 3, 9)


def test_whoever_is_put_in_has_the_day_of_it_until_they_open_something(chapter):
    fresh = factories.MemberFactory(chapter=chapter)
    assert isinstance(week_of(fresh), date)
