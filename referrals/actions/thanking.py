"""Saying thanks."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from chapters.models import Chapter
from members.models import Member
from notices.actions import tell
from referrals.actions.people import address_of, refuse_strangers
from referrals.models import Slip, ThankYou
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

    Raises AnotherBody, NotAMember.
    """
    body = asdict(thanks) | {"receiver": receiver.pk, "slip": slip and slip.pk}
    thank_you = ThankYou(
        chapter=chapter,
        uuid=sending.uuid,
        digest=digest_of("thanks", by.pk, body),
        at=sending.counts_from(at),
        giver=by,
        receiver=receiver,
        slip=slip,
        **asdict(thanks),
    ).hand_in()
    if not thank_you.is_repeat:
        refuse_strangers(chapter, at, by, receiver)
        about = f"thanks {thank_you.uuid}"
        tell(chapter=chapter, kind="thanked", about=about, to=address_of(receiver), at=at, subject=thank_you.pk)
    return thank_you
