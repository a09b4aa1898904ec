"""Questions about slips and thanks, as sentences."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Self
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Max, Q

from chapters.scope import ScopedQuerySet
from chapters.values import Week, first_instant
from referrals.states import ENDED, Kind, Stage
from referrals.values import SILENCE

if TYPE_CHECKING:
    from members.models import Member

NEXT_DAY = timedelta(days=1)


class SlipQuerySet(ScopedQuerySet[Any]):
    """Slips."""

    def given_by(self, member: "Member") -> Self:
        """Those this member gave."""
        return self.filter(giver=member)

    def received_by(self, member: "Member") -> Self:
        """Those this member was given."""
        return self.filter(receiver=member)

    def leads(self) -> Self:
        """Told to everybody."""
        return self.filter(kind=Kind.LEAD)

    def referrals(self) -> Self:
        """Given to one member each."""
        return self.filter(kind=Kind.REFERRAL)

    def readable_by(self, member: "Member") -> Self:
        """What this member may open: every lead, and the referrals they gave or received."""
        return self.filter(Q(kind=Kind.LEAD) | Q(giver=member) | Q(receiver=member))

    def good(self) -> Self:
        """Neither withdrawn nor marked bad, as of now."""
        return self.filter(withdrawn_at__isnull=True, bad_at__isnull=True)

    def between(self, first: datetime, end: datetime) -> Self:
        """Given in the half-open span of instants."""
        return self.filter(given_at__gte=first, given_at__lt=end)

    def given_on(self, day: date, zone: ZoneInfo) -> Self:
        """Given on a local date."""
        return self.between(first_instant(day, zone), first_instant(day + NEXT_DAY, zone))

    def in_week(self, week: Week, zone: ZoneInfo) -> Self:
        """Given in a chapter week."""
        return self.between(first_instant(week.monday, zone), first_instant(week.end, zone))

    def last_reported(self) -> Self:
        """With `reported_at`: when its receiver last told of it; empty where never."""
        return self.annotate(reported_at=Max("progress__at"))

    def waiting_for(self, member: "Member", at: datetime) -> Self:
        """Received by this member and never answered, or still open and silent for a week; with `reported_at`."""
        silent = Q(stage=Stage.PASSED) | Q(reported_at__lte=at - SILENCE)
        return self.received_by(member).good().exclude(stage__in=ENDED).last_reported().filter(silent)

    def last_receivers(self, member: "Member", most: int = 6) -> list[int]:
        """Keys of those whom this member last passed referrals to, the latest first."""
        passed = self.given_by(member).referrals().values("receiver").annotate(last=Max("given_at"))
        return list(passed.order_by("-last", "receiver").values_list("receiver", flat=True)[:most])

    def with_people(self) -> Self:
        """With giver and receiver at hand."""
        return self.select_related("giver", "receiver")

    def latest_first(self) -> Self:
        """Newest on top, with a unique tie-breaker."""
        return self.order_by("-given_at", "-pk")


class ThankYouQuerySet(ScopedQuerySet[Any]):
    """Thanks."""

    def of(self, member: "Member") -> Self:
        """Those this member gave or got."""
        return self.filter(Q(giver=member) | Q(receiver=member))

    def between(self, first: datetime, end: datetime) -> Self:
        """Said in the half-open span of instants."""
        return self.filter(at__gte=first, at__lt=end)

    def said_on(self, day: date, zone: ZoneInfo) -> Self:
        """Said on a local date."""
        return self.between(first_instant(day, zone), first_instant(day + NEXT_DAY, zone))

    def in_week(self, week: Week, zone: ZoneInfo) -> Self:
        """Said in a chapter week."""
        return self.between(first_instant(week.monday, zone), first_instant(week.end, zone))

    def with_people(self) -> Self:
        """With both people and the slip at hand."""
        return self.select_related("giver", "receiver", "slip")

    def latest_first(self) -> Self:
        """Newest on top, with a unique tie-breaker."""
        return self.order_by("-at", "-pk")


SlipManager = models.Manager.from_queryset(SlipQuerySet)
ThankYouManager = models.Manager.from_queryset(ThankYouQuerySet)
