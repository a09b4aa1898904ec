"""Whoever acts on a slip hears that its giver put something right. What it was is on the page alone."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.notices import TAKEN_BACK, ToMember
from notices.kinds import kind
from notices.models import Notice
from notices.values import Act, Mail, address, one_line
from referrals.models import Slip
from referrals.notices.days import day_given


@kind("slip_corrected", called=gettext_lazy("what givers put right"))
class SlipCorrected(ToMember):
    """The receiver of a referral, or who is on a lead."""

    def settled(self, notice: Notice, at: datetime) -> str:
        """Once it was withdrawn."""
        slip = self.found(notice)
        return TAKEN_BACK if slip is None or slip.withdrawn_at else ""

    def found(self, notice: Notice) -> Any:
        """The slip with its giver."""
        rows = Slip.objects.in_chapter(notice.chapter_id).filter(pk=notice.subject or 0)
        return rows.select_related("giver", "chapter").first()

    def render(self, notice: Notice) -> Mail:
        """Who, and of which day."""
        slip = self.found(notice)
        said = {"name": slip.giver, "day": day_given(slip)}
        text = _("%(name)s put something right in what they passed on %(day)s. Look at it before you call.")
        page = Act(_("Open it"), address(f"{slip.chapter.path}slips/{slip.uuid}/"))
        return Mail(one_line(_("%(name)s put something right") % said), text % said, page)
