"""What a giver decided about a referral whose receiver left the chapter."""

from django.db import models

from chapters.owned import ChapterOwned, chapter_key, key_of, within_chapter


class HandedOn(ChapterOwned):
    """Its giver passed it on to somebody else (`to`: the new referral), or lets it rest (None). Decided once."""

    chapter = chapter_key("handed_on")
    slip = within_chapter("referrals.Slip", related_name="handed_on")
    to = within_chapter("referrals.Slip", null=True, related_name="handed_on_from")
    at = models.DateTimeField()

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            key_of("slip", "referrals.Slip"),
            key_of("to", "referrals.Slip"),
            models.UniqueConstraint(fields=("chapter", "slip"), name="referrals_handedon_once"),
        ]
