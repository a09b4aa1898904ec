"""Questions about people and their place, as sentences."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import F, Q

from chapters.scope import ScopedQuerySet
from members.states import PartnershipState

if TYPE_CHECKING:
    from members.models import Member


KEPT_WAITING = timedelta(days=365)
"""How long somebody stays on the waiting list."""
CONFIRM_WITHIN = timedelta(days=7)
"""How long an address that nobody confirmed is kept."""


def spans(day: date, first: str, end: str) -> Q:
    """Rows whose half-open span `[first, end)` holds a day; an empty end is open."""
    return Q(**{f"{first}__lte": day}) & (Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gt": day}))


class StayQuerySet(ScopedQuerySet[Any]):
    """Stays."""

    def current_on(self, day: date) -> Self:
        """Stays that hold this day."""
        return self.filter(spans(day, "joined_on", "left_on"))

    def with_people(self) -> Self:
        """Each with its member, sponsor and seat."""
        return self.select_related("member", "sponsor", "seat__category")

    def newest_first(self) -> Self:
        """Those still open by name, then the past ones, the latest first."""
        return self.order_by(F("left_on").desc(nulls_first=True), "member__name", "pk")


class MemberQuerySet(ScopedQuerySet[Any]):
    """People of a chapter, past and present."""

    def current_on(self, day: date) -> Self:
        """Members with a stay that holds this day."""
        return self.filter(spans(day, "stays__joined_on", "stays__left_on"))

    def by_name(self) -> Self:
        """In the order people look for each other, with a unique tie-breaker."""
        return self.order_by("name", "email")


class OfficeQuerySet(ScopedQuerySet[Any]):
    """Terms of office."""

    def held_on(self, day: date) -> Self:
        """Terms that hold this day."""
        return self.filter(spans(day, "from_day", "to_day"))

    def lasting_beyond(self, day: date) -> Self:
        """Terms that hold this day, or any after it."""
        return self.filter(Q(to_day__isnull=True) | Q(to_day__gt=day))

    def with_members(self) -> Self:
        """Each with its member."""
        return self.select_related("member")

    def newest_first(self) -> Self:
        """Those still open, then the past ones, the latest first."""
        return self.order_by(F("to_day").desc(nulls_first=True), "office", "member__name", "pk")


class PartnershipQuerySet(ScopedQuerySet[Any]):
    """Partnerships, and proposals of them."""

    def of(self, member: "Member") -> Self:
        """Those this member is one of the two in."""
        return self.filter(Q(proposer=member) | Q(partner=member))

    def between(self, one: "Member", other: "Member") -> Self:
        """Those of these two, whoever proposed."""
        return self.of(one).of(other)

    def standing(self) -> Self:
        """Accepted and not ended."""
        return self.filter(state=PartnershipState.ACCEPTED)

    def live(self) -> Self:
        """Proposed and unanswered, or accepted and not ended."""
        return self.filter(state__in=(PartnershipState.PROPOSED, PartnershipState.ACCEPTED))

    def waiting_for(self, member: "Member") -> Self:
        """Proposals this member has yet to answer."""
        return self.filter(partner=member, state=PartnershipState.PROPOSED)

    def with_people(self) -> Self:
        """With both at hand."""
        return self.select_related("proposer", "partner")

    def latest_first(self) -> Self:
        """Newest on top, with a unique tie-breaker."""
        return self.order_by("-proposed_at", "-pk")


class InvitationQuerySet(ScopedQuerySet[Any]):
    """Invitations."""

    def pending(self) -> Self:
        """Neither accepted nor withdrawn; perhaps too old."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)

    def open_at(self, at: datetime) -> Self:
        """Those that can be accepted at this moment."""
        return self.pending().filter(expires_at__gt=at)


class ContractVersionQuerySet(ScopedQuerySet[Any]):
    """Versions of a chapter's contract."""

    def latest_first(self) -> Self:
        """Newest on top."""
        return self.order_by("-number")


class AcceptanceQuerySet(ScopedQuerySet[Any]):
    """Who accepted which version."""

    def of(self, member: "Member") -> Self:
        """Those of this member, in any of their stays."""
        return self.filter(stay__member=member)


class WaitingQuerySet(ScopedQuerySet[Any]):
    """People on the waiting list, or about to be."""

    def on_the_list(self) -> Self:
        """Those who proved that the address is theirs."""
        return self.filter(confirmed_at__isnull=False)

    def in_order(self) -> Self:
        """Who was first is first."""
        return self.order_by("confirmed_at", "pk")

    def kept_long_enough(self, at: datetime) -> Self:
        """Those kept for a year; those never confirmed for a week."""
        never = Q(confirmed_at__isnull=True, asked_at__lte=at - CONFIRM_WITHIN)
        return self.filter(never | Q(confirmed_at__lte=at - KEPT_WAITING))


class HearingQuerySet(ScopedQuerySet[Any]):
    """Categories told along the list."""

    def going_on(self) -> Self:
        """Those with a seat still open, as far as is known."""
        return self.filter(over_at__isnull=True)


class HeardQuerySet(ScopedQuerySet[Any]):
    """Who was told."""

    def latest_first(self) -> Self:
        """Newest on top, with a unique tie-breaker."""
        return self.order_by("-told_at", "-pk")


StayManager = models.Manager.from_queryset(StayQuerySet)
MemberManager = models.Manager.from_queryset(MemberQuerySet)
OfficeManager = models.Manager.from_queryset(OfficeQuerySet)
PartnershipManager = models.Manager.from_queryset(PartnershipQuerySet)
InvitationManager = models.Manager.from_queryset(InvitationQuerySet)
ContractVersionManager = models.Manager.from_queryset(ContractVersionQuerySet)
AcceptanceManager = models.Manager.from_queryset(AcceptanceQuerySet)
WaitingManager = models.Manager.from_queryset(WaitingQuerySet)
HearingManager = models.Manager.from_queryset(HearingQuerySet)
HeardManager = models.Manager.from_queryset(HeardQuerySet)
