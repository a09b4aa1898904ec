"""What people are told of a dispute: officers that one waits, its member how it was answered."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.notices import TAKEN_BACK, ToMember
from notices.kinds import kind
from notices.models import Notice
from notices.values import Act, Mail, address, one_line
from standing.dispute_words import title_of
from standing.models import Dispute
from standing.states import DisputeState

PEOPLE = ("member", "other", "slip__receiver", "chapter", "answered_by")


class _AboutDispute(ToMember):
    """A notice whose subject is a dispute. What the two wrote is on its page alone."""

    def found(self, notice: Notice) -> Dispute:
        """The dispute."""
        rows = Dispute.objects.in_chapter(notice.chapter_id).select_related(*PEOPLE)
        dispute: Dispute = rows.get(pk=notice.subject or 0)
        return dispute

    def act(self, notice: Notice, label: str) -> Act:
        """On to its page."""
        return Act(label, address(f"{notice.chapter.path}standing/disputes/{notice.subject}/"))


@kind("dispute_raised", called=gettext_lazy("members who ask to have their standing looked at"))
class DisputeRaised(_AboutDispute):
    """An officer is asked to look at a row."""

    def settled(self, notice: Notice, at: datetime) -> str:
        """Once somebody answered, or it was taken back."""
        return "" if self.found(notice).is_open else "settled meanwhile"

    def render(self, notice: Notice) -> Mail:
        """Whose, and which row."""
        dispute = self.found(notice)
        said = {"name": dispute.member, "row": title_of(dispute)}
        text = _(
            "%(name)s says that something in their standing is not right:\n\n%(row)s\n\n"
            "Read why, and put it right or say why it stays. Until then the figure stays as it is."
        )
        subject = one_line(_("%(name)s asks for a second look") % said)
        return Mail(subject, text % said, self.act(notice, _("Read and answer")))


@kind("dispute_answered", called=gettext_lazy("answers about your standing"))
class DisputeAnswered(_AboutDispute):
    """A member learns what an officer found."""

    def settled(self, notice: Notice, at: datetime) -> str:
        """Never once it was answered: answers stand."""
        return TAKEN_BACK if self.found(notice).is_open else ""

    def render(self, notice: Notice) -> Mail:
        """Whether it was put right; the word is on the page."""
        dispute = self.found(notice)
        said = {"name": dispute.answered_by or notice.chapter, "row": title_of(dispute)}
        if dispute.state == DisputeState.UPHELD:
            subject = _("It is put right: %(row)s")
            text = _("%(name)s looked at it and put it right:\n\n%(row)s\n\nYour standing follows by itself.")
        else:
            subject = _("About your standing: %(row)s")
            text = _(
                "%(name)s looked at it, and it stays as it is:\n\n%(row)s\n\n"
                "Read why. If that does not settle it, have a word with each other."
            )
        return Mail(one_line(subject % said), text % said, self.act(notice, _("Read the answer")))
