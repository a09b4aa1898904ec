"""When somebody leaves, the givers of what they had in hand are told, and each decides what becomes of it."""

from datetime import date, datetime, timedelta

from django.db import transaction

from chapters.models import Chapter
from members.models import Member, Stay
from notices.actions import tell
from referrals.actions.leads import release_for_leaver
from referrals.actions.passing import pass_referral
from referrals.actions.people import address_of
from referrals.left_behind import left_behind
from referrals.models import HandedOn, LeadTaking, Slip, SlipMoved
from referrals.states import Stage, UseName, Warmth
from referrals.values import Referral, Sending

RECEIVER_LEFT, TAKER_LEFT = "receiver_left", "taker_left"
A_WEEK = timedelta(days=7)
"""Who left longer ago is no news: a chapter that moves in tells nobody of those who left before."""


@transaction.atomic
def tell_givers(*, chapter: Chapter, at: datetime) -> None:
    """Tell each giver, once, that somebody left with referrals of theirs in hand. Once more changes nothing."""
    today = chapter.today(at)
    left_on = _left_of_late(chapter, today)
    slips = left_behind(chapter, today).filter(receiver__in=left_on).select_related("giver")
    for slip in slips.order_by("pk") if left_on else ():
        about = f"left {slip.receiver_id} {left_on[slip.receiver_id]}"
        to = address_of(slip.giver)
        tell(chapter=chapter, kind=RECEIVER_LEFT, about=about, to=to, at=at, subject=slip.receiver_id)


@transaction.atomic
def offer_leads_again(*, chapter: Chapter, at: datetime) -> None:
    """Offer to the others what somebody who left is on, and tell its giver, once. Once more changes nothing."""
    today = chapter.today(at)
    here = Stay.objects.in_chapter(chapter).current_on(today).values("member")
    open_leads = Slip.objects.in_chapter(chapter).leads().good().filter(stage=Stage.PASSED)
    takings = LeadTaking.objects.in_chapter(chapter).now().filter(lead__in=open_leads).exclude(member__in=here)
    left_on = _left_of_late(chapter, today)
    for taking in takings.select_related("lead__giver").order_by("lead", "pk"):
        if release_for_leaver(chapter=chapter, taking=taking, at=at) and taking.member_id in left_on:
            about, to = f"taking {taking.pk}", address_of(taking.lead.giver)
            tell(chapter=chapter, kind=TAKER_LEFT, about=about, to=to, at=at, subject=taking.pk)


def _left_of_late(chapter: Chapter, today: date) -> dict[int, date]:
    """The first day out of those who left within a week, by their key."""
    left = Stay.objects.in_chapter(chapter).filter(left_on__gt=today - A_WEEK, left_on__lte=today)
    return dict(left.values_list("member", "left_on"))


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
