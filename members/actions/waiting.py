"""The waiting list: getting on it and off it, and hearing of an open seat, one after another.

Nothing here gives anybody a seat: whoever hears is invited to come and see, and people decide.
"""

from datetime import datetime, timedelta

from django.db import transaction

from chapters.categories import category_key
from chapters.models import Category, Chapter
from members.models import Heard, Hearing, Member, Office, Waiting
from members.refusals import AnsweredLate, NobodyWaits, NotOpen
from members.seats import open_seats
from members.states import OfficeName, Said
from notices.actions import tell
from notices.values import Recipient

WAITING_LIST = "waiting_list"
"""The kind of due work that tells the list of open seats, and forgets who was on it long enough."""
CONFIRM, OPEN, ANSWERED = "waiting_confirm", "seat_open", "waiting_answered"
DAYS = 7
"""How long one person has before the next hears of it, where no officer says otherwise."""
LOOK_AFTER_VISITORS = (OfficeName.PRESIDENT, OfficeName.SECRETARY, OfficeName.VISITOR_HOST)


@transaction.atomic
def ask_for_place(*, chapter: Chapter, name: str, email: str, trade: str, at: datetime) -> Waiting:
    """Somebody would like a seat of a trade: they get a mail that asks whether it was they, once a day at most.

    Whoever is on the list already, confirmed, stays on it as they are: the mail says so. Only its reader learns that.
    """
    email, key = email.strip().lower(), category_key(trade)
    typed = {"name": name, "trade": trade, "key": key, "asked_at": at}
    people = Waiting.objects.in_chapter(chapter)
    person: Waiting
    person, is_new = people.get_or_create(chapter=chapter, email=email, defaults=typed)
    if not is_new:
        people.filter(pk=person.pk, confirmed_at__isnull=True).update(**typed)
    about = f"waiting {chapter.today(at)}"
    tell(chapter=chapter, kind=CONFIRM, about=about, to=Recipient(email), at=at, subject=person.pk)
    return person


def confirm_place(*, person: Waiting, at: datetime) -> None:
    """It was they: they are on the list from now on. Once more changes nothing."""
    waiting = Waiting.objects.in_chapter(person.chapter_id).filter(pk=person.pk, confirmed_at__isnull=True)
    waiting.update(confirmed_at=at)


@transaction.atomic
def leave_list(*, person: Waiting) -> None:
    """Off the list: nothing of them is kept. Once more changes nothing."""
    Heard.objects.in_chapter(person.chapter_id).filter(person=person).delete()
    Waiting.objects.in_chapter(person.chapter_id).filter(pk=person.pk).delete()


@transaction.atomic
def say(*, heard: Heard, said: Said, at: datetime) -> None:
    """They would like to come, or not now; those who look after visitors are told that somebody would.

    The same once more changes nothing, another answer is the one that holds. Raises AnsweredLate once the seat is
    taken. Who answers late, when others heard of it already, is as welcome.
    """
    chapter = heard.chapter
    going_on = Hearing.objects.in_chapter(chapter).going_on().filter(pk=heard.hearing_id)
    if not going_on.exists():
        raise AnsweredLate
    rows = Heard.objects.in_chapter(chapter).filter(pk=heard.pk).exclude(said=said)
    if rows.update(said=said, said_at=at) and said == Said.COMING:
        terms = Office.objects.in_chapter(chapter).filter(office__in=LOOK_AFTER_VISITORS)
        for term in terms.held_on(chapter.today(at)).with_members().order_by("pk"):
            to = Recipient(term.member.email, term.member.user_id)
            tell(chapter=chapter, kind=ANSWERED, about=f"heard {heard.pk}", to=to, at=at, subject=heard.pk)


