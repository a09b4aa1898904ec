"""Givers are told that a receiver left, or whoever was on their lead. No mail carries a prospect's name or details."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.models import Member
from members.notices import ToMember, reader
from notices.kinds import kind
from notices.models import Notice
from notices.values import Act, Mail, address, one_line
from referrals.actions.leaving import RECEIVER_LEFT, TAKER_LEFT
from referrals.left_behind import left_behind
from referrals.models import LeadTaking
from referrals.notices.days import day_given
from referrals.permissions import is_open_lead
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
        return found.filter(reader("giver", notice))


@kind(TAKER_LEFT, called=gettext_lazy("leads of yours that are free again"))
class TakerLeft(ToMember):
    """Whoever was on a lead of the reader's left; it is offered to the others again."""

    def settled(self, notice: Notice, at: datetime) -> str:
        """Once it is over, or somebody else is on it."""
        lead = self._taking(notice).lead
        if not is_open_lead(lead):
            return "it is over"
        takings = LeadTaking.objects.in_chapter(notice.chapter_id).now().filter(lead=lead)
        return "somebody is on it" if takings.exists() else ""

    def render(self, notice: Notice) -> Mail:
        """Who left, and of which day the lead is; what it is about is on its page."""
        taking = self._taking(notice)
        said = {"name": taking.member, "day": day_given(taking.lead)}
        text = _(
            "%(name)s, who was on your lead of %(day)s, has left the chapter.\n\n"
            "It is offered to the others again. If they agree to be called, you can pass it to any of them."
        )
        act = Act(_("Open it"), address(f"{notice.chapter.path}slips/{taking.lead.uuid}/"))
        return Mail(one_line(_("%(name)s has left: your lead is free again") % said), text % said, act)

    def _taking(self, notice: Notice) -> LeadTaking:
        rows = LeadTaking.objects.in_chapter(notice.chapter_id).select_related("lead__chapter", "member")
        found: LeadTaking = rows.get(pk=notice.subject)
        return found
