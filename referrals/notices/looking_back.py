"""Whoever is asked to look back together hears of it."""

from datetime import datetime
from typing import Any, cast

from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.notices import LEFT, ToMember, has_left
from notices.kinds import kind
from notices.models import Notice
from notices.values import Act, Mail, address, one_line
from referrals.models import LookBack, LookBackAnswer


@kind("look_back_opened", called=gettext_lazy("invitations to look back together"))
class LookBackOpened(ToMember):
    """One of the two would like to look back together; the mail says nothing of what went between them."""

    def settled(self, notice: Notice, at: datetime) -> str:
        """Once it is finished, the reader answered something of it, or the other one left."""
        found = self._found(notice)
        if found is None or found.closed_at:
            return "finished already"
        if has_left(notice, Q(member=found.opened_by_id), at):
            return LEFT
        answers = LookBackAnswer.objects.in_chapter(notice.chapter_id).filter(item__look_back=found)
        mine = answers.exclude(member=found.opened_by_id).filter(typed_by=F("member"))
        return "answered already" if mine.exists() else ""

    def render(self, notice: Notice) -> Mail:
        """Who asks, and what it is."""
        found = cast("LookBack", self._found(notice))
        names = {"name": found.opened_by}
        text = _(
            "%(name)s would like to look back with you on what you gave each other, one at a time: how it turned out, "
            "whether it was as good as you thought, what would make the next one better.\n\n"
            "Each answers alone and sees the other’s answer once both are there. Or sit down together, with one phone. "
            "Nobody but you two reads it."
        )
        act = Act(_("Look back together"), address(f"{notice.chapter.path}look-back/{found.pk}/"))
        return Mail(one_line(_("%(name)s asks you to look back together") % names), text % names, act)

    def _found(self, notice: Notice) -> Any:
        rows = LookBack.objects.in_chapter(notice.chapter_id).select_related("opened_by", "chapter")
        return rows.filter(pk=notice.subject or 0).first()