@transaction.atomic
def start_hearing(*, category: Category, days: int, by: Member | None, at: datetime) -> Hearing:
    """Tell the first on the list of a category's open seat, and the next after so many days each.

    One that rests goes on; one that goes on is left as it is. Raises NotOpen where no seat of it is open, NobodyWaits
    where nobody is on its list.
    """
    chapter = category.chapter
    list(Category.objects.in_chapter(chapter).select_for_update(no_key=True).filter(pk=category.pk).values("pk"))
    if not open_seats(chapter, day=chapter.today(at)).filter(category=category).exists():
        raise NotOpen
    if not Waiting.objects.in_chapter(chapter).on_the_list().filter(key=category.key).exists():
        raise NobodyWaits
    hearings = Hearing.objects.in_chapter(chapter)
    hearings.going_on().filter(category=category, stopped_at__isnull=False).update(stopped_at=None, days=days)
    new = {"chapter": chapter, "days": days, "started_at": at, "started_by": by}
    found: Hearing
    found, _is_new = hearings.get_or_create(category=category, over_at=None, defaults=new)
    tell_next(hearing=found, at=at)
    return found


def rest_hearing(*, hearing: Hearing, at: datetime) -> None:
    """Tell nobody more until an officer has it go on. Once more changes nothing."""
    Hearing.objects.in_chapter(hearing.chapter_id).going_on().filter(pk=hearing.pk, stopped_at=None).update(
        stopped_at=at
    )


@transaction.atomic
def tell_next(*, hearing: Hearing, at: datetime, after: int | None = None) -> Waiting | None:
    """Tell the next on the list, unless somebody has time left or would like to come.

    All the same where an officer says `after` how many who were told: twice the same is once. Answers who was told.
    Two at once wait for each other, and one of them tells.
    """
    chapter = hearing.chapter
    locked = Hearing.objects.in_chapter(chapter).going_on().select_for_update(no_key=True, of=("self",))
    if not locked.filter(pk=hearing.pk, stopped_at__isnull=True).exists():
        return None
    told, today = list(Heard.objects.in_chapter(chapter).filter(hearing=hearing)), chapter.today(at)
    if (after is None and any(one.makes_others_wait(today) for one in told)) or after not in {None, len(told)}:
        return None
    category = Category.objects.in_chapter(chapter).get(pk=hearing.category_id)
    waiting = Waiting.objects.in_chapter(chapter).on_the_list().filter(key=category.key)
    next_one: Waiting | None = waiting.exclude(pk__in=[one.person_id for one in told]).in_order().first()
    if next_one is not None:
        until = today + timedelta(days=hearing.days)
        heard = Heard.objects.create(chapter=chapter, hearing=hearing, person=next_one, told_at=at, until=until)
        to, about = Recipient(next_one.email), f"hearing {hearing.pk} {next_one.pk}"
        tell(chapter=chapter, kind=OPEN, about=about, to=to, at=at, subject=heard.pk)
    return next_one


@transaction.atomic
def follow_list(*, chapter: Chapter, at: datetime) -> None:
    """What a morning does: forget who was on the list long enough, begin where a seat is open, and tell the next."""
    for person in Waiting.objects.in_chapter(chapter).kept_long_enough(at):
        leave_list(person=person)
    going_on = list(Hearing.objects.in_chapter(chapter).going_on().select_related("chapter"))
    keys = set(Waiting.objects.in_chapter(chapter).on_the_list().values_list("key", flat=True))
    if not going_on and not keys:
        return
    seats = open_seats(chapter, day=chapter.today(at)).select_related("category")
    open_now = {seat.category_id: seat.category for seat in seats}
    for hearing in going_on:
        if hearing.category_id not in open_now:
            Hearing.objects.in_chapter(chapter).filter(pk=hearing.pk).update(over_at=at)
        else:
            tell_next(hearing=hearing, at=at)
    known = {hearing.category_id for hearing in going_on}
    for key, category in sorted(open_now.items()):
        if key not in known and category.key in keys:
            start_hearing(category=category, days=DAYS, by=None, at=at)
