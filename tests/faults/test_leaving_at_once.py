"""A seat opens and a receiver leaves, and several do something about it at the same moment."""

import uuid
from datetime import UTC, date, datetime
from functools import partial

import pytest

from chapters.models import Category, Chapter
from chapters.scope import chapter_scope
from members.actions import waiting
from members.models import Heard, Hearing, Member
from referrals.actions.leaving import hand_on, let_rest
from referrals.models import HandedOn, Slip, SlipMoved
from referrals.states import Warmth
from referrals.values import Sending
from tests import factories
from tests.faults.racing import race

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])
AT = datetime(2026, 3, 3, 9, tzinfo=UTC)


@pytest.fixture
def riverside(transactional_db) -> Chapter:
    """A chapter that other connections see."""
    return factories.ChapterFactory(slug="riverside", name="Riverside")


def morning(chapter: Chapter) -> str:
    with chapter_scope(chapter.pk):
        waiting.follow_list(chapter=chapter, at=AT)
    return "done"


def start(chapter: Chapter, category: Category, by: Member) -> str:
    with chapter_scope(chapter.pk):
        waiting.start_hearing(category=category, days=7, by=by, at=AT)
    return "done"


def test_two_workers_and_officers_who_begin_at_once_tell_one_person(riverside):
    with chapter_scope(riverside.pk):
        officer = factories.MemberFactory(chapter=riverside)
        category = factories.CategoryFactory(chapter=riverside, name="Florist")
        factories.SeatFactory(chapter=riverside, category=category, status="open")
        for name in ("ada", "bela", "cleo"):
            person = waiting.ask_for_place(
                chapter=riverside, name=name, email=f"{name}@wait.example", trade="Florist", at=AT
            )
            waiting.confirm_place(person=person, at=AT)
    racers = [partial(morning, riverside)] * 4 + [partial(start, riverside, category, officer)] * 4
    assert race(racers) == {"done": 8}
    with chapter_scope(riverside.pk):
        assert Hearing.objects.in_chapter(riverside).count() == 1
        assert Heard.objects.in_chapter(riverside).get().person.name == "ada"
        assert riverside.notices.filter(kind="seat_open").count() == 1


def decide(chapter: Chapter, slip: Slip, giver: Member, to: Member | None) -> str:
    try:
        with chapter_scope(chapter.pk):
            if to is None:
                let_rest(chapter=chapter, slip=slip, at=AT)
            else:
                sending = Sending(uuid.uuid4())
                act = {"chapter": chapter, "slip": slip, "receiver": to, "warmth": Warmth.VOUCHED}
                hand_on(**act, sending=sending, by=giver, at=AT)
    except SlipMoved:
        return "refused"
    return "decided"


def test_a_giver_on_two_devices_decides_once(riverside):
    with chapter_scope(riverside.pk):
        giver, *others = (factories.MemberFactory(chapter=riverside) for _number in range(4))
        left = factories.MemberFactory(chapter=riverside, stay__left_on=date(2026, 3, 1))
        slip = factories.SlipFactory(chapter=riverside, giver=giver, receiver=left, given_at=AT)
    outcomes = race([partial(decide, riverside, slip, giver, to) for to in (*others, None)])
    assert outcomes == {"decided": 1, "refused": 3}
    with chapter_scope(riverside.pk):
        decided = HandedOn.objects.in_chapter(riverside).get()
        assert Slip.objects.in_chapter(riverside).count() == (1 if decided.to is None else 2)
        assert riverside.notices.filter(kind="referral_passed").count() == (0 if decided.to is None else 1)
