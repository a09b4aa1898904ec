"""An ask, and an answer to it, as their readers see them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from referrals.models import Answer, Ask, NearbyAnswer, NetworkAsk
from referrals.permissions import can_pass_on, is_open
from referrals.states import AskState
from referrals.views.lines import day_of

SHOWN = 110
"""Letters of an ask in a list."""

SOON = 3
"""Days before its last one from which on an ask is pressing."""

ENDED: dict[AskState, Promise] = {
    AskState.FOUND: gettext_lazy("Found"),
    AskState.NOT_NEEDED: gettext_lazy("No longer needed"),
    AskState.PASSED: gettext_lazy("Its day has passed"),
}


def until(day: date, today: date) -> str:
    """The last day an answer helps, in words."""
    if day == today:
        return _("until today")
    return _("until %(day)s") % {"day": date_format(day, "j F" if day.year == today.year else "j F Y")}


def soon(day: date, today: date) -> str:
    """How many days are left, in words; empty while there are many."""
    days = (day - today).days
    if days > SOON:
        return ""
    return ngettext("%(count)s day left", "%(count)s days left", days) % {"count": days} if days > 0 else _("today")


def in_short(text: str) -> str:
    """An ask in one line."""
    return Truncator(" ".join(text.split())).chars(SHOWN)


def how_ended(ask: Ask, today: date) -> str:
    """How an ask ended, in words; empty while it is open."""
    if is_open(ask, today):
        return ""
    return str(ENDED[AskState(ask.state) if ask.state != AskState.OPEN else AskState.PASSED])


@dataclass(frozen=True, slots=True)
class AskLine:
    """One ask in a list; `due` is how soon an answer is needed, where that is soon; `aside` how it ended."""

    href: str
    title: str
    note: str
    name: str
    due: str
    aside: str

    @classmethod
    def of(cls, ask: Any, request: Any, at: datetime) -> Self:
        """For a member of its chapter; `ask.answered` says whether they answered it."""
        today = request.chapter.today(at)
        mine = ask.asker_id == request.member.pk
        ended = how_ended(ask, today)
        due = "" if ended else soon(ask.need_by, today)
        parts = [_("You ask") if mine else ask.asker.name, "" if ended or due else until(ask.need_by, today)]
        note = " · ".join(part for part in (*parts, _("you answered") if ask.answered else "") if part)
        return cls(f"{request.chapter.path}asks/{ask.uuid}/", in_short(ask.text), note, ask.asker.name, due, ended)

    @classmethod
    def nearby(cls, put: NetworkAsk, request: Any, at: datetime) -> Self:
        """One that another chapter of the network lets this one read."""
        href = f"{request.chapter.path}asks/network/{put.key}/"
        today = request.chapter.today(at)
        due, who = soon(put.need_by, today), f"{put.author}, {put.chapter}"
        note = who if due else f"{who} · {until(put.need_by, today)}"
        return cls(href, in_short(put.text), note, put.author, due, "")


@dataclass(frozen=True, slots=True)
class AnswerCard:
    """One answer, for its asker or its author. `write_to` is where somebody of another chapter is answered."""

    path: str
    name: str
    said: str
    words: str
    person: str
    phone: str
    email: str
    write_to: str
    thanks: str
    slip: str
    can_pass: bool
    can_take_back: bool

    @classmethod
    def of(cls, answer: Answer, request: Any, at: datetime) -> Self:
        """By a member of the chapter."""
        root, mine = request.chapter.path, answer.answerer_id == request.member.pk
        slip = f"{root}slips/{answer.slip.uuid}/" if answer.slip else ""
        thanks = f"thanks/?slip={answer.slip.uuid}" if answer.slip else f"thanks/?to={answer.answerer_id}"
        open_still = can_pass_on(request.member, answer)
        return cls(
            path=f"{root}answers/{answer.uuid}/",
            name=answer.answerer.name,
            said=_said(answer, mine, day_of(answer.at, request.chapter, at)),
            words=answer.words,
            person=answer.person,
            phone=answer.phone,
            email=answer.email,
            write_to="",
            thanks="" if mine else root + thanks,
            slip=slip,
            can_pass=open_still,
            can_take_back=open_still,
        )

    @classmethod
    def nearby(cls, answer: NearbyAnswer, request: Any, at: datetime) -> Self:
        """From another chapter."""
        where = {"chapter": answer.from_chapter, "day": day_of(answer.at, request.chapter, at)}
        return cls(
            path="",
            name=answer.name or _("Somebody"),
            said=_("%(chapter)s, %(day)s") % where,
            words=answer.words,
            person="",
            phone="",
            email="",
            write_to=answer.email,
            thanks="",
            slip="",
            can_pass=False,
            can_take_back=False,
        )


def _said(answer: Answer, mine: bool, day: str) -> str:
    vouched = answer.agreed_at is not None
    if mine:
        words = _("You vouch, %(day)s") if vouched else _("You can introduce, %(day)s")
    else:
        words = _("Vouches, %(day)s") if vouched else _("Can introduce you, %(day)s")
    return words % {"day": day}
