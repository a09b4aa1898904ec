"""Questions about slips and thanks, as sentences."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Count, F, FilteredRelation, Max, Q
from django.db.models.functions import Greatest

from chapters.scope import ScopedQuerySet
from referrals.details import KEPT_FOR, KEPT_UNUSED_FOR
from referrals.states import ENDED, JointState, Kind, Stage
from referrals.values import SILENCE, Found

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

    def last_reported(self) -> Self:
        """With `reported_at`: when its receiver last told of it; empty where never."""
        return self.annotate(reported_at=Max("progress__at"))

    def open_for(self, member: "Member") -> Self:
        """Received by this member, and something may still come of it (`Slip.is_open`)."""
        return self.received_by(member).good().filter(objected=False).exclude(stage__in=ENDED)

    def waiting_for(self, member: "Member", at: datetime) -> Self:
        """Received by this member and never answered, or still open and silent for a week; with `reported_at`.

        Without what was put off to a later day, or whose prospect objected.
        """
        silent = Q(stage=Stage.PASSED) | Q(reported_at__lte=at - SILENCE)
        put_off = FilteredRelation("asked_how", condition=Q(asked_how__until__gt=at))
        return self.open_for(member).annotate(put_off=put_off).filter(put_off=None).last_reported().filter(silent)

    def last_receivers(self, member: "Member", most: int = 6) -> list[int]:
        """Keys of those whom this member last passed referrals to, the latest first."""
        passed = self.given_by(member).referrals().values("receiver").annotate(last=Max("given_at"))
        return list(passed.order_by("-last", "receiver").values_list("receiver", flat=True)[:most])

    def open_leads(self) -> Self:
        """Leads that stand, have not ended and are no referral yet; with `taken_by`, the name of who is on it."""
        return self.leads().good().filter(stage=Stage.PASSED).with_takers()

    def with_takers(self) -> Self:
        """With `taken_by`: the name of who is on a lead, None where nobody is."""
        now = FilteredRelation("takings", condition=Q(takings__released_at=None))
        return self.annotate(taking=now, taken_by=F("taking__member__name"))

    def offered_since(self, instant: datetime) -> Self:
        """Leads shared, or offered anew, from an instant on."""
        return self.filter(Q(given_at__gte=instant) | Q(offered_at__gte=instant))

    def resting_since(self, instant: datetime) -> Self:
        """Leads neither shared nor offered anew from an instant on."""
        return self.filter(given_at__lt=instant).filter(Q(offered_at=None) | Q(offered_at__lt=instant))

    def found_bad(self, first: datetime) -> Found:
        """Of referrals given from an instant on: how many, and how many of them were no use. One statement."""
        counted = self.referrals().filter(given_at__gte=first, withdrawn_at__isnull=True)
        return Found(**counted.order_by().aggregate(all=Count("pk"), bad=Count("pk", filter=Q(bad_at__isnull=False))))

    def with_details(self) -> Self:
        """Those that hold something of a prospect: a name, a number, an address."""
        return self.exclude(prospect="", prospect_phone="", prospect_email="")

    def kept_long_enough(self, at: datetime) -> Self:
        """Those of whose prospect no details are kept any longer: a year after the last that happened, or is to, and
        90 days where nobody took it up. Whoever put it off, is on it or plans to meet them has taken it up.
        """
        met = ~Q(joint_meetings__state=JointState.CALLED_OFF)
        said, thanked, met_at = Max("progress__at"), Max("thanks__at"), Max("joint_meetings__starts_at", filter=met)
        put_off_to, on_it_at = Max("asked_how__until"), Max("takings__at")
        happened = Greatest("given_at", "withdrawn_at", "bad_at", said, thanked, met_at, put_off_to, on_it_at)
        told = Q(progress__isnull=False) | Q(thanks__isnull=False)
        meant_to = Q(asked_how__until__isnull=False) | Q(takings__isnull=False)
        taken_up = ~Q(stage=Stage.PASSED) | told | meant_to | met & Q(joint_meetings__isnull=False)
        long_ago = Q(last__lte=at - KEPT_FOR) | Q(last__lte=at - KEPT_UNUSED_FOR, taken_up=0)
        return self.annotate(last=happened, taken_up=Count("pk", filter=taken_up)).filter(long_ago)

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

    def with_people(self) -> Self:
        """With both people and the slip at hand."""
        return self.select_related("giver", "receiver", "slip")

    def latest_first(self) -> Self:
        """Newest on top, with a unique tie-breaker."""
        return self.order_by("-at", "-pk")


SlipManager = models.Manager.from_queryset(SlipQuerySet)
ThankYouManager = models.Manager.from_queryset(ThankYouQuerySet)
