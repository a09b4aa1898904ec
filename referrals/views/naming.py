"""Whether the giver's name may be used, in words."""

from django.utils.translation import gettext as _

from referrals.models import Slip
from referrals.states import UseName


def naming_of(found: Slip, mine: bool) -> str:
    """For its giver (`mine`), or for whoever else reads it."""
    if mine:
        return {
            UseName.YES: _("you may be named"),
            UseName.ASK: _("they ask you before they name you"),
            UseName.NO: _("you are not named"),
        }[UseName(found.use_name or UseName.ASK)]
    words = {
        UseName.YES: _("you may name %(name)s"),
        UseName.ASK: _("ask %(name)s before you name them"),
        UseName.NO: _("leave %(name)s’s name out"),
    }[UseName(found.use_name or UseName.ASK)]
    return words % {"name": found.giver}
