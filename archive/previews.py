"""What a file would bring, computed anew each time somebody looks: nothing of it is stored."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Any

from django.utils.translation import gettext as _

from archive.actions import examine
from archive.audits import Decided, Handed, plan_audit
from archive.cells import Setting
from archive.columns import Column, Guessed, guess
from archive.dates import Order
from archive.fates import Fate, Verdict, counted
from archive.faults import Fault, Faults
from archive.knowledge import attendance_knowledge, roster_knowledge, slips_knowledge
from archive.loading import load
from archive.merging import Changes
from archive.models import Upload
from archive.names import name_key
from archive.reading import Archive, read_archive
from archive.reports import Span, read_audit, read_summary
from archive.rosters import Earlier, Newcomer, Reading, plan_roster
from archive.rows import FILES, ChapterRow, StayRow
from archive.sheets import Row, read_sheet
from archive.source import NotAnArchive, read_zip
from archive.states import Brought
from archive.stored import Stored
from archive.summaries import Marks, plan_summary
from chapters.models import Chapter
from chapters.values import meeting_instant
from meetings.models import Meeting
from referrals.models import Slip

LARGEST_ON_A_PAGE = 50_000_000
IGNORED = ("roles",)
"""On pages, offices named by an archive are listed to confirm and not compared."""


@dataclass(frozen=True)
class ArchivePreview:
    """An archive: its faults, or what it brings."""

    archive: Archive
    stored: Stored
    changes: Changes
    faults: list[Fault]
    founding: tuple[StayRow, StayRow] | None = None


@dataclass(frozen=True)
class SheetPreview:
    """A spreadsheet: every row's fate. `span` is None where it does not tell its dates and nobody said them."""

    fates: Sequence[Fate[Any]]
    span: Span | None = None
    guessed: Guessed | None = None
    reading: Reading | None = None
    sheet: Sequence[Row] = field(default_factory=list)

    @property
    def counts(self) -> dict[Verdict, int]:
        """How many rows have each fate."""
        return counted(self.fates)


def preview_archive(chapter: Chapter, data: bytes, *, update: bool, at: datetime) -> ArchivePreview:
    """Read, check and compare an archive that must be this chapter's; another's slug tells nothing of that one."""
    faults = Faults(FILES)
    stored = load(chapter, chapter.today(at))
    archive = read_archive(_unpacked(data, faults), at, faults)
    own = archive.chapter()
    if own and own.says("slug") and own.row.slug != chapter.slug:
        others = Faults(FILES)
        others.add(ChapterRow.file, own.line, _("slug is another chapter’s; expected %s") % chapter.slug)
        return ArchivePreview(archive, stored, Changes(), list(others))
    founding = founding_stay(archive, stored)
    if founding:
        stored.renew(*founding)
    changes = examine(archive, stored, at=at, faults=faults, update=update, ignored=IGNORED)
    return ArchivePreview(archive, stored, changes, list(faults), founding)


def _unpacked(data: bytes, faults: Faults) -> dict[str, bytes]:
    try:
        return read_zip(io.BytesIO(data), faults, LARGEST_ON_A_PAGE)
    except NotAnArchive as refusal:
        faults.add(_("archive"), None, str(refusal))
        return {}


def offices_named(archive: Archive, stored: Stored, today: date) -> list[tuple[str, str]]:
    """Offices that an archive names of members of today and that they do not hold: address and office."""
    kept = stored.of(StayRow)
    found = []
    for placed in archive.of(StayRow).rows:
        stay = placed.row
        if placed.unreadable or stay.joined_on > today or (stay.left_on is not None and stay.left_on <= today):
            continue
        held = kept[stay.key()].roles if stay.key() in kept else ()
        found += [(stay.email, role) for role in stay.roles if role not in held]
    return found


