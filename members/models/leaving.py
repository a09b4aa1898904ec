"""Why somebody left, as they say themselves."""

from django.db import models

from chapters.owned import ChapterOwned, key_of, within_chapter
from members.states import ExitReason


class ExitAnswer(ChapterOwned):
    """What whoever left says of one stay, once: `reasons` are words of `ExitReason`.

    `named`: the officers may read it with their name; `words` are kept only then, for words alone tell who it was.
    """

    stay = within_chapter("members.Stay", related_name="exit_answers")
    answered_at = models.DateTimeField()
    reasons = models.JSONField()
    words = models.TextField(blank=True)
    named = models.BooleanField()

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            key_of("stay", "members.Stay"),
            models.UniqueConstraint(fields=("chapter", "stay"), name="members_exitanswer_once"),
            models.CheckConstraint(
                condition=models.Q(named=True) | models.Q(words=""), name="members_exitanswer_no_words_unnamed"
            ),
        ]

    @property
    def said(self) -> list[str]:
        """The reasons, in words."""
        return [str(ExitReason(reason).label) for reason in self.reasons]
