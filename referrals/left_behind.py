"""Referrals in flight whose receiver left: each stays between the two until its giver says what becomes of it."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q

from chapters.models import Chapter
from members.models import Stay
from referrals.models import HandedOn, Slip
from referrals.querysets import SlipQuerySet
from referrals.states import ENDED

IN_FLIGHT_FOR = timedelta(days=90)
"""How long after its receiver left a referral waits for its giver's word; then it rests by itself."""


def left_behind(chapter: Chapter, today: date) -> SlipQuerySet:
    """Open referrals whose receiver left of late and is no member, and of which nobody has said anything.

    Not those whose prospect objected: there is nothing left to hand on.
    """
    stays = Stay.objects.in_chapter(chapter).filter(member=OuterRef("receiver"))
    of_late = stays.filter(left_on__gt=today - IN_FLIGHT_FOR, left_on__lte=today)
    here = stays.filter(Q(left_on__isnull=True) | Q(left_on__gt=today))
    said = HandedOn.objects.in_chapter(chapter).filter(slip=OuterRef("pk"))
    slips: SlipQuerySet = Slip.objects.in_chapter(chapter).referrals().good().filter(objected=False)
    return slips.exclude(stage__in=ENDED).filter(Exists(of_late)).exclude(Exists(here)).exclude(Exists(said))


def said_of(slip: Slip) -> Any:
    """What its giver decided, with the new referral's receiver at hand; None where nothing was. One statement."""
    rows = HandedOn.objects.in_chapter(slip.chapter_id).filter(slip=slip)
    return rows.select_related("to__receiver").first()