def founding_stay(archive: Archive, stored: Stored) -> tuple[StayRow, StayRow] | None:
    """The stay of whom a chapter was founded with, as it is stored and as it is when it began with the archive's.

    A chapter that the network founded holds one stay, its president's since that day; the archive knows since when
    they truly are a member.
    """
    stays = list(stored.of(StayRow).values())
    if len(stays) != 1 or stays[0].left_on is not None:
        return None
    for placed in archive.of(StayRow).rows:
        row = placed.row
        if placed.says("email", "joined_on", "left_on") and row.email == stays[0].email and row.left_on is None:
            return (
                (stays[0], replace(stays[0], joined_on=row.joined_on)) if row.joined_on < stays[0].joined_on else None
            )
    return None


def preview_sheet(chapter: Chapter, upload: Upload, *, at: datetime) -> SheetPreview:
    """Every row's fate, with what somebody said of the sheet taken into account."""
    sheet = read_sheet(bytes(upload.content))
    said: Mapping[str, Any] = upload.reading
    if upload.kind == Brought.ROSTER:
        return _preview_roster(chapter, sheet, said, at)
    if upload.kind == Brought.SUMMARY:
        return _preview_summary(chapter, sheet, said, at)
    return _preview_audit(chapter, sheet, said)


def _preview_roster(chapter: Chapter, sheet: list[Row], said: Mapping[str, Any], at: datetime) -> SheetPreview:
    today = chapter.today(at)
    guessed = guess(sheet)
    columns = {int(place): Column(name) for place, name in said.get("columns", {}).items()} or guessed.columns
    order = Order(said["order"]) if "order" in said else guessed.order
    joined_on = date.fromisoformat(said["joined_on"]) if "joined_on" in said else today
    reading = Reading(guessed.header, columns, order, joined_on)
    accepted = frozenset(map(int, said.get("accepted", ())))
    fates: list[Fate[Newcomer | Earlier]] = plan_roster(
        sheet, reading, roster_knowledge(chapter), Setting(at), accepted
    )
    return SheetPreview(fates, guessed=guessed, reading=reading, sheet=sheet)


def record_could_begin(chapter: Chapter, span: Span) -> date | None:
    """The first day of what a report tells of, where the chapter's record does not begin that early by itself.

    None where it does, or where the chapter knows of earlier days: they would not count any more.
    """
    if chapter.record_from and chapter.record_from <= span.first:
        return None
    begins = meeting_instant(span.first, time.min, chapter.zone)
    earlier = (
        Meeting.objects.in_chapter(chapter).filter(date__lt=span.first),
        Slip.objects.in_chapter(chapter).filter(given_at__lt=begins),
    )
    return None if any(rows.exists() for rows in earlier) else span.first


def _said_span(said: Mapping[str, Any], told: Span | None) -> Span | None:
    if "first" in said:
        return Span(date.fromisoformat(said["first"]), date.fromisoformat(said["last"]))
    return told


def _preview_summary(chapter: Chapter, sheet: list[Row], said: Mapping[str, Any], at: datetime) -> SheetPreview:
    summary = read_summary(sheet)
    span = _said_span(said, summary.span)
    if span is None:
        return SheetPreview([])
    decided = {int(row): int(pk) for row, pk in said.get("people", {}).items()}
    fates: list[Fate[Marks]] = plan_summary(summary, attendance_knowledge(chapter, span, at), decided)
    return SheetPreview(fates, span=span)


def _preview_audit(chapter: Chapter, sheet: list[Row], said: Mapping[str, Any]) -> SheetPreview:
    audit = read_audit(sheet)
    span = _said_span(said, audit.span)
    if span is None:
        return SheetPreview([])
    people = {name_key(name): int(pk) for name, pk in said.get("people", {}).items()}
    decided = Decided(people, overlapping=bool(said.get("overlapping")))
    fates: list[Fate[Handed]] = plan_audit(audit, span, slips_knowledge(chapter, span), decided)
    return SheetPreview(fates, span=span)
