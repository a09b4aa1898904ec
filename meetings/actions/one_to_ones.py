"""One-to-ones: logged once by either of the two, answered by the other."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from chapters.models import Chapter
from chapters.values import first_instant
from meetings.models import Appointment, AppointmentTime, OneToOne
from meetings.permissions import can_answer, can_withdraw
from meetings.querysets import OneToOneQuerySet
from meetings.refusals import AlreadyAnswered, LoggedAlready, NotHere, NotThen
from meetings.states import AppointmentState
from members.models import Member, Stay
from notices.actions import tell
from referrals.actions.people import address_of
from referrals.values import digest_of

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Talk:
    """What is logged: with whom, on which local date, about what; `again` says that it is one more that day."""

    other: Member
    day: date
    topics: str = ""
    again: bool = False


@transaction.atomic
def log_one_to_one(*, chapter: Chapter, uuid: UUID, talk: Talk, by: Member, at: datetime) -> OneToOne:
    """Log a one-to-one and tell the other; the same sending again is the same one, and nobody is told twice.

    Raises AnotherBody where the id came with other words or from somebody else, LoggedAlready where the two have one
    that day and `again` was not said, NotThen of a day to come or before `by` joined, NotHere of a past member.
    """
    row = OneToOne(
        chapter=chapter,
        uuid=uuid,
        digest=digest_of("one_to_one", by.pk, {"other": talk.other.pk, "day": talk.day, "topics": talk.topics}),
        date=talk.day,
        a_id=min(by.pk, talk.other.pk),
        b_id=max(by.pk, talk.other.pk),
        topics=talk.topics,
        logged_by=by,
        logged_at=at,
    )
    hold_the_two(chapter, row.a_id, row.b_id)
    if not OneToOne.objects.in_chapter(chapter).filter(uuid=uuid).exists():
        _refuse_day(chapter, talk, by, at)
        row.n = _number_of(OneToOne.objects.in_chapter(chapter).of_two(by, talk.other).filter(date=talk.day), talk)
    stored = row.hand_in()
    if not stored.is_repeat:
        about, to = f"one-to-one {uuid}", address_of(talk.other)
        tell(chapter=chapter, kind="one_to_one_logged", about=about, to=to, subject=stored.pk, at=at)
        _close_appointments(stored)
    return stored


def hold_the_two(chapter: Chapter, one: int, other: int) -> None:
    """Let whatever else is being logged of these two, by their keys, finish first; always in the order of the keys."""
    two = Member.objects.in_chapter(chapter).filter(pk__in=(one, other))
    list(two.select_for_update(no_key=True).order_by("pk").values_list("pk"))


def _close_appointments(stored: OneToOne) -> None:
    """What the two had planned is met: agreed for that day, or asked of them by the officers and not agreed yet."""
    two, zone = (stored.a_id, stored.b_id), stored.chapter.zone
    first, end = first_instant(stored.date, zone), first_instant(stored.date + ONE_DAY, zone)
    agreed = Q(state=AppointmentState.AGREED, starts_at__gte=first, starts_at__lt=end)
    planned = Q(state=AppointmentState.PROPOSED, plan__isnull=False, starts_at__isnull=True, proposed_at__lt=end)
    rows = Appointment.objects.in_chapter(stored.chapter_id).filter(proposer__in=two, other__in=two)
    rows.filter(agreed | planned).update(state=AppointmentState.MET, one_to_one=stored, turn_of=None)


def _number_of(of_day: OneToOneQuerySet, talk: Talk) -> int:
    """Which of the day's it is. Raises LoggedAlready where there is one and nobody said that this is another."""
    found = of_day.undisputed().latest_first().first()
    if found and not talk.again:
        raise LoggedAlready(found)
    last: int = of_day.aggregate(last=Max("n"))["last"] or 0
    return last + 1


def _refuse_day(chapter: Chapter, talk: Talk, by: Member, at: datetime) -> None:
    today = chapter.today(at)
    stays = dict(
        Stay.objects.in_chapter(chapter)
        .current_on(today)
        .filter(member__in=(by, talk.other))
        .values_list("member", "joined_on")
    )
    if talk.other.pk not in stays or talk.other.pk == by.pk:
        raise NotHere
    if talk.day > today:
        raise NotThen(_("That day is still to come. Log it once you have met."))
    if by.pk not in stays or talk.day < stays[by.pk]:
        raise NotThen(_("That is before you joined the chapter, so it would not count."))


@transaction.atomic
def withdraw_one_to_one(*, one_to_one: OneToOne, by: Member) -> None:
    """Take back one's own log; what was planned is as it was before. Raises AlreadyAnswered once the other answered."""
    row = OneToOne.objects.in_chapter(one_to_one.chapter_id).select_for_update().filter(pk=one_to_one.pk).first()
    if row is None:
        return
    if not can_withdraw(by, row):
        raise AlreadyAnswered
    for planned in Appointment.objects.in_chapter(row.chapter_id).filter(one_to_one=row):
        _as_before(planned)
    row.delete()


def _as_before(planned: Appointment) -> None:
    """Agreed while its time is among those that stand; else it is the turn of who did not propose them (no times: of
    both).
    """
    times = dict(
        AppointmentTime.objects.in_chapter(planned.chapter_id)
        .filter(appointment=planned)
        .values_list("starts_at", "by")
    )
    state, turn = AppointmentState.PROPOSED, {planned.proposer_id, planned.other_id} - {*times.values()}
    if planned.starts_at is not None and (not times or planned.starts_at in times):
        state, turn = AppointmentState.AGREED, set()
    rows = Appointment.objects.in_chapter(planned.chapter_id).filter(pk=planned.pk)
    rows.update(state=state, turn_of=turn.pop() if len(turn) == 1 else None, one_to_one=None)


@transaction.atomic
def confirm_one_to_one(*, one_to_one: OneToOne, by: Member, at: datetime) -> None:
    """Say that it happened; takes back one's own dispute. Raises AlreadyAnswered where that is not theirs to say."""
    if not can_answer(by, one_to_one) or one_to_one.disputed_by_id not in {None, by.pk}:
        raise AlreadyAnswered
    own = Q(disputed_by=None) | Q(disputed_by=by)
    rows = OneToOne.objects.in_chapter(one_to_one.chapter_id).filter(own, pk=one_to_one.pk)
    if not rows.update(confirmed_at=at, disputed=False, disputed_by=None):
        raise AlreadyAnswered


@transaction.atomic
def dispute_one_to_one(*, one_to_one: OneToOne, by: Member, at: datetime) -> None:
    """Say that it did not happen, so that it does not count; whoever logged it is told. Raises AlreadyAnswered."""
    if not can_answer(by, one_to_one):
        raise AlreadyAnswered
    rows = OneToOne.objects.in_chapter(one_to_one.chapter_id).filter(pk=one_to_one.pk, disputed=False)
    if rows.update(disputed=True, disputed_by=by, confirmed_at=None) and one_to_one.logged_by_id:
        about, to = f"one-to-one {one_to_one.uuid}", address_of(one_to_one.logged_by)
        tell(
            chapter=one_to_one.chapter,
            kind="one_to_one_disputed",
            about=about,
            to=to,
            subject=one_to_one.pk,
            at=at,
        )
