"""Whoever marked a slip as no use is told that it counts after all."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.notices import ToMember
from notices.kinds import kind
from notices.models import Notice
from notices.values import Act, Mail, address, one_line
from referrals.models import Slip
from referrals.states import Kind


@kind("bad_overturned", called=gettext_lazy("a second look at what you marked as no use"))
class BadOverturned(ToMember):
    """An officer looked again and found that the slip counts."""

    def settled(self, notice: Notice, at: datetime) -> str:
        """Once it was marked anew, or withdrawn."""
        return "" if self._slip(notice).is_good else "moved on meanwhile"

    def render(self, notice: Notice) -> Mail:
        """Of whose slip, and what that means."""
        slip = self._slip(notice)
        who = {"name": slip.giver}
        lead = slip.kind == Kind.LEAD
        subject = _("The lead of %(name)s counts after all") if lead else _("The referral of %(name)s counts after all")
        text = _(
            "An officer of your chapter took a second look at what %(name)s passed on, and lets it count. "
            "What you said was wrong with it is not shown any more."
        )
        if not lead:
            text += "\n\n" + _("You can still say how it goes.")
        path = f"{notice.chapter.path}slips/{slip.uuid}/"
        return Mail(one_line(subject % who), text % who, Act(_("Open it"), address(path)))

    def _slip(self, notice: Notice) -> Slip:
        found: Slip = Slip.objects.in_chapter(notice.chapter_id).select_related("giver").get(pk=notice.subject)
        return found
