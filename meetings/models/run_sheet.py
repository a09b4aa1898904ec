"""The agenda: the chapter's own template, and each meeting's run sheet made from it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chapters.owned import ChapterOwned, key_of, referable, within_chapter
from meetings.states import AgendaKind, RoundOrder, RunState
from members.states import OfficeName


class AgendaItem(ChapterOwned):
    """One item of the chapter's template: how long, and which office leads it (none: whoever runs the meeting).

    A round (`AgendaKind.PRESENTATIONS`) gives every member `seconds_each`, in a `round_order` that is fixed or drawn.
    """

    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=13, choices=AgendaKind)
    title = models.CharField(max_length=200)
    minutes = models.PositiveSmallIntegerField()
    seconds_each = models.PositiveSmallIntegerField(default=0)
    round_order = models.CharField(max_length=5, choices=RoundOrder, default=RoundOrder.FIXED)
    office = models.CharField(max_length=14, choices=OfficeName, blank=True)

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            models.UniqueConstraint(
                fields=("chapter", "position"),
                name="meetings_agendaitem_once",
                deferrable=models.Deferrable.DEFERRED,  # items change places
            ),
            models.CheckConstraint(
                condition=Q(minutes__range=(1, 240)),
                name="meetings_agendaitem_minutes",
                violation_error_message=_("An item takes from one minute to four hours."),
            ),
        ]


class RunSheet(ChapterOwned):
    """Where a meeting's agenda stands: which step (an item, or a turn of a round), since when, with how much extra.

    Every act names the step it was pressed at, and is a conditional update: pressed twice, or sent again after a lost
    reply, it happens once. `extra_seconds` is what was added to the present step.

    `moved_at` is when the last act was pressed: one pressed before it comes too late. `last_since` and `last_extra` are
    the clock of the step before, so that going back after a slip of the finger goes on where it was.
    """

    meeting = within_chapter("meetings.Meeting", related_name="run_sheets")
    state = models.CharField(max_length=7, choices=RunState, default=RunState.READY)
    step = models.PositiveSmallIntegerField(default=0)
    step_since = models.DateTimeField(null=True)
    extra_seconds = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    moved_at = models.DateTimeField(null=True)
    last_since = models.DateTimeField(null=True)
    last_extra = models.PositiveSmallIntegerField(default=0, db_default=0)

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            referable(),
            key_of("meeting", "meetings.Meeting"),
            models.UniqueConstraint(fields=("chapter", "meeting"), name="meetings_runsheet_once"),
        ]


class RunSheetItem(ChapterOwned):
    """One item of a meeting's run sheet, as the template had it when it was made, and as the leader changed it."""

    run_sheet = within_chapter("meetings.RunSheet", related_name="items")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=13, choices=AgendaKind)
    title = models.CharField(max_length=200)
    minutes = models.PositiveSmallIntegerField()
    seconds_each = models.PositiveSmallIntegerField(default=0)
    leader = models.CharField(max_length=200, blank=True)

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            key_of("run_sheet", "meetings.RunSheet"),
            models.UniqueConstraint(
                fields=("chapter", "run_sheet", "position"),
                name="meetings_runsheetitem_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]


class Turn(ChapterOwned):
    """Whose turn it is when, in a run sheet's round of weekly presentations."""

    run_sheet = within_chapter("meetings.RunSheet", related_name="turns")
    position = models.PositiveSmallIntegerField()
    member = within_chapter("members.Member", related_name="+")

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            key_of("run_sheet", "meetings.RunSheet"),
            key_of("member", "members.Member"),
            models.UniqueConstraint(
                fields=("chapter", "run_sheet", "position"),
                name="meetings_turn_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(fields=("chapter", "run_sheet", "member"), name="meetings_turn_member_once"),
        ]
