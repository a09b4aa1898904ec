"""The people a form offers: the recent first, then everybody else by name."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import F

from members.models import Member


def others(request: Any, at: datetime, *, recent: Sequence[int] = ()) -> list[Member]:
    """Current members but oneself, each with the category of their `seat`; one statement."""
    place = {key: number for number, key in enumerate(recent)}
    people = (
        Member.objects.in_chapter(request.chapter)
        .current_on(request.chapter.today(at))
        .exclude(pk=request.member.pk)
        .annotate(seat=F("stays__seat__category__name"))
        .by_name()
    )
    return sorted(people, key=lambda person: place.get(person.pk, len(place)))
