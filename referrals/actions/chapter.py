"""What of a chapter's settings the amounts of its thanks depend on."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chapters.models import Chapter
from members.refusals import Refusal
from referrals.models import ThankYou, ThankYouCorrection


class AmountsStored(Refusal):
    """Amounts are numbers in the chapter's currency: in another one they would be other amounts."""

    sentence = _("Thanks hold amounts in this currency; in another one each would say something else. It stays.")


@transaction.atomic
def change_chapter(*, chapter: Chapter, settings: Mapping[str, object]) -> None:
    """Set some of a chapter's settings. Raises AmountsStored where its currency would change under amounts.

    The chapter's row is locked, so that no amount comes in between: thanks refer to it.
    """
    stored = Chapter.objects.select_for_update().get(pk=chapter.pk)
    changes = settings.get("currency", stored.currency) != stored.currency
    if changes and _amounts_stored(chapter):
        raise AmountsStored
    chapter.change(**settings)


def _amounts_stored(chapter: Chapter) -> bool:
    """Whether any thanks hold an amount, or held one before they were corrected."""
    with_amount = Q(amount__isnull=False)
    if ThankYou.objects.in_chapter(chapter).filter(with_amount).exists():
        return True
    held: bool = ThankYouCorrection.objects.in_chapter(chapter).filter(with_amount).exists()
    return held
