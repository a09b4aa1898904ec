"""When somebody leaves, the givers of what they had in hand are told, and each decides what becomes of it."""

from datetime import datetime, timedelta

from django.db import transaction

from chapters.models import Chapter
from members.models import Member, Stay
from notices.actions import tell
from referrals.actions.passing import pass_referral
from referrals.actions.people import address_of
from referrals.left_behind import left_behind
from referrals.models import HandedOn, Slip, SlipMoved
from referrals.states import UseName, Warmth
from referrals.values import Referral, Sending

RECEIVER_LEFT = "receiver_left"
A_WEEK = timedelta(days=7)
"""Who left longer ago is no news: a chapter that moves in tells nobody of those who left before."""


@transaction.atomic
def tell_givers(*, chapter: Chapter, at: datetime) -> None:
    """Tell each giver, once, that somebody left with referrals of theirs in hand. Once more changes nothing."""
    today = chapter.today(at)
    left = Stay.objects.in_chapter(chapter).filter(left_on__gt=today - A_WEEK, left_on__lte=today)
    left_on = dict(left.values_list("member", "left_on"))
    slips = left_behind(chapter, today).filter(receiver__in=left_on).select_related("giver")
    for slip in slips.order_by("pk") if left_on else ():
        about = f"left {slip.receiver_id} {left_on[slip.receiver_id]}"
        to = address_of(slip.giver)
        tell(chapter=chapter, kind=RECEIVER_LEFT, about=about, to=to, at=at, subject=slip.receiver_id)


@transaction.atomic
def hand_on(
    *, chapter: Chapter, slip: Slip, receiver: Member, warmth: Warmth, sending: Sending, by: Member, at: datetime
) -> Slip:
    """Pass it to another member, who is told and sees what the first one saw; both keep their place in the record.

    The same sending again is the same referral. Raises SlipMoved where it was handed on otherwise, rests, ended, its
    prospect's details are removed, or its receiver is back; NotAMember, AnotherBody and ProspectObjected as passing
    one does.
    """
    referral = Referral(
        prospect=slip.prospect,
        prospect_phone=slip.prospect_phone,
        prospect_email=slip.prospect_email,
        need=slip.need,
        warmth=warmth,
        inside=bool(slip.inside),
        use_name=UseName(slip.use_name or UseName.ASK),
    )
    passed = pass_referral(
        chapter=chapter, receiver=receiver, referral=referral, sending=sending, by=by, at=at, came_from=slip
    )
    if not passed.is_repeat:
        _refuse_settled(chapter, slip, at)
        if not slip.prospect:
            raise SlipMoved
    _decide(chapter, slip, passed, at)
    return passed


@transaction.atomic
def let_rest(*, chapter: Chapter, slip: Slip, at: datetime) -> None:
    """Nothing becomes of it any more. Once more changes nothing. Raises SlipMoved where it was handed on, or moved."""
    if not HandedOn.objects.in_chapter(chapter).filter(slip=slip, to__isnull=True).exists():
        _refuse_settled(chapter, slip, at)
        _decide(chapter, slip, None, at)


def _refuse_settled(chapter: Chapter, slip: Slip, at: datetime) -> None:
    list(Slip.objects.in_chapter(chapter).select_for_update(no_key=True).filter(pk=slip.pk).values("pk"))
    if not left_behind(chapter, chapter.today(at)).filter(pk=slip.pk).exists():
        raise SlipMoved


def _decide(chapter: Chapter, slip: Slip, to: Slip | None, at: datetime) -> None:
    decided = HandedOn.objects.in_chapter(chapter)
    found, _is_new = decided.get_or_create(slip=slip, defaults={"chapter": chapter, "to": to, "at": at})
    if found.to_id != (to.pk if to else None):
        raise SlipMoved
