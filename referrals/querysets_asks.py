"""Questions about asks, their answers, and the books of trusted people, as sentences."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from chapters.scope import ScopedQuerySet
from members.models import Stay
from referrals.states import AskState

if TYPE_CHECKING:
    from chapters.models import Chapter
    from members.models import Member
    from referrals.models import Ask


class AskQuerySet(ScopedQuerySet[Any]):
    """Asks."""

    def open_on(self, chapter: "Chapter", day: date) -> Self:
        """Those an answer helps on this day: not ended, their day not over, their author still a member."""
        here = Stay.objects.in_chapter(chapter).current_on(day).filter(member=OuterRef("asker"))
        return self.filter(Exists(here), state=AskState.OPEN, need_by__gte=day)

    def over_on(self, chapter: "Chapter", day: date) -> Self:
        """Those still open whose day has passed, or whose author left."""
        here = Stay.objects.in_chapter(chapter).current_on(day).filter(member=OuterRef("asker"))
        return self.filter(~Exists(here) | Q(need_by__lt=day), state=AskState.OPEN)

    def with_people(self) -> Self:
        """Each with its author at hand."""
        return self.select_related("asker")

    def soonest_first(self) -> Self:
        """The most pressing on top, with a unique tie-breaker."""
        return self.order_by("need_by", "pk")

    def latest_first(self) -> Self:
        """The last to end on top, with a unique tie-breaker."""
        return self.order_by("-ended_at", "-need_by", "-pk")


class AnswerQuerySet(ScopedQuerySet[Any]):
    """Members' answers."""

    def read_by(self, member: "Member") -> Self:
        """Those to this member's asks, and their own: nobody else reads an answer."""
        return self.filter(Q(ask__asker=member) | Q(answerer=member))

    def with_people(self) -> Self:
        """Each with its author and the referral it became."""
        return self.select_related("answerer", "slip", "ask__asker")

    def oldest_first(self) -> Self:
        """In the order they came, with a unique tie-breaker."""
        return self.order_by("at", "pk")


class NetworkAskQuerySet(ScopedQuerySet[Any]):
    """What chapters of one network read of each other's asks."""

    def open_at(self, at: datetime) -> Self:
        """Those whose day, in the asking chapter, is not over."""
        return self.filter(closes_at__gt=at)

    def of_others(self, chapter: "Chapter") -> Self:
        """Those of the network's other chapters."""
        return self.filter(chapter__network=chapter.network_id).exclude(chapter=chapter)

    def of(self, ask: "Ask") -> Self:
        """What is out of one ask."""
        return self.filter(ask=ask)

    def latest_first(self) -> Self:
        """Newest on top, with a unique tie-breaker."""
        return self.order_by("-put_at", "-pk")


class TrustedPersonQuerySet(ScopedQuerySet[Any]):
    """People in members' own books."""

    def kept_by(self, owner: "Member") -> Self:
        """Those of one book: its owner's alone to read."""
        return self.filter(owner=owner)

    def by_trade(self) -> Self:
        """As one looks them up, with a unique tie-breaker."""
        return self.order_by("trade", "name", "pk")


AskManager = models.Manager.from_queryset(AskQuerySet)
AnswerManager = models.Manager.from_queryset(AnswerQuerySet)
NetworkAskManager = models.Manager.from_queryset(NetworkAskQuerySet)
TrustedPersonManager = models.Manager.from_queryset(TrustedPersonQuerySet)
