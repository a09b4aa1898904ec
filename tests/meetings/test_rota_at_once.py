"""Two at once: who volunteer for one day, who answer one request, a swap and a pass of the same day."""

import pytest

from chapters.scope import chapter_scope
from meetings.actions.listening import ask_for
from meetings.actions.presenting import fill_rota, pass_on, volunteer
from meetings.actions.swapping import accept_swap, ask_to_swap, decline_swap
from meetings.models import Presentation, WeekAsk
from meetings.refusals import NotYours, SpeakerThere, SwapOver
from notices.models import Notice
from tests.factories import ChapterFactory, MemberFactory
from tests.meetings.presenting import DAYS, NEXT, NOW, given, rota
from tests.meetings.test_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


@pytest.fixture
def room():
    """A committed chapter with eight members."""
    chapter = ChapterFactory(slug="riverside")
    with chapter_scope(chapter.pk):
        people = [MemberFactory(chapter=chapter) for _ in range(8)]
    return chapter, people


def names(outcomes):
    return sorted(type(outcome).__name__ for outcome in outcomes)


@pytest.mark.parametrize("_round", range(5))
def test_of_two_who_volunteer_for_one_day_one_has_it(room, _round):
    chapter, people = room
    outcomes = at_once(
        chapter, *(lambda one=one: volunteer(chapter=chapter, day=NEXT, by=one, at=NOW) for one in people[:3])
    )
    assert names(outcomes) == ["Presentation", "SpeakerThere", "SpeakerThere"]
    winner = next(one for one in outcomes if isinstance(one, Presentation))
    with chapter_scope(chapter.pk):
        assert Presentation.objects.in_chapter(chapter).get().member_id == winner.member_id


@pytest.mark.parametrize("_round", range(3))
def test_the_rota_filled_twice_while_somebody_volunteers_has_one_speaker_a_day(room, _round):
    chapter, people = room
    filled, again, volunteered = at_once(
        chapter,
        lambda: fill_rota(chapter=chapter, at=NOW),
        lambda: fill_rota(chapter=chapter, at=NOW),
        lambda: volunteer(chapter=chapter, day=DAYS[3], by=people[7], at=NOW),
    )
    assert (filled, again) == (None, None)
    with chapter_scope(chapter.pk):
        planned = rota(chapter)
        assert len(planned) == len(set(planned.values())) == 6
        assert (planned[DAYS[3]] == people[7].name) is not isinstance(volunteered, SpeakerThere)
        assert Notice.objects.in_chapter(chapter).filter(kind="presentation_planned").count() in {5, 6}


@pytest.mark.parametrize("_round", range(5))
def test_one_answer_to_a_request_counts_and_a_pass_at_the_same_time_loses_nobody(room, _round):
    chapter, (one, other, *_rest) = room
    with chapter_scope(chapter.pk):
        wanted, own = given(chapter, one), given(chapter, other, DAYS[1])
        swap = ask_to_swap(wanted=wanted, own=own, speaker=one.pk, by=other, at=NOW)
    accepted, declined, passed = at_once(
        chapter,
        lambda: accept_swap(swap=swap, by=one, at=NOW),
        lambda: decline_swap(swap=swap, by=one, at=NOW),
        lambda: pass_on(presentation=wanted, by=one, at=NOW),
    )
    with chapter_scope(chapter.pk):
        planned = rota(chapter)
    assert isinstance(accepted, SwapOver) or isinstance(declined, SwapOver)
    if accepted is None:
        assert (planned[NEXT], planned[DAYS[1]]) == (other.name, one.name)
        assert isinstance(passed, NotYours)
    else:
        assert planned[NEXT] != one.name
        assert planned[DAYS[1]] == other.name


def test_an_ask_sent_twice_at_once_is_one(room):
    chapter, (one, *_rest) = room
    sends = [lambda: ask_for(chapter=chapter, day=NEXT, text="A builder", by=one) for _ in range(2)]
    assert at_once(chapter, *sends) == [None, None]
    with chapter_scope(chapter.pk):
        assert WeekAsk.objects.in_chapter(chapter).count() == 1
