"""The conversation a flag opens: where it stands, what was said, and what an officer notes for themselves."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chapters.owned import ChapterOwned, key_of, referable, trailed, within_chapter
from reviews.states import ReviewState


@trailed("flag", "state", "check_on", "plan_agreed_at")
class SeatReview(ChapterOwned):
    """What is done about one flag. Made by the first act; a flag without one is `flagged`.

    `check_on` is the day of the support plan's check (None: there is no plan), `plan_agreed_at` when the member agreed
    to the plan as it is now.
    """

    flag = models.OneToOneField("standing.Flag", models.PROTECT, db_constraint=False, related_name="review")
    state = models.CharField(max_length=9, choices=ReviewState, default=ReviewState.FLAGGED)
    check_on = models.DateField(null=True)
    plan_agreed_at = models.DateTimeField(null=True)

    class Meta(ChapterOwned.Meta):
        constraints = [*ChapterOwned.Meta.constraints, referable(), key_of("flag", "standing.Flag")]


class _Written(ChapterOwned):
    """Words somebody wrote; the id is their page's, so that the same words sent twice are one row."""

    review = within_chapter("reviews.SeatReview", related_name="%(class)ss")
    writer = within_chapter("members.Member", related_name="+")
    uuid = models.UUIDField()
    text = models.TextField()
    written_at = models.DateTimeField()

    class Meta(ChapterOwned.Meta):
        abstract = True
        constraints = [
            *ChapterOwned.Meta.constraints,
            key_of("review", "reviews.SeatReview"),
            key_of("writer", "members.Member"),
            models.UniqueConstraint(fields=("chapter", "uuid"), name="%(app_label)s_%(class)s_once"),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="%(app_label)s_%(class)s_words",
                violation_error_message=_("Write a few words."),
            ),
        ]


class Message(_Written):
    """Said between the member and the committee; both read it."""

    class Meta(_Written.Meta):
        indexes = [models.Index(fields=("chapter", "review"), name="reviews_message_of")]


class OwnNote(_Written):
    """A note an officer keeps for themselves. Nobody else reads it, whatever their office (F35)."""

    class Meta(_Written.Meta):
        indexes = [models.Index(fields=("chapter", "review", "writer"), name="reviews_ownnote_of")]
