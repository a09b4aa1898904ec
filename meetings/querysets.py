"""Questions about meetings, marks, visits and one-to-ones, as sentences."""

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q

from chapters.scope import ScopedQuerySet
from meetings.states import AppointmentState, MeetingStatus, Outcome

if TYPE_CHECKING:
    from members.models import Member


CAME = (Outcome.CAME, Outcome.APPLIED, Outcome.JOINED)


class MeetingQuerySet(ScopedQuerySet[Any]):
    """Meetings that somebody opened, cancelled, moved or marked."""

    def between(self, first: date, last: date) -> Self:
        """On these days, both inside."""
        return self.filter(date__range=(first, last))

    def held(self) -> Self:
        """Those that were closed."""
        return self.filter(status=MeetingStatus.HELD)

    def latest_first(self) -> Self:
        """Newest on top; a chapter has one a day."""
        return self.order_by("-date")


class MarkQuerySet(ScopedQuerySet[Any]):
    """Marks."""

    def on(self, day: date) -> Self:
        """Those of one day's meeting."""
        return self.filter(meeting__date=day)


class VisitQuerySet(ScopedQuerySet[Any]):
    """Visits."""

    def on(self, day: date) -> Self:
        """Those of one day, by the visitor's name, with a unique tie-breaker."""
        return self.filter(date=day).order_by("name", "email")

    def of_person(self, *, name: str, email: str) -> Self:
        """Those of one person: by e-mail, else by name; two addresses are two people."""
        if not email:
            return self.filter(name__iexact=name)
        return self.filter(Q(email=email) | Q(name__iexact=name, email=""))

    def counting(self, today: date) -> Self:
        """Those that count against the chapter's limit: they came, or are expected."""
        came = Q(outcome__in=CAME)
        return self.filter(came | Q(outcome="", date__gte=today, cannot_come_at=None))

    def to_follow_up(self) -> Self:
        """Those who came and have not been followed up."""
        return self.filter(outcome__in=CAME, followed_up_at=None)

    def expected(self) -> Self:
        """Those who are to come, as far as anybody knows."""
        return self.filter(outcome="", cannot_come_at=None)


class OneToOneQuerySet(ScopedQuerySet[Any]):
    """One-to-ones."""

    def of(self, member: "Member") -> Self:
        """Those this member took part in."""
        return self.filter(Q(a=member) | Q(b=member))

    def of_two(self, one: "Member", other: "Member") -> Self:
        """Those of these two, in either order."""
        first, second = sorted((one.pk, other.pk))
        return self.filter(a_id=first, b_id=second)

    def undisputed(self) -> Self:
        """Those that neither of the two says did not happen."""
        return self.filter(disputed=False)

    def latest_first(self) -> Self:
        """Newest on top, with a unique tie-breaker."""
        return self.order_by("-date", "-pk")


class AppointmentQuerySet(ScopedQuerySet[Any]):
    """One-to-ones to come."""

    def of(self, member: "Member") -> Self:
        """Those of this member; nobody else sees them."""
        return self.filter(Q(proposer=member) | Q(other=member))

    def of_two(self, one: "Member", other: "Member") -> Self:
        """Those of these two."""
        two = (one.pk, other.pk)
        return self.filter(proposer__in=two, other__in=two)

    def open(self) -> Self:
        """Neither met nor given up."""
        return self.filter(state__in=(AppointmentState.PROPOSED, AppointmentState.AGREED))

    def agreed(self) -> Self:
        """With a time that stands."""
        return self.filter(state=AppointmentState.AGREED)

    def with_people(self) -> Self:
        """With the two, and whose turn it is, at hand."""
        return self.select_related("chapter", "proposer", "other")

    def soonest_first(self) -> Self:
        """By the time agreed on, then the longest waiting, with a unique tie-breaker."""
        return self.order_by("starts_at", "proposed_at", "pk")


class PairNoteQuerySet(ScopedQuerySet[Any]):
    """Notes about two members' conversations."""

    def read_by(self, member: "Member") -> Self:
        """What this member may read: their own, and what the other of the two shared with them. Nobody else's, ever."""
        return self.filter(Q(writer=member) | Q(other=member, shared=True))

    def about_two(self, one: "Member", other: "Member") -> Self:
        """Those of these two."""
        return self.filter(Q(writer=one, other=other) | Q(writer=other, other=one))

    def latest_first(self) -> Self:
        """Newest on top, with a unique tie-breaker."""
        return self.order_by("-written_at", "-pk")


MeetingManager = models.Manager.from_queryset(MeetingQuerySet)
MarkManager = models.Manager.from_queryset(MarkQuerySet)
VisitManager = models.Manager.from_queryset(VisitQuerySet)
OneToOneManager = models.Manager.from_queryset(OneToOneQuerySet)
AppointmentManager = models.Manager.from_queryset(AppointmentQuerySet)
PairNoteManager = models.Manager.from_queryset(PairNoteQuerySet)
