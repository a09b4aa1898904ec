"""Saying thanks, correcting them, taking them back."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from chapters.models import Chapter
from members.models import Member
from notices.actions import tell
from referrals.actions.people import address_of, refuse_strangers
from referrals.models import Slip, ThanksMoved, ThanksTakenBack, ThankYou, ThankYouCorrection
from referrals.refusals import TakenBack
from referrals.values import Sending, Thanks, digest_of


@transaction.atomic
def say_thanks(
    *,
    chapter: Chapter,
    receiver: Member,
    thanks: Thanks,
    sending: Sending,
    by: Member,
    at: datetime,
    slip: Slip | None = None,
) -> ThankYou:
    """Thank a member in public, and tell them. The same sending again is the same thanks.

    Raises AnotherBody, NotAMember, and TakenBack where they were said and taken back before.
    """
    body = asdict(thanks) | {"receiver": receiver.pk, "slip": slip and slip.pk}
    if not thanks.repeat:
        del body["repeat"]  # what a phone sent before one could say so is the same still
    said_at = sending.counts_from(at)
    thank_you = ThankYou(
        chapter=chapter,
        uuid=sending.uuid,
        digest=digest_of("thanks", by.pk, body),
        at=said_at,
        arrived_at=at if said_at < at else None,
        giver=by,
        receiver=receiver,
        slip=slip,
        **asdict(thanks),
    ).hand_in()
    if not thank_you.is_repeat:
        if ThanksTakenBack.objects.in_chapter(chapter).filter(uuid=sending.uuid).exists():
            raise TakenBack
        refuse_strangers(chapter, at, by, receiver)
        about = f"thanks {thank_you.uuid}"
        tell(chapter=chapter, kind="thanked", about=about, to=address_of(receiver), at=at, subject=thank_you.pk)
    return thank_you


@transaction.atomic
def correct_thanks(*, thank_you: ThankYou, thanks: Thanks, by: Member, at: datetime) -> None:
    """Their giver says them otherwise; what they said before stays for the two, and the receiver is told.

    The same words once more change nothing. Raises ThanksMoved.
    """
    was = Thanks(thank_you.text, thank_you.amount, thank_you.repeat)
    if was == thanks:
        return
    as_read = ThankYou.objects.in_chapter(thank_you.chapter_id).filter(pk=thank_you.pk)
    if not as_read.filter(corrected_at=thank_you.corrected_at).select_for_update().exists():
        raise ThanksMoved
    # The row before comes first: it refers to the chapter, so that its currency does not change under an amount.
    ThankYouCorrection.objects.create(chapter=thank_you.chapter, thank_you=thank_you, at=at, **asdict(was))
    thank_you.correct(text=thanks.text, amount=thanks.amount, repeat=thanks.repeat, at=at)
    about = f"thanks {thank_you.uuid} corrected {at.isoformat()}"
    to = address_of(thank_you.receiver)
    tell(chapter=thank_you.chapter, kind="thanks_corrected", about=about, to=to, at=at, subject=thank_you.pk)


@transaction.atomic
def take_back_thanks(*, thank_you: ThankYou, by: Member, at: datetime) -> None:
    """Unsay them, as if they had never been said; the same sending does not say them again. Raises ThanksMoved."""
    found = ThankYou.objects.in_chapter(thank_you.chapter_id).filter(pk=thank_you.pk).select_for_update().first()
    if found is None:
        raise ThanksMoved
    corrections = ThankYouCorrection.objects.in_chapter(thank_you.chapter_id).filter(thank_you=found)
    corrected = [(one.at, one.amount) for one in corrections.order_by("at")]
    ThanksTakenBack.objects.create(
        chapter_id=found.chapter_id,
        uuid=found.uuid,
        giver=by,
        said_at=found.at,
        arrived_at=found.arrived_at,
        amount=found.amount,
        corrected=[(at.isoformat(), None if amount is None else str(amount)) for at, amount in corrected],
        taken_back_at=at,
    )
    corrections.delete()
    found.delete()
