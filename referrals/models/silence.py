"""That the receiver of a referral was asked how it goes, or wishes to be asked later."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chapters.owned import ChapterOwned, chapter_key, key_of, within_chapter
from referrals.states import Way


class AskedHow(ChapterOwned):
    """The receiver was asked, by the giver or by the calendar; or put it off (`until`: from then on they are asked).

    `since` is when the silence began; the calendar asks once a silence and way.
    """

    chapter = chapter_key("asked_how")
    slip = within_chapter("referrals.Slip", related_name="asked_how")
    at = models.DateTimeField()
    way = models.CharField(max_length=9, choices=Way)
    by = within_chapter("members.Member", null=True, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            key_of("slip", "referrals.Slip"),
            key_of("by", "members.Member"),
            models.UniqueConstraint(
                fields=("chapter", "slip", "way", "since"),
                condition=Q(way__in=("week", "fortnight")),
                name="referrals_askedhow_once",
            ),
            models.CheckConstraint(
                condition=Q(until=None) & ~Q(way="later") | Q(way="later", until__gt=F("at")),
                name="referrals_askedhow_until",
                violation_error_message=_("Whoever puts it off says until when."),
            ),
        ]
        indexes = [models.Index(fields=("chapter", "slip"), name="referrals_askedhow_of")]
