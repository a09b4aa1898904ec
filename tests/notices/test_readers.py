"""Mail for members goes to members: whoever left since is told nothing more (F34)."""

from datetime import timedelta

import pytest

from chapters.clock import now
from members.models import Stay
from members.notices import LEFT, ToMember, reader_left
from notices import kinds
from notices.models import Notice
from tests import factories

pytestmark = pytest.mark.django_db

FOR_MORE_THAN_MEMBERS = {"exit_asked", "invitation", "archive_taken_out", "weekly_reminder", "stay_ended"}
"""These look for themselves: who left is whom they are for; an address not theirs any more; an archive; another day."""
FOR_GUESTS = {
    "waiting_confirm",
    "seat_open",
    "stand_in_asked",
    "stand_in_called_off",
    "visit_limit",
    "visit_registered",
    "visit_reminder",
    "visit_cancelled",
    "visit_moved",
    "visit_restored",
}
"""Whoever stands in, visits or would like a seat is no member."""


@pytest.fixture
def notice(chapter, member):
    return Notice(chapter=chapter, email=member.email, user=member.user, kind="thanked", about="one")


def every_kind():
    return {name: found.kind for name, found in kinds._kinds.items()}


def test_a_kind_either_looks_whether_its_reader_left_or_is_one_of_a_few():
    alone = {name for name, found in every_kind().items() if not isinstance(found, ToMember)}
    ours = {name for name in alone if not type(every_kind()[name]).__module__.startswith("tests.")}
    assert ours == FOR_MORE_THAN_MEMBERS | FOR_GUESTS


def test_somebody_who_left_is_told_nothing_more(chapter, member, notice):
    at = now()
    assert not reader_left(notice, at)
    Stay.objects.in_chapter(chapter).filter(member=member).update(left_on=chapter.today(at))
    for name, found in every_kind().items():
        if isinstance(found, ToMember):
            assert found.still_due(notice, at) == LEFT, name


def test_somebody_who_is_about_to_join_or_to_leave_is_told(chapter, member, notice):
    at = now()
    stays = Stay.objects.in_chapter(chapter).filter(member=member)
    stays.update(joined_on=chapter.today(at) + timedelta(days=3))
    assert kinds.find("thanked").kind.still_due(notice, at) != LEFT
    stays.update(joined_on=chapter.today(at) - timedelta(days=3), left_on=chapter.today(at) + timedelta(days=1))
    assert kinds.find("thanked").kind.still_due(notice, at) != LEFT


def test_somebody_who_came_back_is_told_and_an_old_address_is_as_good(chapter, member, notice):
    at = now()
    stays = Stay.objects.in_chapter(chapter).filter(member=member)
    stays.update(left_on=chapter.today(at) - timedelta(days=30))
    factories.StayFactory(chapter=chapter, member=member, joined_on=chapter.today(at) - timedelta(days=3))
    notice.email = "of-old@people.example"
    assert kinds.find("thanked").kind.still_due(notice, at) != LEFT
    notice.user = None
    assert kinds.find("thanked").kind.still_due(notice, at) == LEFT
