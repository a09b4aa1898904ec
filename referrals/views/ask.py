"""An ask's own page: what is asked, answering it, and for its author the answers."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from chapters.access import Role, requires
from chapters.clock import now
from referrals.forms.asks import FromBookForm, IntroduceForm, VouchForm
from referrals.models import Answer, Ask, NearbyAnswer, NetworkAsk, TrustedPerson
from referrals.permissions import can_answer, is_open
from referrals.states import Warmth
from referrals.trades import fits
from referrals.views.answers import PLACE, status_of
from referrals.views.ask_lines import AnswerCard, how_ended, until


@requires(Role.MEMBER)
@require_safe
def ask(request: Any, ask: UUID) -> HttpResponse:
    """For the chapter; the answers for their two alone."""
    return ask_page(request, found_ask(request, ask), now())


def found_ask(request: Any, uuid: UUID) -> Ask:
    """The chapter's ask of this id, with its author, else 404."""
    known = Ask.objects.in_chapter(request.chapter).with_people()
    found: Ask = get_object_or_404(known, uuid=uuid)
    found.chapter = request.chapter
    return found


def ask_page(request: Any, found: Ask, at: datetime, typed: Any = None) -> HttpResponse:
    """The page, with what was `typed` where something is wrong with it."""
    today = request.chapter.today(at)
    mine = found.asker_id == request.member.pk
    may_answer = can_answer(request.member, found, today)
    context = {
        "place": PLACE,
        "ask": found,
        "mine": mine,
        "open": is_open(found, today),
        "ended": how_ended(found, today),
        "until": until(found.need_by, today),
        "cards": _cards(request, found, mine, at),
        "warmths": Warmth.choices,
        "in_network": mine and NetworkAsk.objects.in_chapter(request.chapter).of(found).exists(),
        "fitting": _fitting(request, found) if may_answer else [],
        "can_answer": may_answer,
        **(_forms(typed) if may_answer else {}),
    }
    return render(request, "referrals/ask.html", context, status=status_of(typed) if typed else 200)


def _cards(request: Any, found: Ask, mine: bool, at: datetime) -> list[AnswerCard]:
    answers = Answer.objects.in_chapter(request.chapter).filter(ask=found).read_by(request.member)
    cards = [AnswerCard.of(answer, request, at) for answer in answers.with_people().oldest_first()]
    if mine:
        nearby = NearbyAnswer.objects.in_chapter(request.chapter).filter(ask=found).order_by("at", "pk")
        cards += [AnswerCard.nearby(answer, request, at) for answer in nearby]
    return cards


def _fitting(request: Any, found: Ask) -> list[tuple[TrustedPerson, FromBookForm]]:
    """People in the reader's own book who do what is asked for, each with a form that answers with them."""
    book = TrustedPerson.objects.in_chapter(request.chapter).kept_by(request.member).by_trade()
    return [(person, FromBookForm()) for person in book if fits(person.trade, found.text)]


def _forms(typed: Any) -> dict[str, Any]:
    """A form each for the ways to answer, told apart by the ids of their fields."""
    forms: dict[str, Any] = {"introduce": IntroduceForm(), "vouch": VouchForm()}
    for name, kind in (("introduce", IntroduceForm), ("vouch", VouchForm)):
        if isinstance(typed, kind):
            forms[name] = typed
        forms[name].auto_id = f"{name}_%s"
    return forms | {"wrong": typed if isinstance(typed, FromBookForm) else None}
