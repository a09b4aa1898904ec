"""What every notice of a seat review has in common: it names nobody, and says that there is something to read or do."""

from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from members.notices import ToMember
from notices.models import Notice
from notices.values import Act, Mail, address, one_line
from reviews.models import Decision
from reviews.states import DAYS_TO_ANSWER, DecisionState
from standing.models import Flag

OVER = "it is over"
NOT_THEIRS = "no longer theirs to know"


class AboutReview(ToMember):
    """A notice whose subject is a flag; the mail names nobody and says nothing of what is on the page."""

    subject: Promise | str = ""
    text: Promise | str = ""
    label: Promise | str = gettext_lazy("Open it")
    while_open = True

    def settled(self, notice: Notice, at: datetime) -> str:
        """Once the flag is closed, where it is about a conversation that goes on."""
        flag = self.flag(notice)
        return OVER if flag is None or (self.while_open and flag.closed_at is not None) else ""

    def render(self, notice: Notice) -> Mail:
        """What there is to do, and where."""
        says = {"chapter": notice.chapter, "days": DAYS_TO_ANSWER}
        path = f"{notice.chapter.path}standing/flag/{notice.subject}/"
        subject, text = self.words(notice)
        return Mail(
            subject=one_line(str(subject) % says),
            text=str(text) % says,
            act=Act(str(self.label), address(path)),
        )

    def words(self, notice: Notice) -> tuple[Promise | str, Promise | str]:
        """Its subject and its text."""
        return self.subject, self.text

    def flag(self, notice: Notice) -> Flag | None:
        """The flag it is about."""
        rows = Flag.objects.in_chapter(notice.chapter_id).select_related("chapter")
        return rows.filter(pk=notice.subject or 0).first()


def no_longer(notice: Notice, state: DecisionState) -> str:
    """Why a notice about a decision, named by its key, is not sent: the decision is in another state by now."""
    key = notice.about.rpartition(":")[2]
    still = Decision.objects.in_chapter(notice.chapter_id).filter(pk=key, state=state)
    return "" if still.exists() else "moved on meanwhile"
