"""Two members look back together: opening a review, answering for one slip, finishing."""

from datetime import datetime

from django.db import transaction
from django.db.models import Count, Max, Q

from chapters.models import Chapter
from members.models import Member
from notices.actions import tell
from referrals.actions.people import NotAMember, address_of, refuse_strangers
from referrals.between_two import FIRST_TIME, given_between
from referrals.models import LeadTaking, LookBack, LookBackAnswer, LookBackItem, Progress, Slip, ThankYou
from referrals.querysets import SlipQuerySet
from referrals.refusals import AnsweredAlready, LookBackClosed, NotHereAnyMore, NothingBetweenTheTwo
from referrals.states import ENDED, AsGood, Kind

BOTH = 2


@transaction.atomic
def open_look_back(*, chapter: Chapter, other: Member, by: Member, at: datetime) -> LookBack:
    """Begin to look back with somebody, who is told; the one the two have open already is the same one.

    Raises NotHereAnyMore, and NothingBetweenTheTwo where nothing went between them since last time.
    """
    # The one with the smaller key is locked: two who begin at once begin one review.
    first, second = sorted((by, other), key=lambda member: member.pk)
    Member.objects.in_chapter(chapter).select_for_update(no_key=True).get(pk=first.pk)
    begun: LookBack | None = LookBack.objects.in_chapter(chapter).of_two(by, other).open().first()
    if begun is not None:
        return begun
    try:
        refuse_strangers(chapter, at, by, other)
    except NotAMember as refusal:
        raise NotHereAnyMore from refusal
    slips = list(to_look_back_on(chapter=chapter, one=by, other=other, at=at))
    if not slips:
        raise NothingBetweenTheTwo
    opened: LookBack = LookBack.objects.create(chapter=chapter, a=first, b=second, opened_by=by, opened_at=at)
    LookBackItem.objects.bulk_create(
        LookBackItem(chapter=chapter, look_back=opened, slip=slip, position=position)
        for position, slip in enumerate(slips, 1)
    )
    about = f"look back {opened.pk}"
    tell(chapter=chapter, kind="look_back_opened", about=about, to=address_of(other), at=at, subject=opened.pk)
    return opened


def to_look_back_on(*, chapter: Chapter, one: Member, other: Member, at: datetime) -> SlipQuerySet:
    """What each gave the other since last time, won, lost, bad or open, the oldest first; withdrawn ones never were.

    A slip comes again while it is open, and where something became of it since. A lead went between the two where one
    is on the other's, or thanked them for it.
    """
    earlier = LookBack.objects.in_chapter(chapter).of_two(one, other).closed()
    last = earlier.aggregate(opened=Max("opened_at"), closed=Max("closed_at"))
    items = LookBackItem.objects.in_chapter(chapter).filter(look_back__in=earlier)
    done = items.annotate(said=Count("answers")).filter(said=BOTH).values("slip")
    slips: SlipQuerySet = Slip.objects.in_chapter(chapter).filter(_went_between(chapter, one, other))
    slips = slips.filter(withdrawn_at__isnull=True, given_at__gte=min(at - FIRST_TIME, last["opened"] or at))
    new = ~Q(pk__in=done) | ~Q(stage__in=ENDED)
    if last["closed"]:
        news = Progress.objects.in_chapter(chapter).filter(at__gt=last["closed"])
        new |= Q(pk__in=news.values("slip"))
    return slips.filter(new).order_by("given_at", "pk")


def _went_between(chapter: Chapter, one: Member, other: Member) -> Q:
    thanks = ThankYou.objects.in_chapter(chapter).filter(given_between(one, other), slip__kind=Kind.LEAD)
    taken = LeadTaking.objects.in_chapter(chapter).now().filter(member__in=(one, other), lead__giver__in=(one, other))
    led = Q(pk__in=thanks.values("slip")) | Q(pk__in=taken.values("lead"))
    return given_between(one, other) | Q(kind=Kind.LEAD, giver__in=(one, other)) & led


@transaction.atomic
def answer(
    *, look_back: LookBack, item: LookBackItem, whose: Member, as_good: AsGood, improve: str, by: Member, at: datetime
) -> None:
    """Say how a slip turned out, for oneself, or side by side type what the other one says.

    What was typed can be said anew by whoever's it is until both have answered, and by them even then where the other
    one had typed it. The same once more changes nothing. Raises LookBackClosed, AnsweredAlready.
    """
    _lock_open(look_back)
    said = {one.member_id: one for one in LookBackAnswer.objects.in_chapter(look_back.chapter_id).filter(item=item)}
    before = said.get(whose.pk)
    if before is not None and (before.as_good, before.improve) == (as_good, improve):
        return
    if before is None:
        LookBackAnswer.objects.create(
            chapter_id=look_back.chapter_id,
            item=item,
            member=whose,
            typed_by=by,
            as_good=as_good,
            improve=improve,
            answered_at=at,
        )
        return
    typed_by_other = before.typed_by_id != before.member_id
    own = whose.pk == by.pk
    if not (own or before.typed_by_id == by.pk) or (len(said) == BOTH and not (own and typed_by_other)):
        raise AnsweredAlready
    before.as_good, before.improve, before.typed_by, before.answered_at = as_good, improve, by, at
    before.save(update_fields=["as_good", "improve", "typed_by", "answered_at"])


@transaction.atomic
def close_look_back(*, look_back: LookBack, by: Member, at: datetime) -> None:
    """Finish it; what both did not answer comes again next time. A second time changes nothing."""
    rows = LookBack.objects.in_chapter(look_back.chapter_id).filter(pk=look_back.pk).open()
    rows.update(closed_at=at, closed_by=by)


def _lock_open(look_back: LookBack) -> None:
    """Hold the review, so that its answers come one after the other. Raises LookBackClosed."""
    rows = LookBack.objects.in_chapter(look_back.chapter_id).filter(pk=look_back.pk).open()
    if not rows.select_for_update(no_key=True).values("pk").first():
        raise LookBackClosed
