"""What a chapter knows that decides the fate of a row somebody brings: a few queries, whatever the file's size."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db.models import Q

from archive.audits import Slips
from archive.fates import Spell
from archive.names import Directory
from archive.reports import ONE_TO_ONE, REFERRAL, THANKS, Span
from archive.rosters import Known
from archive.summaries import Attendance
from chapters.currencies import decimals_of
from chapters.models import Category, Chapter, Seat
from chapters.states import SeatStatus
from chapters.values import first_instant
from meetings.models import Mark, OneToOne
from meetings.rhythm import meeting_days
from members.models import Member, Stay
from referrals.models import Slip, ThankYou

ONE_DAY = timedelta(days=1)


def roster_knowledge(chapter: Chapter) -> Known:
    """Everybody's stays by address, those who hold a seat, and seats that are closed."""
    found = Stay.objects.in_chapter(chapter).select_related("member", "seat__category").order_by("joined_on", "pk")
    holders: dict[tuple[str, int], list[tuple[Spell, str]]] = defaultdict(list)
    closed = set()
    for category, place, status in _seats(chapter):
        holders[category, place] = []
        if status == SeatStatus.CLOSED:
            closed.add((category, place))
    stays: dict[str, list[tuple[Spell, str]]] = defaultdict(list)
    for stay in found:
        spell = Spell(stay.joined_on, stay.left_on)
        holders[stay.seat.category.key, stay.seat.place].append((spell, stay.member.name))
        stays[stay.member.email].append((spell, stay.member.name))
    names = Category.objects.in_chapter(chapter).values_list("name", flat=True)
    return Known(dict(stays), dict(holders), closed=closed, categories=frozenset(names))


def _seats(chapter: Chapter) -> Sequence[tuple[str, int, str]]:
    return list(Seat.objects.in_chapter(chapter).values_list("category__key", "place", "status"))


def attendance_knowledge(chapter: Chapter, span: Span, at: datetime) -> Attendance:
    """The span's meeting days up to today, and the marks that are there."""
    marks = Mark.objects.in_chapter(chapter).filter(meeting__date__range=(span.first, span.last))
    tallies: dict[int, Counter[str]] = defaultdict(Counter)
    for member, mark in marks.values_list("member", "mark"):
        tallies[member][mark] += 1
    people = _people(chapter)
    return Attendance(
        days=meeting_days(chapter, span.first, min(span.last, chapter.today(at))),
        directory=Directory.of(people.items()),
        people=people,
        tallies=dict(tallies),
        spells=_spells(chapter),
    )


def slips_knowledge(chapter: Chapter, span: Span) -> Slips:
    """Whom names mean, the ids of what was brought over before, and of all that is there of the span's days."""
    first = first_instant(span.first, chapter.zone)
    end = first_instant(span.last + ONE_DAY, chapter.zone)
    kinds = {
        REFERRAL: (Slip, Q(given_at__gte=first, given_at__lt=end)),
        ONE_TO_ONE: (OneToOne, Q(date__range=(span.first, span.last))),
        THANKS: (ThankYou, Q(at__gte=first, at__lt=end)),
    }
    stored: set[uuid.UUID] = set()
    of_span: dict[str, set[uuid.UUID]] = {}
    for kind, (model, within) in kinds.items():
        rows = model.objects.in_chapter(chapter)
        stored |= set(rows.filter(day_unknown=True).values_list("uuid", flat=True))
        of_span[kind] = set(rows.filter(within).values_list("uuid", flat=True))
    people = _people(chapter)
    return Slips(
        directory=Directory.of(people.items()),
        people=people,
        stored=stored,
        of_span=of_span,
        spells=_spells(chapter),
        decimals=decimals_of(chapter.currency),
    )


def _people(chapter: Chapter) -> Mapping[int, str]:
    return dict(Member.objects.in_chapter(chapter).values_list("pk", "name"))


def _spells(chapter: Chapter) -> Mapping[int, Sequence[Spell]]:
    spells: dict[int, list[Spell]] = defaultdict(list)
    stays = Stay.objects.in_chapter(chapter).order_by("joined_on", "pk")
    for member, joined_on, left_on in stays.values_list("member", "joined_on", "left_on"):
        spells[member].append(Spell(joined_on, left_on))
    return spells
