"""Questions about leads' threads, as sentences."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q

from chapters.scope import ScopedQuerySet
from referrals.states import QuestionKind

if TYPE_CHECKING:
    from members.models import Member
    from referrals.models import Slip


class LeadQuestionQuerySet(ScopedQuerySet[Any]):
    """Questions about leads."""

    def about(self, lead: "Slip") -> Self:
        """Those of one lead, in the order they were asked."""
        return self.filter(lead=lead).order_by("asked_at", "pk")

    def readable_by(self, member: "Member", lead: "Slip") -> Self:
        """What more there is, for the chapter; whether a name may be used, for the giver and whoever asked."""
        if lead.giver_id == member.pk:
            return self
        return self.filter(Q(kind=QuestionKind.MORE) | Q(asker=member))


class LeadTakingQuerySet(ScopedQuerySet[Any]):
    """Who was on which lead."""

    def now(self) -> Self:
        """Those not released."""
        return self.filter(released_at=None)


LeadQuestionManager = models.Manager.from_queryset(LeadQuestionQuerySet)
LeadTakingManager = models.Manager.from_queryset(LeadTakingQuerySet)
