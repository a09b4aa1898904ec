"""Questions about mail that came in, as sentences."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models

from chapters.scope import ScopedQuerySet
from inbound.states import DraftState, State

if TYPE_CHECKING:
    from members.models import Member


class InboundMessageQuerySet(ScopedQuerySet[Any]):
    """Mails."""

    def of(self, member: "Member") -> Self:
        """Those that say they are from this member."""
        return self.filter(member=member)

    def to_be_read(self, at: datetime) -> Self:
        """Stored, and nobody is at them, the longest waiting first."""
        return self.filter(state=State.STORED, try_at__lte=at).order_by("try_at", "pk")

    def quarantined(self) -> Self:
        """Waiting for their sender's word."""
        return self.filter(state=State.QUARANTINED)

    def latest_first(self) -> Self:
        """Newest on top, with a unique tie-breaker."""
        return self.order_by("-received_at", "-pk")


class DraftQuerySet(ScopedQuerySet[Any]):
    """Drafts of leads."""

    def of(self, member: "Member") -> Self:
        """Those out of this member's mails."""
        return self.filter(message__member=member)

    def waiting(self) -> Self:
        """Neither shared nor thrown away."""
        return self.filter(state=DraftState.WAITING)

    def in_order(self) -> Self:
        """As they stood in their mails, the newest mail first."""
        return self.order_by("-message__received_at", "message", "number")


InboundMessageManager = models.Manager.from_queryset(InboundMessageQuerySet)
DraftManager = models.Manager.from_queryset(DraftQuerySet)
