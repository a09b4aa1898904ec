"""Storing what spreadsheets bring: members with their seats, marks, slips; all of it brought over, day not known."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time

from django.db import IntegrityError, transaction
from django.db.models import Max

from archive.audits import Handed
from archive.reports import ONE_TO_ONE, REFERRAL, THANKS
from archive.rosters import Earlier, Newcomer
from archive.summaries import Marks
from chapters.categories import category_key
from chapters.models import Chapter, Seat
from chapters.refusals import sentence_of
from chapters.values import meeting_instant
from meetings.models import Mark, Meeting, OneToOne
from meetings.states import MeetingStatus
from members.actions.seats import add_seat
from members.actions.stays import join
from members.models import Member, Stay
from members.refusals import SeatTaken
from referrals.models import Slip, ThankYou
from referrals.states import Kind

BATCH = 1_000
NOON = time(12)


def bring_newcomers(
    *, chapter: Chapter, newcomers: Sequence[Newcomer | Earlier], at: datetime
) -> list[tuple[str, str]]:
    """Give everybody their seat; answers who got none after all, and why."""
    refused = []
    for one in newcomers:
        try:
            if isinstance(one, Earlier):
                _begin_earlier(chapter, one)
            elif one.spell.end is None:
                join(
                    chapter=chapter,
                    email=one.email,
                    name=one.name,
                    company=one.company,
                    phone=one.phone,
                    seat=_seat(chapter, one),
                    joined_on=one.spell.first,
                    at=at,
                )
            else:
                _remember_stay(chapter, one)
        except SeatTaken as refusal:
            refused.append((one.email, str(refusal)))
    return refused


def _seat(chapter: Chapter, newcomer: Newcomer) -> Seat:
    key = category_key(newcomer.category)
    seats = Seat.objects.in_chapter(chapter).filter(category__key=key, place=newcomer.place)
    found: Seat | None = seats.first()
    return found or add_seat(chapter=chapter, category=newcomer.category, place=newcomer.place)


def _begin_earlier(chapter: Chapter, earlier: Earlier) -> None:
    stays = Stay.objects.in_chapter(chapter).filter(member__email=earlier.email, joined_on=earlier.stored)
    try:
        with transaction.atomic():
            stays.update(joined_on=earlier.first)
    except IntegrityError as error:
        raise SeatTaken(sentence_of(error)) from error


def _remember_stay(chapter: Chapter, past: Newcomer) -> None:
    """A stay that is over: what is so now of somebody who is here again is left as it is."""
    details = {"name": past.name, "company": past.company, "phone": past.phone}
    member, is_new = Member.objects.in_chapter(chapter).get_or_create(
        chapter=chapter, email=past.email, defaults=details
    )
    then = {f"{name}_then": value for name, value in details.items() if not is_new and getattr(member, name) != value}
    spell, seat = past.spell, _seat(chapter, past)
    try:
        with transaction.atomic():
            Stay.objects.create(
                chapter=chapter, member=member, seat=seat, joined_on=spell.first, left_on=spell.end, **then
            )
    except IntegrityError as error:
        raise SeatTaken(sentence_of(error)) from error


def bring_marks(*, chapter: Chapter, marks: Sequence[Marks]) -> None:
    """Put everybody's marks on their days, which become held."""
    days = sorted({day for own in marks for day, _mark in own.marks})
    meetings = Meeting.objects.in_chapter(chapter).filter(date__in=days)
    there = set(meetings.values_list("date", flat=True))
    held = MeetingStatus.HELD
    meetings.filter(status=MeetingStatus.SCHEDULED).update(status=held)
    new = [Meeting(chapter=chapter, date=day, status=held) for day in days if day not in there]
    Meeting.objects.in_chapter(chapter).bulk_create(new)
    keys = dict(Meeting.objects.in_chapter(chapter).filter(date__in=days).values_list("date", "pk"))
    rows = [
        Mark(chapter=chapter, meeting_id=keys[day], member_id=own.member, mark=mark, day_unknown=True)
        for own in marks
        for day, mark in own.marks
    ]
    Mark.objects.in_chapter(chapter).bulk_create(rows, batch_size=BATCH)


def bring_handed(*, chapter: Chapter, handed: Sequence[Handed], at: datetime) -> None:
    """Store slips, one-to-ones and thanks, each on its day at noon."""

    def instant(day: date) -> datetime:
        return min(meeting_instant(day, NOON, chapter.zone), at)

    slips = [
        Slip(
            chapter=chapter,
            uuid=row.id,
            kind=Kind.REFERRAL,
            given_at=instant(row.day),
            giver_id=row.giver,
            receiver_id=row.receiver,
            need=row.detail,
            inside=row.inside,
            day_unknown=True,
        )
        for row in handed
        if row.kind == REFERRAL and row.giver is not None
    ]
    thanks = [
        ThankYou(
            chapter=chapter,
            uuid=row.id,
            at=instant(row.day),
            giver_id=row.giver,
            receiver_id=row.receiver,
            amount=row.amount,
            text=row.detail,
            day_unknown=True,
        )
        for row in handed
        if row.kind == THANKS
    ]
    Slip.objects.in_chapter(chapter).bulk_create(slips, batch_size=BATCH)
    ThankYou.objects.in_chapter(chapter).bulk_create(thanks, batch_size=BATCH)
    _bring_one_to_ones(chapter, [row for row in handed if row.kind == ONE_TO_ONE], at)


def _bring_one_to_ones(chapter: Chapter, handed: Sequence[Handed], at: datetime) -> None:
    """The pair in the order of their keys; `n` follows what the two have on that day already."""
    rows = OneToOne.objects.in_chapter(chapter).filter(date__in={row.day for row in handed})
    counts: dict[tuple[int, int, date], int] = defaultdict(int)
    for a, b, day, last in rows.values_list("a", "b", "date").annotate(last=Max("n")):
        counts[a, b, day] = last
    new = []
    for row in handed:
        a, b = sorted((row.giver or 0, row.receiver))
        counts[a, b, row.day] += 1
        new.append(
            OneToOne(
                chapter=chapter,
                uuid=row.id,
                a_id=a,
                b_id=b,
                date=row.day,
                n=counts[a, b, row.day],
                topics=row.detail,
                day_unknown=True,
                logged_at=at,
            )
        )
    OneToOne.objects.in_chapter(chapter).bulk_create(new, batch_size=BATCH)
