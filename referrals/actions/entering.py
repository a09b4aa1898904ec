"""A slip that was given but never handed in, put into the record later by an officer's decision."""

from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction

from chapters.models import Chapter
from chapters.values import meeting_instant
from members.models import Member
from notices.actions import tell
from referrals.actions.people import address_of, refuse_strangers
from referrals.models import Slip
from referrals.states import Kind, UseName
from referrals.values import digest_of

NOON = time(12)


@transaction.atomic
def enter_slip(
    *, chapter: Chapter, uuid: UUID, giver: Member, receiver: Member | None, day: date, need: str, at: datetime
) -> Slip:
    """A referral to `receiver`, who is told, or a lead; given on a local date, at its noon, but never after `at`.

    What it does not say its giver can put right while it is open, and with it that the prospect expects the call: it
    has no warmth, and so nothing of a prospect's, until then (F55). The same id again is the same slip. Raises
    NotAMember.
    """
    kind = Kind.REFERRAL if receiver else Kind.LEAD
    body = {"receiver": receiver.pk if receiver else None, "day": day, "need": need}
    slip: Slip = Slip(
        chapter=chapter,
        uuid=uuid,
        digest=digest_of(kind, giver.pk, body),
        kind=kind,
        given_at=min(meeting_instant(day, NOON, chapter.zone), at),
        giver=giver,
        receiver=receiver,
        need=need,
        use_name=UseName.ASK,
    ).hand_in()
    if not slip.is_repeat:
        refuse_strangers(chapter, at, *(one for one in (giver, receiver) if one))
        if receiver is not None:
            about = f"slip {slip.uuid}"
            tell(chapter=chapter, kind="referral_passed", about=about, to=address_of(receiver), at=at, subject=slip.pk)
    return slip
