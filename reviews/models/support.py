"""The support plan, and the checks of how it goes."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chapters.owned import ChapterOwned, key_of, trailed, within_chapter
from reviews.states import Help, Outcome


@trailed("review", "what", "by_day", "who_helps", "helper", "added_by", "done_at")
class PlanStep(ChapterOwned):
    """One thing agreed on: what, by when, and who or what helps."""

    review = within_chapter("reviews.SeatReview", related_name="steps")
    uuid = models.UUIDField()
    what = models.CharField(max_length=500)
    by_day = models.DateField()
    who_helps = models.CharField(max_length=11, choices=Help)
    helper = within_chapter("members.Member", null=True, related_name="+")
    added_by = within_chapter("members.Member", related_name="+")
    added_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            key_of("review", "reviews.SeatReview"),
            key_of("helper", "members.Member"),
            key_of("added_by", "members.Member"),
            models.UniqueConstraint(fields=("chapter", "uuid"), name="reviews_planstep_once"),
            models.CheckConstraint(
                condition=~Q(what=""),
                name="reviews_planstep_words",
                violation_error_message=_("Say what is to be done."),
            ),
        ]
        indexes = [models.Index(fields=("chapter", "review"), name="reviews_planstep_of")]


class Check(ChapterOwned):
    """How it went, looked at on a day against the record: what came of it, and the evidence as it stood then.

    The id is its page's, so that the same form sent twice is one (None: before that was kept); the review's lock, which
    whoever writes one holds, keeps two apart.
    """

    review = within_chapter("reviews.SeatReview", related_name="checks")
    uuid = models.UUIDField(null=True)
    by = within_chapter("members.Member", related_name="+")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=8, choices=Outcome)
    words = models.TextField()
    next_check_on = models.DateField(null=True)
    evidence: Any = models.JSONField()

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            key_of("review", "reviews.SeatReview"),
            key_of("by", "members.Member"),
            models.CheckConstraint(
                condition=~Q(words=""), name="reviews_check_words", violation_error_message=_("Say how it went.")
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.EXTENDED) | Q(next_check_on__isnull=False),
                name="reviews_check_dated",
                violation_error_message=_("More time ends on a date."),
            ),
        ]
        indexes = [models.Index(fields=("chapter", "review"), name="reviews_check_of")]
