"""Which seats a chapter has, and who sits on them."""

from datetime import date
from typing import Any

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet

from chapters.models import Chapter, Seat
from chapters.states import SeatStatus
from members.models import Stay
from members.querysets import spans


def seats_with_holders(chapter: Chapter, *, day: date) -> "QuerySet[Any]":
    """Every seat, by category, with `holder` and `holder_name` of the stay that holds the day (None: nobody)."""
    current = FilteredRelation("stays", condition=spans(day, "stays__joined_on", "stays__left_on"))
    found: QuerySet[Any] = (
        Seat.objects.in_chapter(chapter)
        .select_related("category")
        .annotate(now=current)
        .annotate(holder=F("now__member"), holder_name=F("now__member__name"))
        .order_by("category__key", "place")
    )
    return found


def free_seats(chapter: Chapter, *, day: date) -> "QuerySet[Any]":
    """Seats that nobody holds on the day and that are not closed."""
    return seats_with_holders(chapter, day=day).filter(~Q(status="closed"), now__isnull=True)


def open_seats(chapter: Chapter, *, day: date) -> "QuerySet[Any]":
    """Seats that nobody holds, is promised or has agreed to take."""
    taken = Stay.objects.in_chapter(chapter).filter(Q(left_on__isnull=True) | Q(left_on__gt=day), seat=OuterRef("pk"))
    seats = Seat.objects.in_chapter(chapter).exclude(status__in=(SeatStatus.RESERVED, SeatStatus.CLOSED))
    found: QuerySet[Any] = seats.exclude(Exists(taken))
    return found


def open_categories(chapter: Chapter, *, day: date) -> list[str]:
    """Names of the categories with a seat that nobody holds, is promised or has agreed to take; one statement."""
    names = open_seats(chapter, day=day).values_list("category__name", flat=True)
    return list(names.order_by("category__key", "category__name").distinct())
