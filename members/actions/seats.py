"""Seats and what an empty one is."""

from datetime import datetime

from django.db import transaction

from chapters.categories import category_key
from chapters.models import Category, Chapter, Seat
from chapters.states import SeatStatus
from members.models import Stay
from members.refusals import SeatHeld


@transaction.atomic
def add_seat(*, chapter: Chapter, category: str, place: int) -> Seat:
    """A new open seat; its category is made if the chapter has none of that name, however spelled.

    Raises IntegrityError where the seat is there already (`sentence_of` says so).
    """
    found, _ = Category.objects.in_chapter(chapter).get_or_create(
        chapter=chapter, key=category_key(category), defaults={"name": category}
    )
    with transaction.atomic():
        return Seat.objects.create(chapter=chapter, category=found, place=place)


@transaction.atomic
def set_status(*, seat: Seat, status: SeatStatus, at: datetime) -> None:
    """Open, reserve or close a seat. Raises SeatHeld while somebody holds it, or is just being given it."""
    list(Seat.objects.in_chapter(seat.chapter).select_for_update(no_key=True).filter(pk=seat.pk).values("pk"))
    today = seat.chapter.today(at)
    holders = Stay.objects.in_chapter(seat.chapter).current_on(today).filter(seat=seat)
    if holders.exists():
        raise SeatHeld
    Seat.objects.in_chapter(seat.chapter).filter(pk=seat.pk).update(status=status)
