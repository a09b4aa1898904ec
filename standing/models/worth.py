"""What a member says of their own costs, for themselves alone."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chapters.owned import ChapterOwned, key_of, within_chapter


class OwnEstimate(ChapterOwned):
    """What membership costs somebody, as they say; nobody else reads it.

    `dues_a_year` in the chapter's currency, `hours_a_month` beside meetings and one-to-ones, `hour_is_worth` what an
    hour of theirs is worth to them; each empty where they did not say.
    """

    member = within_chapter("members.Member", related_name="own_estimates")
    dues_a_year = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    hours_a_month = models.DecimalField(max_digits=5, decimal_places=1, null=True)
    hour_is_worth = models.DecimalField(max_digits=10, decimal_places=2, null=True)

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            key_of("member", "members.Member"),
            models.UniqueConstraint(fields=("chapter", "member"), name="standing_ownestimate_once"),
            models.CheckConstraint(
                condition=(Q(dues_a_year=None) | Q(dues_a_year__gte=0))
                & (Q(hours_a_month=None) | Q(hours_a_month__gte=0))
                & (Q(hour_is_worth=None) | Q(hour_is_worth__gte=0)),
                name="standing_ownestimate_not_negative",
                violation_error_message=_("Nothing here is less than 0."),
            ),
        ]
