"""Whoever is thanked hears of it."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.notices import TAKEN_BACK, ToMember
from notices.kinds import kind
from notices.models import Notice
from notices.values import Act, Mail, address, one_line
from referrals.models import ThankYou


class _AboutThanks(ToMember):
    """About one thank-you, to whoever was thanked."""

    def settled(self, notice: Notice, at: datetime) -> str:
        """Once it was taken back."""
        return "" if self._thanks(notice).exists() else TAKEN_BACK

    def _thanks(self, notice: Notice) -> Any:
        said = ThankYou.objects.in_chapter(notice.chapter_id).filter(pk=notice.subject)
        return said.select_related("giver", "receiver", "chapter")


@kind("thanked", called=gettext_lazy("thanks to you"))
class Thanked(_AboutThanks):
    """Somebody said thanks."""

    def render(self, notice: Notice) -> Mail:
        """Their words; an amount stays on the page."""
        thank_you = self._thanks(notice).get()
        giver = {"giver": thank_you.giver}
        words = f"“{thank_you.text}”" if thank_you.text else _("%(giver)s thanks you.") % giver
        return Mail(
            subject=one_line(_("%(giver)s says thanks") % giver),
            text=words,
            act=Act(_("See the wall of thanks"), address(f"{thank_you.chapter.path}thanks/wall/")),
        )


@kind("thanks_corrected", called=gettext_lazy("corrections of thanks to you"))
class ThanksCorrected(_AboutThanks):
    """Whoever said thanks says them otherwise."""

    def render(self, notice: Notice) -> Mail:
        """That it was corrected; what, stands on the page of the two."""
        thank_you = self._thanks(notice).get()
        giver = {"giver": thank_you.giver}
        return Mail(
            subject=one_line(_("%(giver)s corrected their thanks to you") % giver),
            text=_("%(giver)s corrected what they said when they thanked you. You two see what it was before.") % giver,
            act=Act(_("See it"), address(f"{thank_you.chapter.path}thanks/{thank_you.uuid}/")),
        )
