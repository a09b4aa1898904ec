"""What speakers are told: that it is their turn, a week and a day before; of swaps; that somebody wrote to them."""

from datetime import date, datetime
from typing import cast

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.models import Presentation, Swap
from meetings.rhythm import ComingMeeting, meeting_on
from meetings.states import SwapState
from members.models import Stay
from members.notices import ToMember
from notices.kinds import Waits, kind
from notices.models import Notice
from notices.values import Act, Mail, address, one_line


def in_words(day: date) -> str:
    """A day as mail says it."""
    return date_format(day, "l j F")


class _AboutPresentation(ToMember):
    """A notice whose subject is a presentation; its `about` begins with the row, the reader's key and the day."""

    def found(self, notice: Notice) -> Presentation | None:
        """The row, as it is now."""
        rows = Presentation.objects.in_chapter(notice.chapter).select_related("member")
        found: Presentation | None = rows.filter(pk=notice.subject or 0).first()
        return found

    def meant(self, notice: Notice) -> tuple[int, date]:
        """Whom the notice is for, and the day it speaks of."""
        _row, member, day = notice.about.split()[:3]
        return int(member), date.fromisoformat(day)

    def settled(self, notice: Notice, at: datetime) -> str:
        """While the reader presents on that day, is a member then, and it has not begun (F28, F34)."""
        row, (member, day) = self.found(notice), self.meant(notice)
        if row is None or row.member_id != member or row.date != day:
            return "settled meanwhile"
        if not Stay.objects.in_chapter(notice.chapter).current_on(day).filter(member=member).exists():
            return "no longer a member"
        return self.refused(meeting_on(notice.chapter, day), at)

    def refused(self, meeting: ComingMeeting | None, at: datetime) -> str:
        """Why it is not sent, given the day's meeting."""
        if meeting is None or meeting.cancelled:
            return "the meeting was cancelled"
        return "" if at < meeting.starts_at and not meeting.held else "too late"

    def mail(self, notice: Notice, subject: str, text: str, label: str, **more: str) -> Mail:
        """The two filled in with the day, its hour and place and `more`, and the way to the presentation's page."""
        _member, day = self.meant(notice)
        meeting = meeting_on(notice.chapter, day)
        local = meeting.starts_at.astimezone(notice.chapter.zone) if meeting else None
        said = {
            "day": in_words(day),
            "clock": f"{local:%H:%M}" if local else "",
            "place": meeting.place if meeting else "",
            **more,
        }
        act = Act(label, address(f"{notice.chapter.path}presentations/{notice.subject}/"))
        return Mail(one_line(subject % said), text % said, act)


@kind("presentation_planned")
class PresentationPlanned(_AboutPresentation):
    """The reader is on the rota."""

    def render(self, notice: Notice) -> Mail:
        """When, and what they can do about it."""
        text = _(
            "You give the feature presentation on %(day)s, %(clock)s, %(place)s.\n\n"
            "Say what you will speak about. If the day does not suit you, ask somebody to swap, or pass."
        )
        return self.mail(notice, _("You present on %(day)s"), text, _("See my presentation"))


@kind("presentation_turn")
class PresentationTurn(_AboutPresentation):
    """The reader's turn came because somebody passed."""

    def render(self, notice: Notice) -> Mail:
        """When, and why them."""
        text = _(
            "The speaker of %(day)s can’t do it, and you are next: the feature presentation is yours, %(clock)s, "
            "%(place)s.\n\nIf the day does not suit you either, ask somebody to swap, or pass."
        )
        return self.mail(notice, _("It is your turn to present: %(day)s"), text, _("See my presentation"))


@kind("presentation_reminder", called=gettext_lazy("presentations you are about to give"), waits=Waits.FOR_NOTHING)
class PresentationReminder(_AboutPresentation):
    """A week and a day before."""

    def render(self, notice: Notice) -> Mail:
        """What they speak about, or that nobody knows yet."""
        row = cast("Presentation", self.found(notice))
        text = _("You give the feature presentation on %(day)s, %(clock)s, %(place)s.\n\nIt has no title yet.")
        if row.title:
            text = _("You give the feature presentation on %(day)s, %(clock)s, %(place)s.\n\nYour title: %(title)s.")
        return self.mail(notice, _("You present on %(day)s"), text, _("See my presentation"), title=row.title)


