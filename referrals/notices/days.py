"""The day of a slip, as mails say it."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from referrals.models import Slip


def day_given(slip: Slip) -> str:
    """The local day on which it was given; of one that was brought over, that it is not known."""
    if slip.day_unknown:
        return _("a day that is not known")
    return date_format(slip.chapter.today(slip.given_at), "j F")
