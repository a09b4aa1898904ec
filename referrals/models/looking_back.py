"""Two members look back together on what each gave the other. The two alone read it; no office opens it (F35)."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chapters.owned import ChapterOwned, chapter_key, key_of, referable, within_chapter
from members.models import Member
from referrals.between_two import A_QUARTER, LookBackManager
from referrals.states import AsGood


class LookBack(ChapterOwned):
    """One review of two members (`a` has the smaller key), open until `closed_at`; two have one open at a time."""

    chapter = chapter_key("look_backs")
    a = within_chapter("members.Member", related_name="+")
    b = within_chapter("members.Member", related_name="+")
    opened_by = within_chapter("members.Member", related_name="+")
    opened_at = models.DateTimeField()
    closed_by = within_chapter("members.Member", null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = LookBackManager()

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            referable(),
            key_of("a", "members.Member"),
            key_of("b", "members.Member"),
            key_of("opened_by", "members.Member"),
            key_of("closed_by", "members.Member"),
            models.CheckConstraint(
                condition=Q(a__lt=F("b")),
                name="referrals_lookback_two",
                violation_error_message=_("Two people look back together."),
            ),
            models.UniqueConstraint(
                fields=("chapter", "a", "b"),
                condition=Q(closed_at__isnull=True),
                name="referrals_lookback_one_open",
                violation_error_message=_("You two are looking back together already."),
            ),
        ]
        indexes = [models.Index(fields=("chapter", "b"), name="referrals_lookback_of")]

    def other_than(self, member: Member) -> Member:
        """The other one of the two."""
        other: Member = self.b if self.a_id == member.pk else self.a
        return other

    @property
    def next_from(self) -> date | None:
        """The day in the chapter from which the two may look back again; None while it is open."""
        return self.chapter.today(self.closed_at + A_QUARTER) if self.closed_at else None


class LookBackItem(ChapterOwned):
    """One slip that is looked back on; `position` counts from 1, the oldest first."""

    chapter = chapter_key("look_back_items")
    look_back = within_chapter("referrals.LookBack", related_name="items")
    slip = within_chapter("referrals.Slip", related_name="+", db_index=True)
    position = models.PositiveSmallIntegerField()

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            referable(),
            key_of("look_back", "referrals.LookBack"),
            key_of("slip", "referrals.Slip"),
            models.UniqueConstraint(
                fields=("chapter", "look_back", "position"), name="referrals_lookbackitem_position_once"
            ),
            models.UniqueConstraint(fields=("chapter", "look_back", "slip"), name="referrals_lookbackitem_slip_once"),
        ]


class LookBackAnswer(ChapterOwned):
    """What one of the two says of a slip. Neither is shown before both have answered.

    `typed_by` is somebody else than `member` where the two sat side by side with one phone.
    """

    chapter = chapter_key("look_back_answers")
    item = within_chapter("referrals.LookBackItem", related_name="answers")
    member = within_chapter("members.Member", related_name="+")
    typed_by = within_chapter("members.Member", related_name="+")
    as_good = models.CharField(max_length=10, choices=AsGood)
    improve = models.TextField(blank=True)
    answered_at = models.DateTimeField()

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            key_of("item", "referrals.LookBackItem"),
            key_of("member", "members.Member"),
            key_of("typed_by", "members.Member"),
            models.UniqueConstraint(fields=("chapter", "item", "member"), name="referrals_lookbackanswer_once"),
        ]
