"""What is kept of early signs: only that an officer set one aside, and why. The signs themselves are made anew."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chapters.owned import ChapterOwned, key_of, trailed, within_chapter
from standing.states import SignKind


@trailed("member", "kind", "weight", "at", "by", "reason", "ended_at", "ended_by")
class SignSetAside(ChapterOwned):
    """A sign about a member that an officer set aside, with what it said then (`weight`) and the reason.

    It ends when somebody undoes it (`ended_by`), or when the sign is back and is set aside anew.
    """

    member = within_chapter("members.Member", related_name="signs_set_aside")
    kind = models.CharField(max_length=13, choices=SignKind)
    weight = models.SmallIntegerField()
    at = models.DateTimeField()
    by = within_chapter("members.Member", related_name="+")
    reason = models.TextField()
    ended_at = models.DateTimeField(null=True)
    ended_by = within_chapter("members.Member", null=True, related_name="+")

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            key_of("member", "members.Member"),
            key_of("by", "members.Member"),
            key_of("ended_by", "members.Member"),
            models.UniqueConstraint(
                fields=("chapter", "member", "kind"),
                condition=Q(ended_at__isnull=True),
                name="standing_signsetaside_once",
                violation_error_message=_("This sign is set aside already."),
            ),
            models.CheckConstraint(
                condition=~Q(by=F("member")),
                name="standing_signsetaside_not_own",
                violation_error_message=_("Somebody else looks at a sign about you."),
            ),
        ]
