"""Storing what spreadsheets bring: members with their seats, marks, slips; all of it brought over, day not known."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time

from django.db.models import Max

from archive.audits import Handed
from archive.reports import ONE_TO_ONE, REFERRAL, THANKS
from archive.rosters import Newcomer
from archive.summaries import Marks
from chapters.categories import category_key
from chapters.models import Category, Chapter, Seat
from chapters.values import meeting_instant
from meetings.models import Mark, Meeting, OneToOne
from meetings.states import MeetingStatus
from members.actions.stays import join
from members.refusals import SeatTaken
from referrals.models import Slip, ThankYou
from referrals.states import Kind

BATCH = 1_000
NOON = time(12)


def bring_newcomers(*, chapter: Chapter, newcomers: Sequence[Newcomer], at: datetime) -> list[tuple[str, str]]:
    """Give everybody their seat; answers who got none after all, and why."""
    refused = []
    for newcomer in newcomers:
        key = category_key(newcomer.category)
        category = Category.objects.in_chapter(chapter).filter(key=key).first()
        category = category or Category.objects.create(chapter=chapter, name=newcomer.category)
        seats = Seat.objects.in_chapter(chapter).filter(category=category, place=newcomer.place)
        seat = seats.first() or Seat.objects.create(chapter=chapter, category=category, place=newcomer.place)
        try:
            join(
                chapter=chapter,
                email=newcomer.email,
                name=newcomer.name,
                company=newcomer.company,
                phone=newcomer.phone,
                seat=seat,
                joined_on=newcomer.joined_on,
                at=at,
            )
        except SeatTaken as refusal:
            refused.append((newcomer.name, str(refusal)))
    return refused


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
