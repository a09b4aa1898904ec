"""Lists for people's own spreadsheets, without amounts, prospects' details or what two people keep to themselves."""

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from chapters.models import Chapter
from chapters.spreadsheets import csv_of, guarded
from meetings.models import Mark, OneToOne, Visit
from members.models import Stay
from referrals.models import Slip, ThankYou

LONGEST_TITLE = 31
Line = list[Any]


@dataclass(frozen=True)
class List:
    """One list: its name in addresses and for people, its columns, and how its lines are found."""

    key: str
    name: Promise
    note: Promise
    columns: tuple[Promise, ...]
    lines: Callable[[Chapter], Iterable[Line]]


def as_csv(wanted: List, chapter: Chapter) -> bytes:
    """As CSV."""
    return csv_of([wanted.columns, *wanted.lines(chapter)])


def as_xlsx(wanted: Iterable[List], chapter: Chapter) -> bytes:
    """As one workbook, a sheet a list."""
    book = Workbook(write_only=True)
    for one in wanted:
        sheet = book.create_sheet(str(one.name)[:LONGEST_TITLE])
        sheet.append([guarded(column) for column in one.columns])
        for line in one.lines(chapter):
            sheet.append([ILLEGAL_CHARACTERS_RE.sub("", guarded(value)) for value in line])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _day(moment: datetime, chapter: Chapter) -> date:
    return moment.astimezone(chapter.zone).date()


def _over(row: Mark | Slip | ThankYou | OneToOne) -> str:
    return _("brought over, day not known") if row.day_unknown else ""


def _members(chapter: Chapter) -> Iterable[Line]:
    stays = Stay.objects.in_chapter(chapter).order_by("member__name", "member__email", "joined_on")
    person = ("member__name", "member__email", "member__company", "member__phone")
    seat = ("seat__category__name", "seat__place", "joined_on", "left_on", "sponsor__name")
    return map(list, stays.values_list(*person, *seat))


def _attendance(chapter: Chapter) -> Iterable[Line]:
    marks = Mark.objects.in_chapter(chapter).order_by("meeting__date", "member__name", "pk")
    for mark in marks.select_related("meeting", "member"):
        yield [mark.meeting.date, mark.member.name, mark.get_mark_display(), mark.substitute, _over(mark)]


def _slips(chapter: Chapter) -> Iterable[Line]:
    slips = Slip.objects.in_chapter(chapter).order_by("given_at", "pk").select_related("giver", "receiver")
    for slip in slips.defer("prospect", "prospect_phone", "prospect_email", "need", "bad_reason"):
        inside = {True: _("inside"), False: _("outside"), None: ""}[slip.inside]
        good = _("withdrawn") if slip.withdrawn_at else slip.get_stage_display()
        receiver = slip.receiver.name if slip.receiver else ""
        yield [
            _day(slip.given_at, chapter),
            slip.get_kind_display(),
            slip.giver.name,
            receiver,
            slip.warmth,
            inside,
            good,
            _over(slip),
        ]


def _thanks(chapter: Chapter) -> Iterable[Line]:
    thanks = ThankYou.objects.in_chapter(chapter).order_by("at", "pk").select_related("giver", "receiver")
    for one in thanks.defer("amount"):
        yield [_day(one.at, chapter), one.giver.name if one.giver else "", one.receiver.name, one.text, _over(one)]


def _one_to_ones(chapter: Chapter) -> Iterable[Line]:
    rows = OneToOne.objects.in_chapter(chapter).order_by("date", "pk").select_related("a", "b")
    for row in rows.defer("topics"):
        first, second = sorted((row.a.name, row.b.name))
        notes = (_("disputed") if row.disputed else "", _over(row))
        yield [row.date, first, second, ", ".join(filter(None, notes))]


def _visitors(chapter: Chapter) -> Iterable[Line]:
    visits = Visit.objects.in_chapter(chapter).order_by("date", "name", "pk").select_related("invited_by")
    for visit in visits:
        invited_by = visit.invited_by.name if visit.invited_by else ""
        yield [visit.date, visit.name, visit.email, visit.category, invited_by, visit.get_outcome_display()]


NAME, EMAIL, DATE = gettext_lazy("Name"), gettext_lazy("E-mail"), gettext_lazy("Date")
FROM, TO, NOTE = gettext_lazy("From"), gettext_lazy("To"), gettext_lazy("Note")
LISTS = (
    List(
        "members",
        gettext_lazy("Members"),
        gettext_lazy("who is here and who was, a line a stay"),
        (
            NAME,
            EMAIL,
            gettext_lazy("Company"),
            gettext_lazy("Phone"),
            gettext_lazy("Category"),
            gettext_lazy("Place"),
            gettext_lazy("Member since"),
            gettext_lazy("Left on"),
            gettext_lazy("Sponsor"),
        ),
        _members,
    ),
    List(
        "attendance",
        gettext_lazy("Attendance"),
        gettext_lazy("every mark of every meeting"),
        (DATE, NAME, gettext_lazy("Mark"), gettext_lazy("Substitute"), NOTE),
        _attendance,
    ),
    List(
        "slips",
        gettext_lazy("Referrals and leads"),
        gettext_lazy("who gave whom, how warm, how far; not whom it was about"),
        (
            DATE,
            gettext_lazy("Kind"),
            FROM,
            TO,
            gettext_lazy("Warmth"),
            gettext_lazy("Inside or outside"),
            gettext_lazy("Status"),
            NOTE,
        ),
        _slips,
    ),
    List(
        "thanks",
        gettext_lazy("Thanks"),
        gettext_lazy("without amounts"),
        (DATE, FROM, TO, gettext_lazy("Text"), NOTE),
        _thanks,
    ),
    List(
        "one-to-ones",
        gettext_lazy("One-to-ones"),
        gettext_lazy("who met when"),
        (DATE, gettext_lazy("One"), gettext_lazy("The other"), NOTE),
        _one_to_ones,
    ),
    List(
        "visitors",
        gettext_lazy("Visitors"),
        gettext_lazy("who came, whom they came with"),
        (DATE, NAME, EMAIL, gettext_lazy("Category"), gettext_lazy("Invited by"), gettext_lazy("Outcome")),
        _visitors,
    ),
)
BY_KEY = {one.key: one for one in LISTS}
