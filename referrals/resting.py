"""What time does to asks: members are told of new ones together, those whose day has passed rest, details are wiped.

Runs twice a day in every chapter, and on the first day out of whoever leaves. Once more changes nothing.
"""

from datetime import date, datetime, time, timedelta

from chapters.models import Chapter
from chapters.values import first_instant, meeting_instant
from members.models import Member, Stay
from notices.actions import tell
from referrals.actions.asking import books_of, owners_of_fitting
from referrals.actions.door import asks_nearby, take_in
from referrals.actions.leaving import offer_leads_again, tell_givers
from referrals.actions.people import address_of
from referrals.models import Answer, AnsweredNearby, Ask, NearbyAnswer, TrustedPerson
from referrals.models.asks import AskMoved
from referrals.states import AskState

TELLING = (time(9), time(16))
"""The hours, in the chapter's zone, at which the asks since the last one are told together."""
ANSWERS_KEPT_FOR = timedelta(days=90)
"""How long after its end an ask's answers keep what is said of people in them."""
BOOK_KEPT_FOR = timedelta(days=30)
"""How long the book of a member who left is kept, read by nobody, in case they come back."""
NEW_FOR = timedelta(days=2)
"""How long an ask of a neighbouring chapter is news."""
NEXT_DAY = timedelta(days=1)


def next_telling(chapter: Chapter, at: datetime) -> datetime:
    """The next of the day's hours, after an instant."""
    today = chapter.today(at)
    instants = (meeting_instant(day, hour, chapter.zone) for day in (today, today + NEXT_DAY) for hour in TELLING)
    return next(instant for instant in instants if instant > at)


def follow_asks(chapter: Chapter, due_at: datetime, at: datetime) -> datetime:
    """Everything that is due of a chapter's asks."""
    rest_over(chapter, at)
    wipe_old(chapter, at)
    tell_new(chapter, at)
    tell_of_nearby(chapter, at)
    return next_telling(chapter, at)


def follow_leaving(chapter: Chapter, due_at: datetime, at: datetime) -> datetime:
    """End the asks of whoever left, offer anew the leads they were on, and tell the givers of what they had in hand.

    Books go later. Looks again daily.
    """
    rest_over(chapter, at)
    tell_givers(chapter=chapter, at=at)
    offer_leads_again(chapter=chapter, at=at)
    forget_books(chapter, at)
    return first_instant(chapter.today(at) + NEXT_DAY, chapter.zone)


def rest_over(chapter: Chapter, at: datetime) -> None:
    """End asks whose day has passed, and those of whoever left; in the network too they are gone."""
    today = chapter.today(at)
    for ask in Ask.objects.in_chapter(chapter).over_on(chapter, today).order_by("pk"):
        try:
            ask.end(AskState.PASSED if ask.need_by < today else AskState.NOT_NEEDED, at)
        except AskMoved:
            continue  # its author ended it in this very moment
        take_in(ask=ask)


def wipe_old(chapter: Chapter, at: datetime) -> None:
    """Forget who was named in the answers to asks that ended 90 days ago; that there was an answer is kept.

    What members keep of their answers to other chapters goes 90 days after it was said.
    """
    AnsweredNearby.objects.in_chapter(chapter).filter(at__lte=at - ANSWERS_KEPT_FOR).delete()
    old = Ask.objects.in_chapter(chapter).filter(ended_at__lte=at - ANSWERS_KEPT_FOR, wiped_at__isnull=True)
    asks = list(old.values_list("pk", flat=True))
    if asks:
        answers = Answer.objects.in_chapter(chapter).filter(ask__in=asks)
        answers.update(person="", phone="", email="", words="")
        nearby = NearbyAnswer.objects.in_chapter(chapter).filter(ask__in=asks)
        nearby.update(name="", words="", email="")
        Ask.objects.in_chapter(chapter).filter(pk__in=asks).update(wiped_at=at)


def forget_books(chapter: Chapter, at: datetime) -> None:
    """Delete the books of members who left 30 days ago and are no members again."""
    day: date = chapter.today(at) - BOOK_KEPT_FOR
    stays = Stay.objects.in_chapter(chapter)
    here = stays.exclude(left_on__lte=day).values("member")
    TrustedPerson.objects.in_chapter(chapter).exclude(owner__in=here).delete()


def tell_new(chapter: Chapter, at: datetime) -> None:
    """Tell members, all in one, of the asks put since the last time."""
    new = Ask.objects.in_chapter(chapter).open_on(chapter, chapter.today(at)).filter(told_at__isnull=True)
    askers = dict(new.select_for_update(no_key=True, of=("self",)).values_list("pk", "asker"))
    if not askers:
        return
    for member in Member.objects.in_chapter(chapter).current_on(chapter.today(at)).order_by("pk"):
        if set(askers.values()) - {member.pk}:
            tell(chapter=chapter, kind="asks_put", about=f"asks {at.isoformat()}", to=address_of(member), at=at)
    Ask.objects.in_chapter(chapter).filter(pk__in=askers).update(told_at=at)


def tell_of_nearby(chapter: Chapter, at: datetime) -> None:
    """Tell members in whose book somebody fits an ask that other chapters of the network put of late."""
    books = books_of(chapter, at)
    for put in asks_nearby(chapter, at).filter(put_at__gt=at - NEW_FOR) if books else ():
        about = f"network ask {put.key}"
        for owner in owners_of_fitting(books, put.text):
            tell(chapter=chapter, kind="ask_fits_nearby", about=about, to=address_of(owner), at=at, subject=put.pk)
