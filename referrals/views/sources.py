"""What a referral may have come from: a lead of one's own or that one is on, or a referral one was given."""

from typing import Any
from uuid import UUID

from django.db.models import Q

from referrals.models import LeadTaking, Slip
from referrals.querysets import SlipQuerySet
from referrals.states import Kind, Stage

OFFERED = 20


def sources_of(request: Any) -> list[Slip]:
    """The latest of them, and the one the page was opened for or that was chosen on it; one statement, or two."""
    on_it = LeadTaking.objects.in_chapter(request.chapter).now().filter(member=request.member)
    mine: SlipQuerySet = Slip.objects.in_chapter(request.chapter).filter(
        Q(kind=Kind.LEAD, giver=request.member)
        | Q(kind=Kind.LEAD, pk__in=on_it.values("lead"))
        | Q(kind=Kind.REFERRAL, receiver=request.member)
    )
    still_open = Q(kind=Kind.LEAD, stage=Stage.PASSED) | Q(kind=Kind.REFERRAL)
    offered = list(mine.good().filter(still_open).with_people().latest_first()[:OFFERED])
    named = named_in(request, "came_from", "from")
    if named and named not in {slip.uuid for slip in offered}:
        # whatever became of it meanwhile: the same sending again is answered as the first was
        offered += mine.filter(uuid=named).with_people()
    return offered


def named_in(request: Any, typed: str, asked: str) -> UUID | None:
    """The id that was chosen on a page under one name, or that the page was opened for under another."""
    try:
        return UUID(request.POST.get(typed) or request.GET.get(asked, ""))
    except ValueError:
        return None


def opened_for(request: Any, offered: list[Slip]) -> Slip | None:
    """The slip the page was opened for, among those offered."""
    named = named_in(request, "", "from")
    return next((slip for slip in offered if slip.uuid == named), None)
