"""Joining and leaving: a stay with its seat."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from chapters.models import Chapter, Seat
from chapters.refusals import sentence_of
from chapters.states import SeatStatus
from chapters.values import first_instant
from members.actions.leaving import ask_why
from members.actions.offices import keep_a_president_without
from members.models import Member, Office, Stay
from members.refusals import AlreadyGone, SeatTaken
from notices.due import plan

LEAVING = "leaving"
"""The kind of due work that follows on a member's leaving; whatever app keeps something of theirs open does it."""


@transaction.atomic
def join(
    *,
    chapter: Chapter,
    email: str,
    name: str,
    company: str = "",
    phone: str = "",
    seat: Seat,
    joined_on: date,
    sponsor: Member | None = None,
    at: datetime,
) -> Stay:
    """Give a person a seat from a day on. Somebody who comes back keeps what their past stays said of them.

    However many ask at once, they come one after the other and one gets the seat (F09). Raises SeatTaken where
    another member holds the seat, or the person is a member already, on any of these days.
    """
    details = {"name": name, "company": company, "phone": phone}
    member, is_new = Member.objects.in_chapter(chapter).get_or_create(
        email=email.strip().lower(), chapter=chapter, defaults=details
    )
    if not is_new:
        _remember_past_details(member, details)
        Member.objects.in_chapter(chapter).filter(pk=member.pk).update(**details)
    _queue_for(member, seat)
    try:
        with transaction.atomic():
            stay = Stay.objects.create(chapter=chapter, member=member, seat=seat, joined_on=joined_on, sponsor=sponsor)
    except IntegrityError as error:
        raise SeatTaken(sentence_of(error)) from error
    if joined_on <= chapter.today(at):
        Seat.objects.in_chapter(chapter).filter(pk=seat.pk).update(status=SeatStatus.HELD)
    return stay


def _queue_for(member: Member, seat: Seat) -> None:
    """Lock the person, then the seat: two who insert at once would wait for each other in an exclusion constraint."""
    people = Member.objects.in_chapter(member.chapter_id).select_for_update(no_key=True)
    seats = Seat.objects.in_chapter(member.chapter_id).select_for_update(no_key=True)
    list(people.filter(pk=member.pk).values("pk"))
    list(seats.filter(pk=seat.pk).values("pk"))


def _remember_past_details(member: Member, details: dict[str, str]) -> None:
    for field, value in details.items():
        if getattr(member, field) != value:
            past = member.stays.filter(**{f"{field}_then__isnull": True})
            past.update(**{f"{field}_then": getattr(member, field)})


@transaction.atomic
def end_stay(*, stay: Stay, left_on: date, at: datetime) -> None:
    """Write down the first day out: the seat opens, terms of office end, open invitations are withdrawn.

    Their access is by their current stay, so it ends with it (F34); what else ends is done on their first day out
    (`LEAVING`). A few days later they are asked why. Raises AlreadyGone where the stay has ended, or would end before
    it began, LastPresident where the chapter would be left without one.
    """
    chapter = stay.chapter
    keep_a_president_without(stay.member, on=left_on)
    open_stay = Stay.objects.in_chapter(chapter).filter(pk=stay.pk, left_on__isnull=True, joined_on__lt=left_on)
    if not open_stay.update(left_on=left_on):
        raise AlreadyGone
    stay.left_on = left_on
    if left_on <= chapter.today(at):
        Seat.objects.in_chapter(chapter).filter(pk=stay.seat_id).update(status=SeatStatus.OPEN)
    terms = Office.objects.in_chapter(chapter).filter(member=stay.member_id).lasting_beyond(left_on)
    terms.filter(from_day__lt=left_on).update(to_day=left_on)
    terms.filter(from_day__gte=left_on).delete()
    ask_why(stay=stay, at=at)
    plan(chapter, LEAVING, max(at, first_instant(left_on, chapter.zone)))
    stay.member.invitations.filter(accepted_at__isnull=True, withdrawn_at__isnull=True).update(withdrawn_at=at)
