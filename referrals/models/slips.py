"""Slips, and what became of them."""

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chapters.owned import ChapterOwned, chapter_key, key_of, trailed, within_chapter
from referrals.models.handing_in import HandedIn
from referrals.querysets import SlipManager
from referrals.states import ENDED, TRANSITIONS, Kind, Stage, Sure, UseName, Warmth

WORDS = ("need", "heard", "sure", "prospect", "prospect_shown", "prospect_phone", "prospect_email")
"""What a slip says, and its giver can put right."""


class SlipMoved(Exception):
    """Somebody else's act came first, so this one did not happen. The page shows what became of the slip."""


@trailed("kind", "giver", "receiver", "warmth", "stage", "withdrawn_at", "bad_at")
class Slip(HandedIn):
    """A lead or a referral. `stage` is the latest progress; a withdrawn or bad one never counts.

    `prospect_shown`: the giver of a lead says that the chapter may read the prospect's name. `heard` where, and how
    `sure` of it. `offered_at`: since when it is offered anew, woken by its giver or released by who was on it.
    `came_from`: the lead a referral was, or the referral it came out of. `details_gone_at`: since when the
    prospect's details are removed, because they are old, or (`objected`) because the prospect wished it.
    """

    kind = models.CharField(max_length=8, choices=Kind)
    given_at = models.DateTimeField()
    giver = within_chapter("members.Member", related_name="slips_given")
    receiver = within_chapter("members.Member", null=True, related_name="slips_received")
    prospect = models.CharField(max_length=200, blank=True)
    prospect_phone = models.CharField(max_length=200, blank=True)
    prospect_email = models.CharField(max_length=254, blank=True)
    prospect_shown = models.BooleanField(default=False, db_default=False)
    need = models.TextField(blank=True)
    warmth = models.SmallIntegerField(choices=Warmth, null=True)
    inside = models.BooleanField(null=True)
    use_name = models.CharField(max_length=3, choices=UseName, blank=True)
    heard = models.CharField(max_length=200, blank=True, default="", db_default="")
    sure = models.CharField(max_length=6, choices=Sure, blank=True, default="", db_default="")
    offered_at = models.DateTimeField(null=True)
    came_from = within_chapter("referrals.Slip", null=True, related_name="led_to")
    stage = models.CharField(max_length=9, choices=Stage, default=Stage.PASSED)
    withdrawn_at = models.DateTimeField(null=True)
    bad_at = models.DateTimeField(null=True)
    bad_reason = models.TextField(blank=True)
    details_gone_at = models.DateTimeField(null=True)
    objected = models.BooleanField(default=False, db_default=False)

    objects: ClassVar[Any] = SlipManager()

    class Meta(HandedIn.Meta):
        constraints = [
            *HandedIn.Meta.constraints,
            key_of("giver", "members.Member"),
            key_of("receiver", "members.Member"),
            key_of("came_from", "referrals.Slip"),
            models.CheckConstraint(
                condition=Q(kind="lead", receiver__isnull=True) | Q(kind="referral", receiver__isnull=False),
                name="referrals_slip_receiver",
                violation_error_message=_("A referral is given to one member, a lead to everybody."),
            ),
            models.CheckConstraint(
                condition=Q(receiver__isnull=True) | ~Q(receiver=F("giver")),
                name="referrals_slip_two",
                violation_error_message=_("Nobody passes a referral to themselves."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="lead") | Q(prospect_phone="", prospect_email=""),
                name="referrals_slip_lead_without_contact",
                violation_error_message=_("A lead's prospect does not know yet: no phone or e-mail is kept."),
            ),
            models.CheckConstraint(
                condition=Q(warmth__isnull=True) | Q(warmth__range=(1, 5)),
                name="referrals_slip_warmth",
                violation_error_message=_("Warmth is from 1 to 5."),
            ),
            models.CheckConstraint(
                condition=(Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("given_at")))
                & (Q(bad_at__isnull=True) | Q(bad_at__gte=F("given_at"))),
                name="referrals_slip_order",
                violation_error_message=_("A slip is withdrawn or marked after it was given."),
            ),
        ]
        indexes = [
            models.Index(
                fields=("chapter", "giver", "given_at"),
                include=("withdrawn_at", "bad_at"),
                name="referrals_slip_given",
            ),
            models.Index(fields=("chapter", "receiver", "given_at"), name="referrals_slip_received"),
            models.Index(fields=("chapter", "given_at"), name="referrals_slip_at"),
            models.Index(
                fields=("chapter", "came_from"),
                condition=Q(came_from__isnull=False),
                name="referrals_slip_came_from",
            ),
        ]

    @property
    def is_good(self) -> bool:
        """Neither withdrawn nor marked bad."""
        return self.withdrawn_at is None and self.bad_at is None

    @property
    def is_open(self) -> bool:
        """Something may still come of it: good, not at its end, and its prospect did not object."""
        return self.is_good and self.stage not in ENDED and not self.objected

    @property
    def can_be_corrected(self) -> bool:
        """Open, and nothing of its prospect removed: that is never filled in again (F56)."""
        return self.is_good and self.stage not in ENDED and self.details_gone_at is None

    def move_to(self, stage: Stage) -> None:
        """What its receiver reports, unless its prospect objected. Raises SlipMoved."""
        self._refuse_unless(self.is_good and not self.objected and stage in TRANSITIONS[Stage(self.stage)])
        self._change(stage=stage)

    def mark_bad(self, reason: str, at: datetime) -> None:
        """Bad, and why; not a withdrawn one, nor one put right since it was read, nor one whose prospect objected: no
        new words about them. Raises SlipMoved.
        """
        self._refuse_unless(self.is_good and not self.objected)
        self._change(self._words_as_read(), stage=Stage.BAD, bad_at=max(at, self.given_at), bad_reason=reason)

    def offer_anew(self, at: datetime) -> None:
        """A lead that stands and is not ended is offered once more. Raises SlipMoved."""
        self._refuse_unless(self.is_good and self.stage == Stage.PASSED)
        self._change(offered_at=at)

    def withdraw(self, at: datetime) -> None:
        """Taken back by its giver, as long as nobody acted on it. Raises SlipMoved."""
        self._refuse_unless(self.is_good and self.stage == Stage.PASSED)
        self._change(withdrawn_at=max(at, self.given_at))

    def give_again(self) -> None:
        """No longer withdrawn. Raises SlipMoved."""
        self._refuse_unless(self.withdrawn_at is not None)
        self._change(withdrawn_at=None)

    def correct(self, **words: Any) -> None:
        """Its giver puts its words right, while it is open and they still are as they were read. Raises SlipMoved."""
        self._refuse_unless(self.can_be_corrected)
        self._change(self._words_as_read(), **words)

    def go_back_to(self, stage: Stage) -> None:
        """As it was before the latest report, which was a slip of the finger. Raises SlipMoved."""
        self._refuse_unless(self.withdrawn_at is None)
        self._change(stage=stage, bad_at=None, bad_reason="")

    def _words_as_read(self) -> Q:
        return Q(**{name: getattr(self, name) for name in WORDS})

    def _refuse_unless(self, possible: bool) -> None:
        if not possible:
            raise SlipMoved

    def _change(self, also: Q | None = None, /, **values: Any) -> None:
        """Change the row only if it still is as it was read, `also` in other ways, in one statement."""
        as_read = Q(stage=self.stage, withdrawn_at=self.withdrawn_at, bad_at=self.bad_at, objected=self.objected)
        rows = type(self).objects.in_chapter(self.chapter_id).filter(as_read, also or Q(), pk=self.pk)
        self._refuse_unless(rows.update(**values) == 1)
        for name, value in values.items():
            setattr(self, name, value)


class Progress(ChapterOwned):
    """One thing that became of a slip, as somebody reported it."""

    chapter = chapter_key("progress")
    slip = within_chapter("referrals.Slip", related_name="progress")
    at = models.DateTimeField()
    stage = models.CharField(max_length=9, choices=Stage)
    note = models.TextField(blank=True)
    reported_by = within_chapter("members.Member", null=True, related_name="+")

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            key_of("slip", "referrals.Slip"),
            key_of("reported_by", "members.Member"),
            models.UniqueConstraint(fields=("chapter", "slip", "at", "stage"), name="referrals_progress_once"),
        ]
