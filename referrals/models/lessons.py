"""What a giver can learn from a referral that was no use."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from chapters.owned import ChapterOwned, chapter_key, key_of, within_chapter
from members.refusals import AlreadyAnswered
from referrals.states import BadKind


class Lesson(ChapterOwned):
    """Which kind of wrong, and what would have made it good; for the giver and the receiver alone.

    The giver can answer once.
    """

    chapter = chapter_key("lessons")
    slip = within_chapter("referrals.Slip", related_name="lessons")
    kind = models.CharField(max_length=10, choices=BadKind)
    better = models.TextField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            key_of("slip", "referrals.Slip"),
            models.UniqueConstraint(
                fields=("chapter", "slip"),
                name="referrals_lesson_once",
                violation_error_message=_("What was wrong with it is said already."),
            ),
        ]

    def close(self, *, words: str, at: datetime) -> None:
        """The giver's one answer. Raises AlreadyAnswered, also where the mark was taken back meanwhile."""
        rows = type(self).objects.in_chapter(self.chapter_id).filter(pk=self.pk, answered_at=None)
        if rows.update(answer=words, answered_at=at) != 1:
            raise AlreadyAnswered
        self.answer, self.answered_at = words, at
