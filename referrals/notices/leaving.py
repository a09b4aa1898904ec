"""Givers are told that a receiver left. No mail carries a prospect's name or details."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.models import Member
from members.notices import ToMember
from notices.kinds import kind
from notices.models import Notice
from notices.values import Act, Mail, address, one_line
from referrals.actions.leaving import RECEIVER_LEFT
from referrals.left_behind import left_behind
from referrals.querysets import SlipQuerySet


@kind(RECEIVER_LEFT, called=gettext_lazy("what you passed to somebody who left"))
class ReceiverLeft(ToMember):
    """Somebody left, and some of what the reader passed them is still open."""

    def settled(self, notice: Notice, at: datetime) -> str:
        """Once the reader has said what becomes of each, or the other is back."""
        return "" if self._theirs(notice, at).exists() else "settled meanwhile"

    def render(self, notice: Notice) -> Mail:
        """Who left, and what the reader may decide; which ones is on the page."""
        left = Member.objects.in_chapter(notice.chapter_id).get(pk=notice.subject)
        text = _(
            "%(name)s has left the chapter, and something you passed them is still open.\n\n"
            "You decide what becomes of it: pass it to another member, or let it rest. Nobody else sees whom it is "
            "about before you have chosen."
        )
        act = Act(_("See what is open"), address(f"{notice.chapter.path}slips/handing-on/"))
        return Mail(
            one_line(_("%(name)s has left: what becomes of your referral?") % {"name": left}),
            text % {"name": left},
            act,
        )

    def _theirs(self, notice: Notice, at: datetime) -> SlipQuerySet:
        found = left_behind(notice.chapter, notice.chapter.today(at)).filter(receiver=notice.subject)
        reader = Q(giver__email=notice.email)
        return found.filter(reader | Q(giver__user=notice.user_id) if notice.user_id else reader)
