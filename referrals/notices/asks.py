"""What is told of asks and their answers. No mail carries the name or details of anybody vouched for."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.notices import TAKEN_BACK, ToMember, reader
from notices.kinds import kind
from notices.models import Notice
from notices.values import Act, Mail, address, one_line
from referrals.actions.door import asks_nearby
from referrals.models import Answer, Ask, NearbyAnswer
from referrals.states import AskState

ENDED = "the ask has ended"
SHOWN = 200
"""Letters of an ask in a mail."""


def in_short(text: str) -> str:
    """An ask in one line."""
    line = one_line(text)
    return line if len(line) <= SHOWN else f"{line[: SHOWN - 1].rstrip()}…"


def _ask_page(ask: Ask, label: str) -> Act:
    return Act(label, address(f"{ask.chapter.path}asks/{ask.uuid}/"))


@kind("asks_put", called=gettext_lazy("what members ask the chapter"))
class AsksPut(ToMember):
    """The chapter hears of new asks, all of a half day in one mail."""

    def settled(self, notice: Notice, at: datetime) -> str:
        """Once all of them have ended."""
        return "" if self._asks(notice).exists() else ENDED

    def render(self, notice: Notice) -> Mail:
        """Who asks what, and until when."""
        asks = list(self._asks(notice))
        lines = "\n".join(f"- {ask.asker}: {in_short(ask.text)}" for ask in asks)
        subject = (
            _("%(name)s asks: who do you know?") % {"name": asks[0].asker}
            if len(asks) == 1
            else _("Members ask: who do you know?")
        )
        text = _(
            "Who do you know who can help?\n\n%(asks)s\n\nYour answer is read by the one who asks, and by nobody else."
        )
        act = _ask_page(asks[0], _("Answer"))
        if len(asks) > 1:
            act = Act(_("See them and answer"), address(f"{notice.chapter.path}asks/"))
        return Mail(one_line(subject), text % {"asks": lines}, act)

    def _asks(self, notice: Notice) -> Any:
        """The open ones of this bundle, but the reader's own."""
        asks = Ask.objects.in_chapter(notice.chapter_id).filter(told_at=notice.created_at, state=AskState.OPEN)
        return asks.exclude(reader("asker", notice)).with_people().select_related("chapter").soonest_first()


class _Fits(ToMember):
    """Somebody in the reader's own book does what is asked for; nobody else learns that."""

    def mail(self, author: str, text: str, act: Act) -> Mail:
        """Who asks what; the book stays closed."""
        words = {"name": author, "text": in_short(text)}
        said = _(
            "%(name)s asks:\n\n%(text)s\n\nSomebody in your little black book may be the one. Only you are told; "
            "nobody else knows who is in it."
        )
        return Mail(one_line(_("An ask fits somebody in your book")), said % words, act)


@kind("ask_fits", called=gettext_lazy("asks that fit somebody in your book"))
class AskFits(_Fits):
    """An ask of the reader's own chapter."""

    def settled(self, notice: Notice, at: datetime) -> str:
        """Once it has ended."""
        return "" if self._asks(notice).exists() else ENDED

    def render(self, notice: Notice) -> Mail:
        """Two taps from an answer."""
        ask = self._asks(notice).get()
        return self.mail(ask.asker.name, ask.text, _ask_page(ask, _("Look and answer")))

    def _asks(self, notice: Notice) -> Any:
        asks = Ask.objects.in_chapter(notice.chapter_id).filter(pk=notice.subject or 0, state=AskState.OPEN)
        return asks.select_related("asker", "chapter")


@kind("ask_fits_nearby", called=gettext_lazy("other chapters’ asks that fit somebody in your book"))
class AskFitsNearby(_Fits):
    """An ask that came through the door."""

    def settled(self, notice: Notice, at: datetime) -> str:
        """Once it is out no more."""
        return "" if asks_nearby(notice.chapter, at).filter(pk=notice.subject or 0).exists() else ENDED

    def render(self, notice: Notice) -> Mail:
        """Who asks, from which chapter."""
        put = asks_nearby(notice.chapter, notice.created_at).get(pk=notice.subject)
        author = _("%(name)s of %(chapter)s") % {"name": put.author, "chapter": put.chapter}
        page = address(f"{notice.chapter.path}asks/network/{put.key}/")
        return self.mail(author, put.text, Act(_("Look and answer"), page))


class _Answered(ToMember):
    """The asker has an answer."""

    answers: Any

    def settled(self, notice: Notice, at: datetime) -> str:
        """Once it was taken back."""
        return "" if self.found(notice).exists() else TAKEN_BACK

    def found(self, notice: Notice) -> Any:
        """The answer."""
        rows = self.answers.objects.in_chapter(notice.chapter_id).filter(pk=notice.subject or 0)
        return rows.select_related("ask__chapter")

    def mail(self, name: str, ask: Ask) -> Mail:
        """Who answered what; the rest is on the page."""
        words = {"name": name, "text": in_short(ask.text)}
        text = _("You asked:\n\n%(text)s\n\n%(name)s has an answer. It is on the page, for you alone.") % words
        return Mail(one_line(_("%(name)s answers your ask") % words), text, _ask_page(ask, _("Read it")))


@kind("ask_answered", called=gettext_lazy("answers to what you ask"))
class AskAnswered(_Answered):
    """By a member of the chapter."""

    answers = Answer

    def render(self, notice: Notice) -> Mail:
        """Their name."""
        answer = self.found(notice).select_related("answerer", "ask__chapter").get()
        return self.mail(answer.answerer.name, answer.ask)


@kind("ask_answered_nearby", called=gettext_lazy("other chapters’ answers to what you ask"))
class AskAnsweredNearby(_Answered):
    """By somebody of another chapter of the network."""

    answers = NearbyAnswer

    def render(self, notice: Notice) -> Mail:
        """Their name and chapter."""
        answer = self.found(notice).get()
        name = _("%(name)s of %(chapter)s") % {"name": answer.name, "chapter": answer.from_chapter}
        return self.mail(name, answer.ask)
