"""Questions about slips and thanks, as sentences."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q

from chapters.scope import ScopedQuerySet

if TYPE_CHECKING:
    from members.models import Member


class SlipQuerySet(ScopedQuerySet[Any]):
    """Slips."""

    def given_by(self, member: "Member") -> Self:
        """Those this member gave."""
        return self.filter(giver=member)

    def received_by(self, member: "Member") -> Self:
        """Those this member was given."""
        return self.filter(receiver=member)

    def good(self) -> Self:
        """Neither withdrawn nor marked bad, as of now."""
        return self.filter(withdrawn_at__isnull=True, bad_at__isnull=True)

    def between(self, first: datetime, end: datetime) -> Self:
        """Given in the half-open span of instants."""
        return self.filter(given_at__gte=first, given_at__lt=end)

    def latest_first(self) -> Self:
        """Newest on top, with a unique tie-breaker."""
        return self.order_by("-given_at", "-pk")


class ThankYouQuerySet(ScopedQuerySet[Any]):
    """Thanks."""

    def of(self, member: "Member") -> Self:
        """Those this member gave or got."""
        return self.filter(Q(giver=member) | Q(receiver=member))

    def latest_first(self) -> Self:
        """Newest on top, with a unique tie-breaker."""
        return self.order_by("-at", "-pk")


SlipManager = models.Manager.from_queryset(SlipQuerySet)
ThankYouManager = models.Manager.from_queryset(ThankYouQuerySet)
