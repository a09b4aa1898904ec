"""The receiver hears what the giver of a referral that was no use answers."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.notices import TAKEN_BACK, ToMember
from notices.kinds import kind
from notices.models import Notice
from notices.values import Act, Mail, address, one_line
from referrals.answering import answer_address
from referrals.models import Lesson


@kind("bad_answered", called=gettext_lazy("answers to what you found of no use"))
class BadAnswered(ToMember):
    """The giver answered, once."""

    def settled(self, notice: Notice, at: datetime) -> str:
        """Once the mark was taken back."""
        return "" if self.found(notice) else TAKEN_BACK

    def found(self, notice: Notice) -> Any:
        """The lesson with the slip and its people."""
        rows = Lesson.objects.in_chapter(notice.chapter_id).filter(pk=notice.subject or 0)
        return rows.select_related("slip__giver", "slip__chapter").first()

    def render(self, notice: Notice) -> Mail:
        """Who answered; the words are between the two, on the page."""
        slip = self.found(notice).slip
        said = {"name": slip.giver}
        text = _("%(name)s read what you said about a referral, and answers. Only you two can read it.")
        page = Act(_("Read it"), address(f"{slip.chapter.path}slips/{slip.uuid}/"))
        subject = one_line(_("%(name)s answers you") % said)
        return Mail(subject, text % said, page, reply_to=answer_address(slip))
