"""What is between the giver of a lead and those who take an interest: their questions, and who is on it."""

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chapters.owned import ChapterOwned, chapter_key, key_of, within_chapter
from members.refusals import AlreadyAnswered
from referrals.querysets_leads import LeadQuestionManager, LeadTakingManager
from referrals.states import QuestionKind


class LeadQuestion(ChapterOwned):
    """A member asks the giver of a lead whether there is more, or whether their name may be used; once until answered.

    What more there is, the chapter reads; whether a name may be used is between the two.
    """

    chapter = chapter_key("lead_questions")
    lead = within_chapter("referrals.Slip", related_name="questions")
    asker = within_chapter("members.Member", related_name="+")
    kind = models.CharField(max_length=4, choices=QuestionKind)
    words = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    allowed = models.BooleanField(null=True)
    answered_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = LeadQuestionManager()

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            key_of("lead", "referrals.Slip"),
            key_of("asker", "members.Member"),
            models.UniqueConstraint(
                fields=("chapter", "lead", "asker", "kind"),
                condition=Q(answered_at=None),
                name="referrals_leadquestion_one_open",
                violation_error_message=_("You have asked this already."),
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, allowed=None, answer="")
                | Q(answered_at__isnull=False, kind="name", allowed__isnull=False)
                | Q(answered_at__isnull=False, kind="more", allowed=None),
                name="referrals_leadquestion_answer",
                violation_error_message=_("A name may be used or not; what more there is, is said in words."),
            ),
        ]
        indexes = [models.Index(fields=("chapter", "lead"), name="referrals_leadquestion_of")]

    def say(self, words: str) -> None:
        """Ask it in other words, until it is answered. Raises AlreadyAnswered."""
        rows = type(self).objects.in_chapter(self.chapter_id).filter(pk=self.pk, answered_at=None)
        if rows.update(words=words) != 1:
            raise AlreadyAnswered
        self.words = words

    def close(self, *, words: str, allowed: bool | None, at: datetime) -> None:
        """Answer it, once. Raises AlreadyAnswered."""
        rows = type(self).objects.in_chapter(self.chapter_id).filter(pk=self.pk, answered_at=None)
        if rows.update(answer=words, allowed=allowed, answered_at=at) != 1:
            raise AlreadyAnswered
        self.answer, self.allowed, self.answered_at = words, allowed, at


class LeadTaking(ChapterOwned):
    """A member is on a lead, so that two do not call; nobody else is until they release it."""

    chapter = chapter_key("lead_takings")
    lead = within_chapter("referrals.Slip", related_name="takings")
    member = within_chapter("members.Member", related_name="+")
    at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = LeadTakingManager()

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            key_of("lead", "referrals.Slip"),
            key_of("member", "members.Member"),
            models.UniqueConstraint(
                fields=("chapter", "lead"),
                condition=Q(released_at=None),
                name="referrals_leadtaking_one",
                violation_error_message=_("Somebody is on it already."),
            ),
        ]
        indexes = [models.Index(fields=("chapter", "lead"), name="referrals_leadtaking_of")]
