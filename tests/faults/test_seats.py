"""Lock-out under load: one current member a seat, however many are approved at once (F09)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import partial
from itertools import count

import pytest
from django.db import connections

from chapters.models import Chapter, Seat
from chapters.scope import chapter_scope
from members.actions.stays import end_stay, join
from members.models import Member, Stay
from members.refusals import SeatTaken
from tests import factories
from tests.faults.racing import race
from tests.faults.scale import times

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])

AT = datetime(2026, 3, 3, 9, tzinfo=UTC)
FIRST_DAY = date(2026, 3, 3)
RACERS = 50
ROUNDS = times(full=200, everyday=4)
LOCK_OUT = "members_stay_lock_out"
numbers = count()


@pytest.fixture
def riverside(transactional_db) -> Chapter:
    """A chapter that other connections see."""
    return factories.ChapterFactory(slug="riverside", name="Riverside")


def seats_of_one_category(chapter: Chapter, places: int) -> list[Seat]:
    with chapter_scope(chapter.pk):
        category = factories.CategoryFactory(chapter=chapter)
        return [
            factories.SeatFactory(chapter=chapter, category=category, place=place + 1, status="open")
            for place in range(places)
        ]


def be_approved(chapter: Chapter, seats: list[Seat], email: str) -> str:
    """Take the first of these seats that is free."""
    for seat in seats:
        try:
            with chapter_scope(chapter.pk):
                join(chapter=chapter, email=email, name=email, seat=seat, joined_on=FIRST_DAY, at=AT)
        except SeatTaken:
            continue
        return "in"
    return "refused"


def racers(chapter: Chapter, seats: list[Seat], many: int) -> list[partial[str]]:
    return [partial(be_approved, chapter, seats, f"racer-{next(numbers)}@people.example") for _ in range(many)]


def holders(chapter: Chapter, seats: list[Seat]) -> int:
    with chapter_scope(chapter.pk):
        return Stay.objects.in_chapter(chapter).filter(seat__in=seats).current_on(FIRST_DAY).count()


@contextmanager
def without_lock_out() -> Iterator[None]:
    """The protection off, and up again over the rows that are left."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = %s", [LOCK_OUT])
        (definition,) = cursor.fetchone()
        cursor.execute(f"ALTER TABLE members_stay DROP CONSTRAINT {LOCK_OUT}")
        try:
            yield
        finally:
            cursor.execute("DELETE FROM members_stay")
            cursor.execute(f"ALTER TABLE members_stay ADD CONSTRAINT {LOCK_OUT} {definition}")


def test_fifty_approvals_for_one_seat_at_once_have_one_winner_each_time(riverside):
    for _round in range(ROUNDS):
        seats = seats_of_one_category(riverside, places=1)
        assert race(racers(riverside, seats, RACERS)) == {"in": 1, "refused": RACERS - 1}
        assert holders(riverside, seats) == 1


def test_a_category_with_three_places_and_twenty_racers_takes_exactly_three(riverside):
    for _round in range(ROUNDS):
        seats = seats_of_one_category(riverside, places=3)
        assert race(racers(riverside, seats, 20)) == {"in": 3, "refused": 17}
        assert holders(riverside, seats) == 3


def test_whoever_is_refused_leaves_nothing_behind(riverside):
    seats = seats_of_one_category(riverside, places=1)
    race(racers(riverside, seats, 10))
    with chapter_scope(riverside.pk):
        assert Member.objects.in_chapter(riverside).count() == 1


def test_one_person_approved_for_two_seats_at_once_gets_one(riverside):
    for _round in range(ROUNDS):
        email = f"racer-{next(numbers)}@people.example"
        seats = [seats_of_one_category(riverside, places=1) for _ in range(6)]
        outcomes = race([partial(be_approved, riverside, seat, email) for seat in seats])
        assert outcomes == {"in": 1, "refused": 5}


def test_without_the_constraint_a_seat_would_be_given_twice(riverside):
    seats = seats_of_one_category(riverside, places=1)
    with without_lock_out():
        assert race(racers(riverside, seats, 4)) == {"in": 4}
        assert holders(riverside, seats) == 4


def test_a_seat_is_free_again_from_the_first_day_out(riverside):
    seats = seats_of_one_category(riverside, places=1)
    assert be_approved(riverside, seats, "first@people.example") == "in"
    with chapter_scope(riverside.pk):
        stay = Stay.objects.in_chapter(riverside).get()
        end_stay(stay=stay, left_on=date(2026, 3, 10), at=AT)
        with pytest.raises(SeatTaken, match="Somebody holds this seat"):
            join(
                chapter=riverside,
                email="early@people.example",
                name="Early",
                seat=seats[0],
                joined_on=date(2026, 3, 9),
                at=AT,
            )
        join(
            chapter=riverside,
            email="next@people.example",
            name="Next",
            seat=seats[0],
            joined_on=date(2026, 3, 10),
            at=AT,
        )
    assert holders(riverside, seats) == 1
