"""The people a form offers: the recent first, then everybody else by name."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F

from members.models import Member
from referrals.models import Slip, ThankYou


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


def with_earlier(request: Any, people: list[Member], model: type[Slip] | type[ThankYou]) -> list[Member]:
    """The people offered, and whom this very sending named before: a late repeat is answered as the first was, whoever
    has left since (F02). A statement more only where somebody else than those offered is named.
    """
    named = request.POST.get("receiver", "")
    if not named or named in {str(person.pk) for person in people}:
        return people
    try:
        sent = model.objects.in_chapter(request.chapter).filter(uuid=UUID(request.POST.get("uuid", "")))
    except ValueError:
        return people
    earlier = sent.filter(giver=request.member, receiver__isnull=False).select_related("receiver").first()
    return [*people, earlier.receiver] if earlier else people
