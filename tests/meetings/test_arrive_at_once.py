"""Two phones at once, and a phone at the moment of an officer's tap: one mark, one arrival, one visitor."""

from functools import partial

import pytest

from chapters.scope import chapter_scope
from meetings.actions.arriving import check_in, say_here
from meetings.actions.marking import Said, take_marks
from meetings.actions.visiting import Guest, welcome_visitor
from meetings.models import Arrival, Mark, Visit
from meetings.refusals import MarkedOtherwise
from meetings.states import Attendance
from tests.factories import ChapterFactory, MemberFactory
from tests.meetings.conftest import AT_SEVEN, TUESDAY
from tests.meetings.test_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


@pytest.fixture
def room():
    """A committed chapter with an officer and a member."""
    chapter = ChapterFactory(slug="riverside")
    with chapter_scope(chapter.pk):
        return chapter, MemberFactory(chapter=chapter, offices=["president"]), MemberFactory(chapter=chapter)


def test_two_phones_of_one_member_are_one_mark_and_one_arrival(room):
    chapter, _officer, member = room
    act = {"chapter": chapter, "day": TUESDAY, "member": member, "at": AT_SEVEN}
    assert at_once(chapter, *[partial(say_here, **act)] * 3) == [None] * 3
    with chapter_scope(chapter.pk):
        assert Arrival.objects.in_chapter(chapter).count() == 1
    assert at_once(chapter, *[partial(check_in, **act, scanned_at=AT_SEVEN)] * 3) == [None] * 3
    with chapter_scope(chapter.pk):
        assert Mark.objects.in_chapter(chapter).get().mark == "late"
        assert Arrival.objects.in_chapter(chapter).get().state == "seen"


@pytest.mark.parametrize("_round", range(4))
def test_an_officers_absent_at_the_same_moment_stands(room, _round):
    chapter, officer, member = room
    said = {member.pk: Said(Attendance.ABSENT)}
    outcomes = at_once(
        chapter,
        lambda: take_marks(chapter=chapter, day=TUESDAY, said=said, by=officer, at=AT_SEVEN),
        lambda: check_in(chapter=chapter, day=TUESDAY, member=member, scanned_at=AT_SEVEN, at=AT_SEVEN),
    )
    assert outcomes[0] is None
    assert outcomes[1] is None or isinstance(outcomes[1], MarkedOtherwise)
    with chapter_scope(chapter.pk):
        mark = Mark.objects.in_chapter(chapter).get()
        assert (mark.mark, mark.marked_by) == ("absent", officer)


def test_one_visitor_with_two_phones_is_one_visitor(room):
    chapter, *_people = room
    guest = Guest("Nora Wong", "nora@v.example", consent=True)
    come = partial(welcome_visitor, chapter=chapter, day=TUESDAY, guest=guest, printed=False, at=AT_SEVEN)
    visits = at_once(chapter, *[come] * 3)
    assert len({visit.pk for visit in visits}) == 1
    with chapter_scope(chapter.pk):
        assert Visit.objects.in_chapter(chapter).get().outcome == "came"
