"""Questions about what went between two members, and what they look back on together."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q

from chapters.scope import ScopedQuerySet

if TYPE_CHECKING:
    from members.models import Member

A_QUARTER = timedelta(weeks=13)
"""After so long two who looked back together may do so again."""
FIRST_TIME = timedelta(days=365)
"""Two who never looked back together begin with the last year."""


def given_between(one: "Member", other: "Member") -> Q:
    """Referrals that one of these two gave the other."""
    return Q(giver=one, receiver=other) | Q(giver=other, receiver=one)


class LookBackQuerySet(ScopedQuerySet[Any]):
    """Reviews of two members."""

    def of(self, member: "Member") -> Self:
        """Those this member is one of the two in; nobody else reads them, whatever their office (F35)."""
        return self.filter(Q(a=member) | Q(b=member))

    def of_two(self, one: "Member", other: "Member") -> Self:
        """Those of these two."""
        return self.of(one).of(other)

    def open(self) -> Self:
        """Begun and not finished."""
        return self.filter(closed_at__isnull=True)

    def closed(self) -> Self:
        """Finished."""
        return self.filter(closed_at__isnull=False)

    def with_people(self) -> Self:
        """With both and their chapter at hand."""
        return self.select_related("a", "b", "chapter")

    def latest_first(self) -> Self:
        """Newest on top, with a unique tie-breaker."""
        return self.order_by("-opened_at", "-pk")


class JointMeetingQuerySet(ScopedQuerySet[Any]):
    """Meetings of two power partners with a prospect."""

    def of(self, member: "Member") -> Self:
        """Those this member plans or is brought to; nobody else reads them, the referral's giver neither."""
        return self.filter(Q(planned_by=member) | Q(partner=member))

    def of_two(self, one: "Member", other: "Member") -> Self:
        """Those of these two, whoever brings whom."""
        return self.of(one).of(other)

    def with_people(self) -> Self:
        """With both people and the slip at hand."""
        return self.select_related("planned_by", "partner", "slip")

    def latest_first(self) -> Self:
        """Newest on top, with a unique tie-breaker."""
        return self.order_by("-starts_at", "-pk")


JointMeetingManager = models.Manager.from_queryset(JointMeetingQuerySet)
LookBackManager = models.Manager.from_queryset(LookBackQuerySet)
