"""What giver and receiver are told. No mail ever carries a prospect's name or contact details: it leads to the page."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.notices import TAKEN_BACK, ToMember
from notices.kinds import Waits, kind
from notices.models import Notice
from notices.values import Act, Mail, address, one_line
from referrals.answering import answer_address
from referrals.models import Progress, Slip
from referrals.notices.silence import say_how
from referrals.states import Kind, Stage


def _slip_page(slip: Slip) -> Act:
    return Act(_("Open it"), address(f"{slip.chapter.path}slips/{slip.uuid}/"))


@kind("referral_passed", called=gettext_lazy("referrals passed to you"))
class ReferralPassed(ToMember):
    """The receiver has somebody to call."""

    def settled(self, notice: Notice, at: datetime) -> str:
        """Once it was withdrawn, or its receiver found and answered it."""
        slip = self._slips(notice).first()
        if slip is None or slip.withdrawn_at:
            return TAKEN_BACK
        return "" if slip.stage == Stage.PASSED else "answered already"

    def render(self, notice: Notice) -> Mail:
        """Who passed it and how warm it is; the rest is on the page."""
        slip = self._slips(notice).get()
        names = {"giver": slip.giver, "did": slip.get_warmth_display()}
        return Mail(
            subject=one_line(_("%(giver)s passed you a referral") % names),
            text=_(
                "%(giver)s %(did)s and passed you a referral. Your call is expected.\n\n"
                "Say how it went with one tap, so that %(giver)s knows."
            )
            % names,
            act=_slip_page(slip),
            also=say_how(slip),
            reply_to=answer_address(slip),
        )

    def _slips(self, notice: Notice) -> Any:
        slips = Slip.objects.in_chapter(notice.chapter_id).filter(pk=notice.subject)
        return slips.select_related("giver", "receiver", "chapter")


class _Report(ToMember):
    """About one report on a slip, to its giver."""

    def settled(self, notice: Notice, at: datetime) -> str:
        """Once it was taken back."""
        return "" if self._reports(notice).exists() else TAKEN_BACK

    def _reports(self, notice: Notice) -> Any:
        reports = Progress.objects.in_chapter(notice.chapter_id).filter(pk=notice.subject or 0)
        return reports.select_related("slip__giver", "slip__chapter", "reported_by")


@kind("progress_reported", called=gettext_lazy("news of what you passed"), waits=Waits.FOR_THE_MORNING)
class ProgressReported(_Report):
    """The giver hears how it goes."""

    def render(self, notice: Notice) -> Mail:
        """What was reported, in a word."""
        report = self._reports(notice).get()
        names = {"who": report.reported_by, "stage": report.get_stage_display()}
        return Mail(
            subject=one_line(_("Your referral to %(who)s: %(stage)s") % names),
            text=_("%(who)s tells you how your referral goes: %(stage)s.") % names,
            act=_slip_page(report.slip),
            reply_to=answer_address(report.slip),
        )


@kind("slip_bad", called=gettext_lazy("what was no use of what you passed"), waits=Waits.FOR_THE_MORNING)
class SlipBad(_Report):
    """The giver learns that it was no use, kindly."""

    def render(self, notice: Notice) -> Mail:
        """That it happens, and where the reason is."""
        report = self._reports(notice).get()
        who = {"who": report.reported_by}
        lead = report.slip.kind == Kind.LEAD
        subject = _("About the lead you shared") if lead else _("About the referral you passed to %(who)s") % who
        text = _(
            "%(who)s looked into it, and this one was no use after all. It happens to everybody who passes a lot.\n\n"
            "On the page you find what would have made it good, so that the next one fits better. "
            "This one does not count; all the others do."
        )
        answers = answer_address(report.slip)
        return Mail(subject=one_line(subject), text=text % who, act=_slip_page(report.slip), reply_to=answers)


@kind("prospect_objected")
class ProspectObjected(ToMember):
    """A prospect had their details removed; both who held them are to know, so nobody can do without it."""

    def settled(self, notice: Notice, at: datetime) -> str:
        """Never: it holds once it happened."""
        return ""

    def render(self, notice: Notice) -> Mail:
        """Of which slip, by its two people, and what that means."""
        slip = Slip.objects.in_chapter(notice.chapter_id).with_people().select_related("chapter").get(pk=notice.subject)
        names = {"giver": slip.giver, "receiver": slip.receiver or _("the chapter")}
        return Mail(
            subject=one_line(_("A prospect asked to be forgotten")),
            text=_(
                "Somebody whose details went from %(giver)s to %(receiver)s does not want them kept. "
                "They are removed, and are not to be passed in this chapter again. Please don’t call them, and delete "
                "what you noted elsewhere.\n\nWhat was passed still counts."
            )
            % names,
            act=_slip_page(slip),
        )
