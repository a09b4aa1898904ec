"""Thanks, said in public."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chapters.owned import chapter_key, key_of, within_chapter
from referrals.models.handing_in import HandedIn
from referrals.querysets import ThankYouManager


class ThankYou(HandedIn):
    """Public thanks to a member; the amount, where there is one, is seen by the two alone."""

    chapter = chapter_key("thanks")
    at = models.DateTimeField()
    giver = within_chapter("members.Member", related_name="thanks_given", null=True)
    receiver = within_chapter("members.Member", related_name="thanks_received")
    slip = within_chapter("referrals.Slip", null=True, related_name="thanks")
    amount = models.DecimalField(max_digits=16, decimal_places=4, null=True)
    text = models.TextField(blank=True)

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
