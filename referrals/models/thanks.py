"""Thanks, said in public."""

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q, Value
from django.utils.translation import gettext_lazy as _

from chapters.owned import ChapterOwned, chapter_key, key_of, within_chapter
from members.refusals import Refusal
from referrals.models.handing_in import HandedIn
from referrals.querysets import ThankYouManager


class ThanksMoved(Refusal):
    """They were corrected, or taken back, elsewhere meanwhile."""

    sentence = _("These thanks changed meanwhile, so nothing was changed by this. Look at them as they are now.")


class ThankYou(HandedIn):
    """Public thanks to a member; the amount, where there is one, is seen by the two alone.

    `repeat`: the business comes again, it is no one-off. `corrected_at` is the latest correction. `arrived_at` is set
    where a phone sent them later than they were said.
    """

    chapter = chapter_key("thanks")
    at = models.DateTimeField()
    giver = within_chapter("members.Member", related_name="thanks_given", null=True)
    receiver = within_chapter("members.Member", related_name="thanks_received")
    slip = within_chapter("referrals.Slip", null=True, related_name="thanks")
    amount = models.DecimalField(max_digits=16, decimal_places=4, null=True)
    text = models.TextField(blank=True)
    repeat = models.BooleanField(default=False, db_default=False)
    corrected_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = ThankYouManager()

    class Meta(HandedIn.Meta):
        constraints = [
            *HandedIn.Meta.constraints,
            key_of("giver", "members.Member"),
            key_of("receiver", "members.Member"),
            key_of("slip", "referrals.Slip"),
            models.CheckConstraint(
                condition=~Q(giver=F("receiver")),
                name="referrals_thankyou_two",
                violation_error_message=_("Thanks go to somebody else."),
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0),
                name="referrals_thankyou_amount",
                violation_error_message=_("An amount is not negative."),
            ),
        ]
        indexes = [models.Index(fields=("chapter", "at"), name="referrals_thankyou_at")]

    def correct(self, *, text: str, amount: Any, repeat: bool, at: datetime) -> None:
        """Say them otherwise, if they still are as they were read. Raises ThanksMoved."""
        rows = ThankYou.objects.in_chapter(self.chapter_id).filter(pk=self.pk, corrected_at=self.corrected_at)
        if not rows.update(text=text, amount=amount, repeat=repeat, corrected_at=at):
            raise ThanksMoved
        self.text, self.amount, self.repeat, self.corrected_at = text, amount, repeat, at


class ThankYouCorrection(ChapterOwned):
    """What thanks said before their giver corrected them at an instant; the two alone see it."""

    chapter = chapter_key("thanks_corrections")
    thank_you = within_chapter("referrals.ThankYou", related_name="corrections")
    at = models.DateTimeField()
    text = models.TextField(blank=True)
    amount = models.DecimalField(max_digits=16, decimal_places=4, null=True)
    repeat = models.BooleanField(default=False)

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            key_of("thank_you", "referrals.ThankYou"),
            models.UniqueConstraint(fields=("chapter", "thank_you", "at"), name="referrals_thankyoucorrection_once"),
        ]


class ThanksTakenBack(ChapterOwned):
    """Thanks taken back at once: their words are gone.

    Their id stays, so that a phone's late repeat does not say them again, and what a total told in between needs so
    that it does not give their amount away (referrals.totals): when they were said and `arrived_at` (None: at once),
    the amount they last had, and in `corrected` when it was another before, and which: [instant, amount or None].
    """

    chapter = chapter_key("thanks_taken_back")
    uuid = models.UUIDField()
    giver = within_chapter("members.Member", related_name="+")
    said_at = models.DateTimeField()
    arrived_at = models.DateTimeField(null=True)
    amount = models.DecimalField(max_digits=16, decimal_places=4, null=True)
    corrected = models.JSONField(default=list, db_default=Value([], models.JSONField()))
    taken_back_at = models.DateTimeField()

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            key_of("giver", "members.Member"),
            models.UniqueConstraint(fields=("chapter", "uuid"), name="referrals_thankstakenback_once"),
        ]
        indexes = [models.Index(fields=("chapter", "said_at"), name="referrals_thankstakenback_at")]
