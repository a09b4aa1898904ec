"""The weekly meeting, who was there, who is on their way in, and who stands in."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from chapters.owned import ChapterOwned, key_of, referable, trailed, within_chapter
from meetings.querysets import MarkManager, MeetingManager
from meetings.states import ArrivalState, Attendance, MeetingStatus


@trailed("date", "status", "note", "starts_at", "place", "closed_at", "closed_by")
class Meeting(ChapterOwned):
    """One weekly gathering. A row exists once somebody opened, cancelled, moved or marked it.

    `starts_at` (the chapter's wall clock) and `place` are its own only where it was moved; `moved_from` is the day it
    was first planned for, by which calendars know it. `sequence` counts what calendars have to hear of: calling it
    off, bringing it back, moving it.
    """

    date = models.DateField()
    status = models.CharField(max_length=9, choices=MeetingStatus, default=MeetingStatus.SCHEDULED)
    note = models.TextField(blank=True)
    starts_at = models.TimeField(null=True)
    place = models.CharField(max_length=500, blank=True)
    moved_from = models.DateField(null=True)
    sequence = models.PositiveIntegerField(default=0, db_default=0)
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


class Arrival(ChapterOwned):
    """A member whose phone says, by the printed code, that they are here; it waits for the leader's tap.

    (The changing code on the big screen marks at once and leaves no such row.)
    """

    meeting = within_chapter("meetings.Meeting", related_name="arrivals")
    member = within_chapter("members.Member", related_name="arrivals")
    at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=ArrivalState, default=ArrivalState.WAITING)

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            key_of("meeting", "meetings.Meeting"),
            key_of("member", "members.Member"),
            models.UniqueConstraint(fields=("chapter", "meeting", "member"), name="meetings_arrival_once"),
        ]


class Substitute(ChapterOwned):
    """Somebody the chapter can ask to attend in a member's place: on its list until taken off."""

    name = models.CharField(max_length=200)
    email = models.CharField(max_length=254, blank=True)
    trade = models.CharField(max_length=200, blank=True)
    added_by = within_chapter("members.Member", null=True, related_name="+")

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            referable(),
            key_of("added_by", "members.Member"),
            models.UniqueConstraint(
                fields=("chapter", "name", "email"),
                name="meetings_substitute_once",
                violation_error_message=_("They are on the list already."),
            ),
        ]
