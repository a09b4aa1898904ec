"""What those whom a lead concerns are told. No mail says what it is about: that is on its page."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.notices import TAKEN_BACK, ToMember
from notices.kinds import Waits, kind
from notices.models import Notice
from notices.values import Act, Mail, address, one_line
from referrals.answering import answer_address
from referrals.models import LeadQuestion, LeadTaking, Progress, Slip
from referrals.notices.days import day_given
from referrals.states import QuestionKind, Stage

ENDED = {
    Stage.WON: gettext_lazy("it came to business"),
    Stage.LOST: gettext_lazy("nothing came of it"),
}
ANSWERED = "answered already"


def _mail(lead: Slip, subject: str, text: str, said: dict[str, Any], act: str) -> Mail:
    page = Act(act, address(f"{lead.chapter.path}slips/{lead.uuid}/"))
    names = {"day": day_given(lead), **said}
    return Mail(subject=one_line(subject % names), text=text % names, act=page, reply_to=answer_address(lead))


class _Question(ToMember):
    """Its subject is a question about a lead."""

    def found(self, notice: Notice) -> Any:
        """The question with the lead and its people."""
        rows = LeadQuestion.objects.in_chapter(notice.chapter_id).filter(pk=notice.subject or 0)
        return rows.select_related("lead__giver", "lead__chapter", "asker").first()


@kind("lead_asked", called=gettext_lazy("questions about your leads"), waits=Waits.FOR_THE_MORNING)
class LeadAsked(_Question):
    """The giver is asked."""

    def settled(self, notice: Notice, at: datetime) -> str:
        """Once it is answered, or the lead was withdrawn."""
        question = self.found(notice)
        if question is None or question.lead.withdrawn_at:
            return TAKEN_BACK
        return ANSWERED if question.answered_at else ""

    def render(self, notice: Notice) -> Mail:
        """Who asks what."""
        question = self.found(notice)
        said = {"name": question.asker}
        if question.kind == QuestionKind.NAME:
            subject = _("%(name)s asks: may I use your name?")
            text = _("%(name)s takes an interest in the lead you shared on %(day)s. One tap says yes or no.")
        else:
            subject = _("%(name)s asks: is there more?")
            text = _(
                "%(name)s takes an interest in the lead you shared on %(day)s and would like to know more. "
                "Whatever you know helps, and where there is no more, say that."
            )
        return _mail(question.lead, subject, text, said, _("Answer"))


@kind("lead_answered", called=gettext_lazy("answers about leads"), waits=Waits.FOR_THE_MORNING)
class LeadAnswered(_Question):
    """Whoever asked, and whoever is on it."""

    def settled(self, notice: Notice, at: datetime) -> str:
        """Once the lead was withdrawn."""
        question = self.found(notice)
        return TAKEN_BACK if question is None or question.lead.withdrawn_at else ""

    def render(self, notice: Notice) -> Mail:
        """A yes or no at once; the words are on the page."""
        question = self.found(notice)
        said = {"name": question.lead.giver}
        if question.kind == QuestionKind.MORE:
            text = _("%(name)s says more about the lead of %(day)s.")
            return _mail(question.lead, _("%(name)s answers about a lead"), text, said, _("Read it"))
        if question.allowed:
            subject, text = _("You may use %(name)s’s name"), _("For the lead of %(day)s: yes, you may name %(name)s.")
        else:
            subject = _("About %(name)s’s name")
            text = _("For the lead of %(day)s: please leave %(name)s’s name out this time.")
        return _mail(question.lead, subject, text, said, _("Open it"))


@kind("lead_taken", called=gettext_lazy("who is on your leads"), waits=Waits.FOR_THE_MORNING)
class LeadTakenUp(ToMember):
    """The giver hears that somebody is on it."""

    def settled(self, notice: Notice, at: datetime) -> str:
        """Once it was released."""
        taking = self.found(notice)
        return TAKEN_BACK if taking is None or taking.released_at or taking.lead.withdrawn_at else ""

    def found(self, notice: Notice) -> Any:
        """The taking with the lead and its people."""
        rows = LeadTaking.objects.in_chapter(notice.chapter_id).filter(pk=notice.subject or 0)
        return rows.select_related("lead__chapter", "member").first()

    def render(self, notice: Notice) -> Mail:
        """Who it is, and what would help."""
        taking = self.found(notice)
        text = _(
            "%(name)s is on the lead you shared on %(day)s.\n\n"
            "When the prospect agrees to be called, pass it to %(name)s as a referral, right from its page."
        )
        return _mail(taking.lead, _("%(name)s is on your lead"), text, {"name": taking.member}, _("Open it"))


class _AboutLead(ToMember):
    """Its subject is a lead."""

    def found(self, notice: Notice) -> Any:
        """The lead with who shared it."""
        rows = Slip.objects.in_chapter(notice.chapter_id).filter(pk=notice.subject or 0)
        return rows.select_related("giver", "chapter").first()


@kind("lead_became_referral", called=gettext_lazy("what became of leads"))
class LeadBecameReferral(_AboutLead):
    """Whoever shared it, and whoever was on it."""

    def settled(self, notice: Notice, at: datetime) -> str:
        """Once that referral was withdrawn."""
        return "" if self._passed(notice) else TAKEN_BACK

    def render(self, notice: Notice) -> Mail:
        """Who passed it to whom."""
        passed = self._passed(notice)
        said = {"giver": passed.giver, "receiver": passed.receiver}
        text = _(
            "%(giver)s passed the lead of %(day)s to %(receiver)s as a referral: the prospect agreed to be called."
        )
        return _mail(self.found(notice), _("A lead became a referral"), text, said, _("See the lead"))

    def _passed(self, notice: Notice) -> Any:
        rows = Slip.objects.in_chapter(notice.chapter_id).filter(came_from=notice.subject, withdrawn_at=None)
        return rows.filter(uuid=notice.about.removeprefix("slip ")).with_people().first()


@kind("lead_withdrawn", called=gettext_lazy("leads you are on that were withdrawn"))
class LeadWithdrawn(_AboutLead):
    """Whoever is on it, so that they do not call."""

    def settled(self, notice: Notice, at: datetime) -> str:
        """Once it stands again."""
        lead = self.found(notice)
        return "" if lead is not None and lead.withdrawn_at else "it stands again"

    def render(self, notice: Notice) -> Mail:
        """That there is nobody to call."""
        lead = self.found(notice)
        text = _("%(name)s withdrew the lead of %(day)s that you are on. There is nobody to call any more.")
        return _mail(lead, _("%(name)s withdrew a lead"), text, {"name": lead.giver}, _("Open it"))


@kind("lead_released", called=gettext_lazy("leads you are on that are offered to others"))
class LeadReleased(_AboutLead):
    """Whoever was on it, where the giver offers it to the others again."""

    def settled(self, notice: Notice, at: datetime) -> str:
        """Once the lead was withdrawn."""
        lead = self.found(notice)
        return TAKEN_BACK if lead is None or lead.withdrawn_at else ""

    def render(self, notice: Notice) -> Mail:
        """That it is open again, to them too."""
        lead = self.found(notice)
        text = _(
            "%(name)s offers the lead of %(day)s, which you were on, to the others again. You can take it up anew."
        )
        return _mail(lead, _("%(name)s offers a lead again"), text, {"name": lead.giver}, _("Open it"))


@kind("lead_ended", called=gettext_lazy("how leads ended"))
class LeadEnded(ToMember):
    """Its giver, or whoever was on it."""

    def settled(self, notice: Notice, at: datetime) -> str:
        """Once it was taken back."""
        return "" if self.found(notice) else TAKEN_BACK

    def found(self, notice: Notice) -> Any:
        """The report with the lead and who made it."""
        rows = Progress.objects.in_chapter(notice.chapter_id).filter(pk=notice.subject or 0)
        return rows.select_related("slip__chapter", "reported_by").first()

    def render(self, notice: Notice) -> Mail:
        """How, in a few words."""
        report = self.found(notice)
        said = {"name": report.reported_by, "how": ENDED[Stage(report.stage)]}
        text = _("%(name)s says how the lead of %(day)s ended: %(how)s.")
        return _mail(report.slip, _("How a lead ended: %(how)s"), text, said, _("Open it"))
