"""The one door between chapters of a network: an ask goes out, and answers to it come in. Nothing else does.

Out goes a `NetworkAsk`: the words, the day, the author's name, the chapter. Rows of it are written in their own
chapter alone; the network's other chapters may look (chapters.walls.NetworkWindow). In comes a `NearbyAnswer`, by
`answer_nearby`, the one function that opens a chapter's scope from a page of another's; it answers nothing of what it
sees there. docs/decisions/0010 says why, and tests/referrals/test_door.py what must never come through.
"""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from chapters.models import Chapter
from chapters.scope import chapter_scope
from chapters.values import first_instant
from members.models import Member
from notices.actions import tell
from referrals.actions.people import address_of
from referrals.models import AnsweredNearby, Ask, NearbyAnswer, NetworkAsk
from referrals.models.asks import AskMoved
from referrals.states import AskState
from referrals.values import FromNearby, Sending, digest_of

NEXT_DAY = timedelta(days=1)


@transaction.atomic
def put_out(*, ask: Ask, at: datetime) -> None:
    """Let the network's other chapters read an open ask, until its day is over. Once more changes nothing.

    Raises AskMoved where it has ended.
    """
    asks = Ask.objects.in_chapter(ask.chapter_id).filter(pk=ask.pk, state=AskState.OPEN)
    if not list(asks.select_for_update(no_key=True).values_list("pk")):
        raise AskMoved
    NetworkAsk.objects.bulk_create(
        [
            NetworkAsk(
                chapter=ask.chapter,
                ask=ask,
                author=ask.asker.name,
                text=ask.text,
                need_by=ask.need_by,
                closes_at=first_instant(ask.need_by + NEXT_DAY, ask.chapter.zone),
                put_at=at,
            )
        ],
        ignore_conflicts=True,
    )


def take_in(*, ask: Ask) -> None:
    """Let no other chapter read it any more. Once more changes nothing."""
    NetworkAsk.objects.in_chapter(ask.chapter_id).of(ask).delete()


def asks_nearby(chapter: Chapter, at: datetime) -> Any:
    """Open asks of the other chapters of a chapter's network, each with its chapter, the newest first."""
    reason = "what authors in the network's other chapters put to the network"
    asks = NetworkAsk.objects.across_chapters(reason=reason).of_others(chapter).open_at(at)
    return asks.select_related("chapter").latest_first()


@transaction.atomic
def answer_nearby(*, put: NetworkAsk, answer: FromNearby, sending: Sending, by: Member, at: datetime) -> None:
    """Hand an answer through the door: kept in the asker's chapter, for the asker alone, who is told.

    What its writer said they keep in their own. It answers nothing, and leaves the scope as it was. The same sending
    again, while the ask is out, is the same answer. Raises AskMoved where it is out no more, AnotherBody.
    """
    home = put.chapter
    digest = digest_of("nearby answer", by.pk, asdict(answer) | {"ask": put.ask_id})
    AnsweredNearby(
        chapter=by.chapter,
        uuid=sending.uuid,
        digest=digest,
        answerer=by,
        put=put.key,
        author=put.author,
        at=at,
        words=answer.words,
        email=answer.email,
    ).hand_in()
    with chapter_scope(home.pk):
        asks = Ask.objects.in_chapter(home).open_on(home, home.today(at)).filter(pk=put.ask_id, in_network=put.pk)
        ask = asks.select_for_update(no_key=True, of=("self",)).select_related("asker").first()
        if ask is None:
            raise AskMoved
        stored = NearbyAnswer(
            chapter=home,
            uuid=sending.uuid,
            digest=digest,
            ask=ask,
            at=at,
            name=answer.name,
            from_chapter=answer.chapter,
            words=answer.words,
            email=answer.email,
        ).hand_in()
        if not stored.is_repeat:
            about, to = f"nearby answer {stored.uuid}", address_of(ask.asker)
            tell(chapter=home, kind="ask_answered_nearby", about=about, to=to, at=at, subject=stored.pk)
