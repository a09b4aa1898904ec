"""The weekly meeting, who was there, and who met one-to-one."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chapters.owned import ChapterOwned, key_of, referable, trailed, within_chapter
from meetings.querysets import MarkManager, MeetingManager, OneToOneManager, VisitManager
from meetings.states import Attendance, MeetingStatus, Outcome
from referrals.models import HandedIn


@trailed("date", "status", "note", "starts_at", "place", "closed_at", "closed_by")
class Meeting(ChapterOwned):
    """One weekly gathering. A row exists once somebody opened, cancelled, moved or marked it.

    `starts_at` (the chapter's wall clock) and `place` are its own only where it was moved.
    """

    date = models.DateField()
    status = models.CharField(max_length=9, choices=MeetingStatus, default=MeetingStatus.SCHEDULED)
    note = models.TextField(blank=True)
    starts_at = models.TimeField(null=True)
    place = models.CharField(max_length=500, blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = within_chapter("members.Member", null=True, related_name="+")

    objects: ClassVar[Any] = MeetingManager()

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            referable(),
            key_of("closed_by", "members.Member"),
            models.UniqueConstraint(
                fields=("chapter", "date"),
                name="meetings_meeting_once",
                violation_error_message=_("The chapter has a meeting on that day already."),
            ),
        ]


@trailed("meeting", "member", "mark", "substitute", "marked_by", "correction")
class Mark(ChapterOwned):
    """One member's attendance at one meeting; `correction` says why an officer changed it after the close."""

    meeting = within_chapter("meetings.Meeting", related_name="marks")
    member = within_chapter("members.Member", related_name="marks")
    mark = models.CharField(max_length=15, choices=Attendance)
    substitute = models.CharField(max_length=200, blank=True)
    marked_by = within_chapter("members.Member", null=True, related_name="+")
    marked_at = models.DateTimeField(null=True)
    correction = models.CharField(max_length=500, blank=True)
    day_unknown = models.BooleanField(default=False)

    objects: ClassVar[Any] = MarkManager()

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            referable(),
            key_of("meeting", "meetings.Meeting"),
            key_of("member", "members.Member"),
            key_of("marked_by", "members.Member"),
            models.UniqueConstraint(
                fields=("chapter", "meeting", "member"), include=("mark",), name="meetings_mark_once"
            ),
        ]


class Visit(ChapterOwned):
    """Somebody who is not a member, at a meeting."""

    date = models.DateField()
    name = models.CharField(max_length=200)
    email = models.CharField(max_length=254, blank=True)
    category = models.CharField(max_length=200, blank=True)
    invited_by = within_chapter("members.Member", null=True, related_name="visits_invited")
    outcome = models.CharField(max_length=7, choices=Outcome, blank=True)

    objects: ClassVar[Any] = VisitManager()

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            key_of("invited_by", "members.Member"),
            models.UniqueConstraint(
                fields=("chapter", "date", "name", "email"),
                name="meetings_visit_once",
                violation_error_message=_("This visitor is on the list for that day already."),
            ),
        ]


class OneToOne(HandedIn):
    """A private meeting of two members. `n` tells apart the meetings of one pair on one day.

    `a` is the one with the smaller key in the database (archives order the two by e-mail instead).
    """

    date = models.DateField()
    a = within_chapter("members.Member", related_name="one_to_ones_as_a")
    b = within_chapter("members.Member", related_name="one_to_ones_as_b")
    n = models.PositiveSmallIntegerField(default=1)
    topics = models.TextField(blank=True)
    disputed = models.BooleanField(default=False)
    disputed_by = within_chapter("members.Member", null=True, related_name="+")
    logged_by = within_chapter("members.Member", null=True, related_name="+")
    logged_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = OneToOneManager()

    class Meta(HandedIn.Meta):
        constraints = [
            *HandedIn.Meta.constraints,
            key_of("a", "members.Member"),
            key_of("b", "members.Member"),
            key_of("disputed_by", "members.Member"),
            key_of("logged_by", "members.Member"),
            models.UniqueConstraint(fields=("chapter", "a", "b", "date", "n"), name="meetings_onetoone_once"),
            models.CheckConstraint(
                condition=Q(a__lt=F("b")),
                name="meetings_onetoone_order",
                violation_error_message=_("A one-to-one is between two people."),
            ),
        ]
        indexes = [
            models.Index(fields=("chapter", "date"), include=("a", "b", "disputed"), name="meetings_onetoone_date")
        ]
