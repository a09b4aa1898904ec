"""Bringing an archive in, all or nothing, and writing one out (spec/archive.md, "Commands")."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from archive.book import Book, Told, nobody
from archive.cells import Setting
from archive.checks import check
from archive.faults import Fault, Faults
from archive.keeping import keep_calendar, keep_pairs, keep_presence, keep_slips
from archive.loading import load
from archive.merging import Changes, merge
from archive.people import keep_people
from archive.reading import Archive, read_archive
from archive.rows import FILES, ROW_TYPES, ChapterRow
from archive.stored import Stored
from archive.writing import table
from chapters.currencies import decimals_of
from chapters.models import Chapter, Network
from chapters.refusals import sentence_of
from chapters.scope import chapter_scope
from standing.weekly import fill_in

INDEPENDENT = "independent"


class FaultyArchive(Exception):
    """An archive that is not brought in; holds every fault there is."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


class NoSuchNetwork(Exception):
    """The network named is not there, or is not the chapter's."""


@dataclass(frozen=True)
class Outcome:
    """What came of an archive: its chapter, and what it brought."""

    chapter: Chapter
    changes: Changes

    @property
    def changed_anything(self) -> bool:
        """Whether anything was new or otherwise than stored."""
        return bool(self.changes.added or self.changes.renewed)


@dataclass(frozen=True)
class Founded(Outcome):
    """A chapter that an archive founded, and the archive."""

    archive: Archive


@transaction.atomic
def import_archive(
    *,
    contents: Mapping[str, bytes],
    faults: Faults,
    at: datetime,
    network: str = "",
    update: bool = False,
    told: Told = nobody,
) -> Outcome:
    """Bring in the files of an archive, for the command line: `roles` make terms of office, a new chapter is made.

    `faults` holds what was wrong before they were read. Raises FaultyArchive, NoSuchNetwork; nothing is stored then.
    """
    archive = read_archive(contents, at, faults)
    chapter = _stored_chapter(archive)
    home = _home(chapter, network)
    stored = _load(chapter, at)
    changes = examine(archive, stored, at=at, faults=faults, update=update)
    if len(faults):
        raise FaultyArchive(list(faults))
    chapter = _keep_chapter(chapter, home, changes, at)
    with chapter_scope(chapter.pk):
        keep(Book(chapter, changes, stored, at, told=told))
    return Outcome(chapter, changes)


@transaction.atomic
def found_by_archive(*, contents: Mapping[str, bytes], faults: Faults, at: datetime, network: Network) -> Founded:
    """Make a chapter out of an archive, for a network's admin; offices are left to be confirmed.

    Raises FaultyArchive, also where the address is another chapter's, of which nothing is told.
    """
    archive = read_archive(contents, at, faults)
    if _stored_chapter(archive) is not None:
        faults.add(ChapterRow.file, archive.of(ChapterRow).rows[0].line, _("slug is taken; expected one that is free"))
    changes = examine(archive, Stored(), at=at, faults=faults, update=False)
    if len(faults):
        raise FaultyArchive(list(faults))
    chapter = _keep_chapter(None, network, changes, at)
    with chapter_scope(chapter.pk):
        keep(Book(chapter, changes, Stored(), at, with_roles=False))
    return Founded(chapter, changes, archive)


def bring_archive(*, chapter: Chapter, changes: Changes, stored: Stored, at: datetime, told: Told) -> None:
    """Store what a page's preview found, inside the chapter's scope; offices are left to be confirmed.

    Raises FaultyArchive.
    """
    kept = _keep_chapter(chapter, chapter.network, changes, at)
    keep(Book(kept, changes, stored, at, with_roles=False, told=told))


def _stored_chapter(archive: Archive) -> Chapter | None:
    """The chapter of the archive's slug, locked: two imports of one chapter come one after the other."""
    row = archive.chapter()
    if row is None or not row.says("slug"):
        return None
    return Chapter.objects.select_for_update(of=("self",)).select_related("network").filter(slug=row.row.slug).first()


def _load(chapter: Chapter | None, at: datetime) -> Stored:
    if chapter is None:
        return Stored()
    with chapter_scope(chapter.pk):
        return load(chapter, chapter.today(at))


def examine(
    archive: Archive, stored: Stored, *, at: datetime, faults: Faults, update: bool, ignored: tuple[str, ...] = ()
) -> Changes:
    """Check an archive and compare it with what is stored; whatever is wrong is added to the faults."""
    row = archive.chapter()
    zone = ZoneInfo(row.row.timezone) if row and row.says("timezone") else UTC
    decimals = decimals_of(row.row.currency) if row and row.says("currency") else None
    check(archive, stored, at.astimezone(zone).date(), faults)
    return merge(archive, stored, update=update, setting=Setting(at, decimals), faults=faults, ignored=ignored)


def _home(chapter: Chapter | None, slug: str) -> Network:
    """The network named, else the chapter's own, else the only one, else `independent`, made if need be."""
    named = Network.objects.filter(slug=slug).first() if slug else None
    if slug and named is None:
        raise NoSuchNetwork(_("There is no network %s.") % slug)
    if chapter and named and named != chapter.network:
        values = {"chapter": chapter.slug, "own": chapter.network.slug, "network": slug}
        raise NoSuchNetwork(_("%(chapter)s belongs to the network %(own)s, not to %(network)s.") % values)
    if named:
        return named
    if chapter:
        return chapter.network
    networks = list(Network.objects.order_by("pk")[:2])
    if len(networks) == 1:
        return networks[0]
    return Network.objects.get_or_create(slug=INDEPENDENT, defaults={"name": _("Independent")})[0]


def _keep_chapter(chapter: Chapter | None, network: Network, changes: Changes, at: datetime) -> Chapter:
    brought = changes.of(ChapterRow)
    for row in (*brought.added, *(renewed.new for renewed in brought.renewed)):
        kept = chapter or Chapter(network=network, slug=row.slug, created_at=at)
        for part in ChapterRow.columns():
            setattr(kept, part.attribute, getattr(row, part.attribute))
        try:
            with transaction.atomic():
                kept.save()
        except IntegrityError as error:  # somebody made a chapter of this address meanwhile
            raise FaultyArchive([Fault(ChapterRow.file, None, sentence_of(error))]) from error
        return kept
    assert chapter is not None  # an archive in order has a chapter's row: if none is new or changed, it is stored
    return chapter


def keep(book: Book) -> None:
    """Store what is new and changed, those whom others refer to first; the chapter's last weeks are filled in."""
    try:
        keep_people(book)
        keep_calendar(book)
        keep_presence(book)
        keep_slips(book)
        keep_pairs(book)
    except IntegrityError as error:
        raise FaultyArchive([Fault(ChapterRow.file, None, sentence_of(error))]) from error
    if book.changes.added or book.changes.renewed:
        fill_in(book.chapter, at=book.at)


@contextmanager
def unhurried() -> Iterator[None]:
    """A transaction whose statements may take their time: for the command line, where nobody waits for a page."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        yield


def export_archive(chapter: Chapter, *, at: datetime) -> dict[str, bytes]:
    """All the files of a chapter's archive, those without rows with their header alone."""
    with chapter_scope(chapter.pk):
        stored = load(chapter, chapter.today(at))
    setting = Setting(at, decimals_of(chapter.currency))
    return {row_type.file: table(row_type, stored.of(row_type).values(), setting) for row_type in ROW_TYPES}


def no_faults() -> Faults:
    """An empty list of faults, in the order of the form."""
    return Faults(FILES)