@kind("presentation_idle")
class PresentationIdle(_AboutPresentation):
    """There is no meeting on the reader's day."""

    def refused(self, meeting: ComingMeeting | None, at: datetime) -> str:
        """Only while there is none."""
        return "" if meeting is None or meeting.cancelled else "the meeting takes place"

    def render(self, notice: Notice) -> Mail:
        """Nothing to do."""
        text = _(
            "There is no meeting on %(day)s, so your presentation waits. You keep your place: you are among the "
            "first whose turn it is. If the meeting takes place after all, the day is yours."
        )
        return self.mail(notice, _("No meeting on %(day)s: your presentation waits"), text, _("See the rota"))


@kind("presentation_given_over")
class PresentationGivenOver(_AboutPresentation):
    """An officer gave the reader's day to somebody else."""

    def settled(self, notice: Notice, at: datetime) -> str:
        """Unless it is theirs again."""
        row, (member, day) = self.found(notice), self.meant(notice)
        return "settled meanwhile" if row is None or row.member_id == member or row.date != day else ""

    def render(self, notice: Notice) -> Mail:
        """Who presents instead."""
        row = cast("Presentation", self.found(notice))
        text = _("%(name)s presents on %(day)s in your place. Have a word with your officers if that is a surprise.")
        name = str(row.member or _("Somebody else"))
        return self.mail(notice, _("You do not present on %(day)s"), text, _("See the rota"), name=name)


@kind("feedback_written", called=gettext_lazy("what people took from your presentation"))
class FeedbackWritten(_AboutPresentation):
    """Somebody wrote to the speaker. What they wrote stays on the page."""

    def meant(self, notice: Notice) -> tuple[int, date]:
        """The speaker; the day is the row's."""
        row = self.found(notice)
        return int(notice.about.split()[1]), row.date if row else date.min

    def refused(self, meeting: ComingMeeting | None, at: datetime) -> str:
        """Worth reading whenever it comes."""
        return ""

    def render(self, notice: Notice) -> Mail:
        """That there is something to read, and where."""
        text = _("Somebody wrote down what they took from your presentation of %(day)s. Only you and they can read it.")
        sent = self.mail(notice, _("What people took from your presentation"), text, "")
        act = Act(_("Read it"), address(f"{notice.chapter.path}presentations/{notice.subject}/feedback/"))
        return Mail(sent.subject, sent.text, act)


class _AboutSwap(ToMember):
    """A notice whose subject is a request to swap."""

    def found(self, notice: Notice) -> Swap | None:
        """The request, with the days and the people."""
        rows = Swap.objects.in_chapter(notice.chapter).select_related("wanted", "own", "asked", "asked_by")
        found: Swap | None = rows.filter(pk=notice.subject or 0).first()
        return found

    def act(self, notice: Notice, label: str) -> Act:
        """On to the rota, where it is answered."""
        return Act(label, address(f"{notice.chapter.path}presentations/"))


@kind("swap_asked", called=gettext_lazy("requests to swap presentations"), waits=Waits.FOR_THE_MORNING)
class SwapAsked(_AboutSwap):
    """Somebody would like the reader's day."""

    def settled(self, notice: Notice, at: datetime) -> str:
        """Until it is answered or taken back, or the days changed."""
        swap = self.found(notice)
        if swap is None or swap.state != SwapState.ASKED or swap.wanted.member_id != swap.asked_id:
            return "settled meanwhile"
        return ""

    def render(self, notice: Notice) -> Mail:
        """Which days."""
        swap = cast("Swap", self.found(notice))
        said = {"name": swap.asked_by, "theirs": in_words(swap.wanted.date)}
        if swap.own:
            said["mine"] = in_words(swap.own.date)
            text = _("%(name)s would like to present on %(theirs)s, and offers you %(mine)s for it.")
        else:
            text = _("%(name)s would like to present on %(theirs)s in your place.")
        return Mail(one_line(_("%(name)s asks for your day") % said), text % said, self.act(notice, _("Answer")))


@kind("swap_answered", called=gettext_lazy("answers to your requests to swap"))
class SwapAnswered(_AboutSwap):
    """The other one answered."""

    def settled(self, notice: Notice, at: datetime) -> str:
        """Whatever became of it since."""
        return "" if self.found(notice) else "settled meanwhile"

    def render(self, notice: Notice) -> Mail:
        """Yes or no."""
        swap = cast("Swap", self.found(notice))
        said = {"name": swap.asked, "day": in_words(swap.wanted.date)}
        if swap.state == SwapState.ACCEPTED:
            subject, text = _("%(day)s is yours"), _("%(name)s says yes: you present on %(day)s.")
        else:
            subject, text = _("%(name)s keeps %(day)s"), _("%(name)s would rather keep %(day)s.")
        return Mail(one_line(subject % said), text % said, self.act(notice, _("See the rota")))
