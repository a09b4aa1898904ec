"""Presentations: the rota of feature presentations, what listeners say, and each member's ask of the week."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from chapters.owned import ChapterOwned, key_of, referable, trailed, within_chapter
from meetings.states import SwapState


@trailed("date", "member", "volunteered")
class Presentation(ChapterOwned):
    """The feature presentation of one meeting's day, planned or given; `member` is empty while nobody takes it."""

    date = models.DateField()
    member = within_chapter("members.Member", null=True, related_name="presentations")
    title = models.CharField(max_length=200, blank=True)
    volunteered = models.BooleanField(default=False)

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            referable(),
            key_of("member", "members.Member"),
            models.UniqueConstraint(
                fields=("chapter", "date"),
                name="meetings_presentation_once",
                deferrable=models.Deferrable.IMMEDIATE,  # two may swap their days in one statement
                violation_error_message=_("Somebody presents on that day already."),
            ),
        ]


class Passed(ChapterOwned):
    """A member who was asked to present on a day and passed: not asked again for it."""

    presentation = within_chapter("meetings.Presentation", related_name="passed")
    member = within_chapter("members.Member", related_name="+")

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            key_of("presentation", "meetings.Presentation"),
            key_of("member", "members.Member"),
            models.UniqueConstraint(fields=("chapter", "presentation", "member"), name="meetings_passed_once"),
        ]


class Swap(ChapterOwned):
    """A member asks another to swap feature presentations, or to be given theirs (`own` empty)."""

    own = within_chapter("meetings.Presentation", null=True, related_name="+")
    wanted = within_chapter("meetings.Presentation", related_name="swaps")
    asked_by = within_chapter("members.Member", related_name="+")
    asked = within_chapter("members.Member", related_name="+")
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=SwapState, default=SwapState.ASKED)

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            referable(),
            key_of("own", "meetings.Presentation"),
            key_of("wanted", "meetings.Presentation"),
            key_of("asked_by", "members.Member"),
            key_of("asked", "members.Member"),
            models.UniqueConstraint(
                fields=("chapter", "wanted", "asked_by"),
                condition=models.Q(state="asked"),
                name="meetings_swap_one_open",
                violation_error_message=_("You have asked for this one already."),
            ),
        ]


class Feedback(ChapterOwned):
    """What a listener took from a feature presentation; private to the speaker and whoever wrote it."""

    presentation = within_chapter("meetings.Presentation", related_name="feedback")
    writer = within_chapter("members.Member", related_name="+")
    learned = models.TextField(blank=True)
    could_refer = models.TextField(blank=True)
    written_at = models.DateTimeField()

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            key_of("presentation", "meetings.Presentation"),
            key_of("writer", "members.Member"),
            models.UniqueConstraint(fields=("chapter", "presentation", "writer"), name="meetings_feedback_once"),
        ]


class WeekAsk(ChapterOwned):
    """Whom a member wants to meet this week, typed before the meeting; on the big screen in their turn."""

    date = models.DateField()
    member = within_chapter("members.Member", related_name="week_asks")
    text = models.CharField(max_length=300)

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            key_of("member", "members.Member"),
            models.UniqueConstraint(fields=("chapter", "date", "member"), name="meetings_weekask_once"),
        ]
