"""Answering an ask, and making a referral of an answer."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from chapters.models import Chapter
from members.models import Member
from members.refusals import Refusal
from notices.actions import tell
from referrals.actions.passing import pass_referral
from referrals.actions.people import address_of, refuse_strangers
from referrals.actions.prospects import refuse_objected
from referrals.models import Answer, Ask, Slip
from referrals.models.asks import NOT_AGREED, AskMoved
from referrals.values import Referral, Sending, Vouched, digest_of


class NotAgreed(Refusal):
    """Somebody's details without their yes: nothing of them is kept (F55)."""

    sentence = NOT_AGREED


class Unreachable(Refusal):
    """Nobody can call somebody without a number or an address."""

    sentence = _("A phone number or an e-mail, so that they can be reached.")


class AlreadyReferral(Refusal):
    """The answer became a referral; that has a page of its own."""

    sentence = _("This answer has become a referral meanwhile.")


class OwnAsk(Refusal):
    """Nobody answers themselves."""

    sentence = _("This is your own ask.")


@transaction.atomic
def answer_ask(
    *,
    ask: Ask,
    vouched: Vouched | None,
    agreed: bool,
    words: str,
    sending: Sending,
    by: Member,
    at: datetime,
) -> Answer:
    """Answer with somebody one vouches for and who agreed to be named, or (None) with "I can introduce you".

    The asker is told; nobody else reads it. The same sending again is the same answer. Raises NotAgreed, Unreachable,
    OwnAsk, AskMoved where the ask has ended, AnotherBody, NotAMember, ProspectObjected.
    """
    if vouched and not agreed:
        raise NotAgreed
    if vouched and not (vouched.phone or vouched.email):
        raise Unreachable
    if ask.asker_id == by.pk:
        raise OwnAsk
    chapter = ask.chapter
    person = asdict(vouched) if vouched else {}
    answer: Answer = Answer(
        chapter=chapter,
        uuid=sending.uuid,
        digest=digest_of("answer", by.pk, {"ask": ask.pk, "words": words, **person}),
        ask=ask,
        answerer=by,
        at=sending.counts_from(at),
        words=words,
        agreed_at=at if vouched else None,
        **person,
    ).hand_in()
    if not answer.is_repeat:
        refuse_ended(ask, at)
        refuse_strangers(chapter, at, by, ask.asker)
        if vouched:
            refuse_objected(chapter=chapter, phone=vouched.phone, email=vouched.email)
        about = f"answer {answer.uuid}"
        tell(chapter=chapter, kind="ask_answered", about=about, to=address_of(ask.asker), at=at, subject=answer.pk)
    return answer


def refuse_ended(ask: Ask, at: datetime) -> None:
    """Raise AskMoved unless the ask is open, and keep it so until the transaction ends."""
    open_asks = Ask.objects.in_chapter(ask.chapter_id).open_on(ask.chapter, ask.chapter.today(at)).filter(pk=ask.pk)
    if not list(open_asks.select_for_update(no_key=True, of=("self",)).values_list("pk")):
        raise AskMoved


@transaction.atomic
def pass_answer(*, chapter: Chapter, answer: Answer, referral: Referral, by: Member, at: datetime) -> Slip:
    """Pass the asker a referral made of one's own answer, once: the referral has the answer's id.

    A second tap is the same referral. Raises AnotherBody, NotAMember, ProspectObjected.
    """
    slip = pass_referral(
        chapter=chapter, receiver=answer.ask.asker, referral=referral, sending=Sending(answer.uuid), by=by, at=at
    )
    Answer.objects.in_chapter(chapter).filter(pk=answer.pk, slip__isnull=True).update(slip=slip)
    return slip


@transaction.atomic
def take_back_answer(*, answer: Answer) -> None:
    """Forget an answer, and with it whoever was named in it. Raises AlreadyReferral."""
    gone, _tables = Answer.objects.in_chapter(answer.chapter_id).filter(pk=answer.pk, slip__isnull=True).delete()
    if not gone:
        raise AlreadyReferral
