"""Two officers at the same sign in the same moment: one sets it aside, one takes it up, the other hears of it."""

from datetime import timedelta

import pytest

from chapters.scope import chapter_scope
from standing.models import SignSetAside
from standing.setting_aside import set_aside, take_up_again
from standing.signs import Sign
from standing.states import SignKind
from tests.factories import ChapterFactory, MemberFactory
from tests.meetings.test_at_once import at_once
from tests.standing.pages import AT

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


@pytest.fixture
def room():
    """A committed chapter: who drifts, and two officers."""
    chapter = ChapterFactory(slug="riverside")
    with chapter_scope(chapter.pk):
        ake = MemberFactory(chapter=chapter)
        officers = [MemberFactory(chapter=chapter, offices=[office]) for office in ("president", "secretary")]
    return chapter, ake, officers


def names(outcomes):
    return sorted(type(outcome).__name__ for outcome in outcomes)


def both_set_aside(room, weight, at):
    chapter, ake, officers = room
    sign = Sign(SignKind.SILENT, weight)
    return at_once(
        chapter, *(lambda by=by: set_aside(member=ake, sign=sign, by=by, at=at, reason="We spoke.") for by in officers)
    )


def test_of_two_who_set_a_sign_aside_one_does_anew_where_it_outgrew_an_earlier_one_too(room):
    chapter, _, officers = room
    assert names(both_set_aside(room, 9, AT)) == ["SetAsideAlready", "SignSetAside"]
    assert names(both_set_aside(room, 14, AT + timedelta(weeks=5))) == ["SetAsideAlready"] * 2
    later = AT + timedelta(weeks=6)
    assert names(both_set_aside(room, 15, later)) == ["SetAsideAlready", "SignSetAside"]
    with chapter_scope(chapter.pk):
        first, second = SignSetAside.objects.in_chapter(chapter).order_by("pk")
    assert (first.ended_at, first.ended_by_id, second.ended_at) == (later, None, None)
    outcomes = at_once(chapter, *(lambda by=by: take_up_again(aside=second, by=by, at=later) for by in officers))
    assert names(outcomes) == ["NoneType", "NotSetAside"]
