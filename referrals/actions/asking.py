"""Putting an ask to the chapter, and ending it."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from chapters.models import Chapter
from members.models import Member
from notices.actions import tell
from referrals.actions import door
from referrals.actions.people import address_of, refuse_strangers
from referrals.models import Ask, TrustedPerson
from referrals.states import AskState
from referrals.trades import fits
from referrals.values import Question, Sending, digest_of


@transaction.atomic
def put_ask(
    *, chapter: Chapter, question: Question, to_network: bool, sending: Sending, by: Member, at: datetime
) -> Ask:
    """Ask the chapter, and the network's other chapters where its author wants.

    Members hear of it with the day's other asks (`referrals.resting`); whoever has somebody fitting in their book is
    told now, and they alone. The same sending again is the same ask. Raises AnotherBody, NotAMember.
    """
    ask: Ask = Ask(
        chapter=chapter,
        uuid=sending.uuid,
        digest=digest_of("ask", by.pk, asdict(question) | {"to_network": to_network}),
        asker=by,
        asked_at=sending.counts_from(at),
        **asdict(question),
    ).hand_in()
    if not ask.is_repeat:
        refuse_strangers(chapter, at, by)
        _tell_who_knows(ask, at)
        if to_network:
            door.put_out(ask=ask, at=at)
    return ask


def _tell_who_knows(ask: Ask, at: datetime) -> None:
    """Tell members with somebody fitting in their book; who they are stays between the program and each of them."""
    about = f"ask {ask.uuid}"
    for owner in owners_of_fitting(books_of(ask.chapter, at), ask.text):
        if owner.pk != ask.asker_id:
            tell(chapter=ask.chapter, kind="ask_fits", about=about, to=address_of(owner), at=at, subject=ask.pk)


def books_of(chapter: Chapter, at: datetime) -> list[TrustedPerson]:
    """What stands in all the books of current members, for the program alone to compare. One statement."""
    current = Member.objects.in_chapter(chapter).current_on(chapter.today(at)).values("pk")
    books = TrustedPerson.objects.in_chapter(chapter).filter(owner__in=current).select_related("owner")
    return list(books.only("trade", "chapter", "owner").order_by("owner", "pk"))


def owners_of_fitting(books: Iterable[TrustedPerson], text: str) -> list[Member]:
    """The members in whose book somebody does what a text asks for."""
    return list({one.owner_id: one.owner for one in books if fits(one.trade, text)}.values())


@transaction.atomic
def end_ask(*, ask: Ask, state: AskState, at: datetime) -> None:
    """Its author found somebody, or needs nobody any more: in the network too it is gone. Raises AskMoved."""
    ask.end(state, at)
    door.take_in(ask=ask)


@transaction.atomic
def open_ask_again(*, ask: Ask) -> None:
    """Undo the end of an ask; the network is asked again only where its author says so. Raises AskMoved."""
    ask.open_again()
