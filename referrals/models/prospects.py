"""What a prospect said about their own details."""

from django.db import models

from chapters.owned import ChapterOwned


class Objection(ChapterOwned):
    """Somebody does not want a phone number or an e-mail address of theirs in this chapter's slips.

    Only what tells it again is kept as `digest` (`referrals.details.digests`), never the number or the address; or
    the id of the slip they objected to, "slip …".
    """

    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            models.UniqueConstraint(fields=("chapter", "digest"), name="referrals_objection_once"),
        ]
