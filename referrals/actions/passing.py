"""Passing a referral, sharing a lead."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from chapters.models import Chapter
from members.models import Member
from notices.actions import tell
from referrals.actions.leads import became_referral
from referrals.actions.people import address_of, refuse_strangers
from referrals.actions.prospects import refuse_objected
from referrals.models import Slip
from referrals.states import Kind
from referrals.values import Lead, Referral, Sending, digest_of


@transaction.atomic
def pass_referral(
    *,
    chapter: Chapter,
    receiver: Member,
    referral: Referral,
    sending: Sending,
    by: Member,
    at: datetime,
    came_from: Slip | None = None,
) -> Slip:
    """Give a prospect who expects the call to one member, and tell them.

    `came_from`: the lead it was until the prospect agreed, or the referral it came out of.
    The same sending again is the same slip and nobody is told twice. Raises AnotherBody, NotAMember, ProspectObjected.
    """
    body = asdict(referral) | {"receiver": receiver.pk} | ({"came_from": came_from.pk} if came_from else {})
    slip = Slip(
        chapter=chapter,
        uuid=sending.uuid,
        digest=digest_of(Kind.REFERRAL, by.pk, body),
        kind=Kind.REFERRAL,
        given_at=sending.counts_from(at),
        giver=by,
        receiver=receiver,
        came_from=came_from,
        **asdict(referral),
    ).hand_in()
    if not slip.is_repeat:
        refuse_strangers(chapter, at, by, receiver)
        refuse_objected(chapter=chapter, phone=referral.prospect_phone, email=referral.prospect_email)
        about = f"slip {slip.uuid}"
        tell(chapter=chapter, kind="referral_passed", about=about, to=address_of(receiver), at=at, subject=slip.pk)
        became_referral(referral=slip, at=at)
    return slip


@transaction.atomic
def share_lead(*, chapter: Chapter, lead: Lead, sending: Sending, by: Member, at: datetime) -> Slip:
    """Tell the whole chapter of an opportunity. The same sending again is the same lead. Raises AnotherBody."""
    shared: Slip = Slip(
        chapter=chapter,
        uuid=sending.uuid,
        digest=digest_of(Kind.LEAD, by.pk, asdict(lead)),
        kind=Kind.LEAD,
        given_at=sending.counts_from(at),
        giver=by,
        **asdict(lead),
    ).hand_in()
    if not shared.is_repeat:
        refuse_strangers(chapter, at, by)
    return shared
