"""Whoever was written down as leaving stays after all: they hear of it, and so do the president and vice president."""

from datetime import datetime

from django.utils.translation import gettext as _

from members.actions.staying import STAY_RESUMED
from members.models import Member, Stay
from members.notices.people import ToMember
from notices.kinds import kind
from notices.models import Notice
from notices.values import Mail, one_line


@kind(STAY_RESUMED)
class StayResumed(ToMember):
    """To whoever was told before that they leave, and those who were told of it."""

    def settled(self, notice: Notice, at: datetime) -> str:
        """Where they leave by now, whoever wrote that down."""
        stay = self._stay(notice)
        return "" if stay is not None and stay.left_on is None else "they leave after all"

    def render(self, notice: Notice) -> Mail:
        """Who stays, by whose word."""
        stay = self._stay(notice)
        assert stay is not None  # it was due a moment ago
        by = Member.objects.in_chapter(notice.chapter_id).get(pk=int(notice.about.split(":")[2]))
        said = {
            "chapter": notice.chapter.name,
            "name": stay.member.name,
            "seat": stay.seat.category.name,
            "by": by.name,
        }
        if notice.email == stay.member.email:
            text = _(
                "Hello %(name)s,\n\n%(by)s wrote down that you stay a member of %(chapter)s. The seat %(seat)s is "
                "yours as before."
            )
            return Mail(one_line(_("You stay at %(chapter)s") % said), text % said)
        text = _("%(by)s wrote down that %(name)s does not leave: the seat %(seat)s is theirs as before.")
        return Mail(one_line(_("%(name)s stays at %(chapter)s") % said), text % said)

    def _stay(self, notice: Notice) -> Stay | None:
        stays = Stay.objects.in_chapter(notice.chapter_id).select_related("member", "seat__category")
        return stays.filter(pk=notice.subject or 0).first()
