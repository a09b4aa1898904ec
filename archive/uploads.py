"""From a file to rows: taken in, looked at, confirmed or discarded. Nothing is stored of it until it is confirmed."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction

from archive.actions import FaultyArchive, bring_archive
from archive.book import Told, nobody
from archive.bringing import bring_handed, bring_marks, bring_newcomers
from archive.fates import Verdict, to_store
from archive.models import Upload
from archive.previews import offices_named, preview_archive, preview_sheet
from archive.recognising import File, Strange, recognise
from archive.rows import StayRow
from archive.states import Brought, UploadState
from chapters.models import Chapter
from members.models import Member, Stay
from notices.bell import bell
from notices.due import plan
from standing.weekly import fill_in

MOVE_IN = "move_in"
"""The kind of due work that is bringing in what was confirmed."""
KEPT_FOR = timedelta(days=1)
AT_ONCE = 2_000
"""An archive with more rows than this is brought in by the worker while the page shows how far it is."""
MOST_TOLD = 500


@transaction.atomic
def take_in(*, chapter: Chapter, by: Member, files: Sequence[File], at: datetime) -> tuple[list[Upload], list[Strange]]:
    """Keep files until somebody confirms them, a day at most; answers which cannot be read, and why."""
    known, strange = recognise(files)
    uploads = [
        Upload(chapter=chapter, kind=one.kind, name=one.file.name[:200], content=one.file.data, by=by, at=at)
        for one in known
    ]
    Upload.objects.in_chapter(chapter).bulk_create(uploads)
    plan(chapter, MOVE_IN, at + KEPT_FOR)
    return uploads, strange


def look_again(*, upload: Upload, reading: Mapping[str, Any]) -> None:
    """Remember how the file is to be read."""
    upload.reading = {**upload.reading, **reading}
    Upload.objects.in_chapter(upload.chapter_id).filter(pk=upload.pk).update(reading=upload.reading)


def discard(*, upload: Upload) -> None:
    """Forget a file."""
    Upload.objects.in_chapter(upload.chapter_id).filter(pk=upload.pk).exclude(state=UploadState.RUNNING).delete()


@transaction.atomic
def confirm(*, upload: Upload, at: datetime) -> None:
    """Bring the file in: at once, or by the worker where it is large. Raises UploadMoved."""
    rows = bytes(upload.content).count(b"\n") if upload.kind != Brought.ARCHIVE else _rows(upload, at)
    upload.move_to(UploadState.RUNNING, total=rows)
    if upload.kind == Brought.ARCHIVE and rows > AT_ONCE:
        plan(upload.chapter, MOVE_IN, at)
        transaction.on_commit(partial(bell.ring, "archive.tasks.move_in", upload.chapter_id), robust=True)
    else:
        run(upload=upload, at=at)


def _rows(upload: Upload, at: datetime) -> int:
    update = bool(upload.reading.get("update"))
    changes = preview_archive(upload.chapter, bytes(upload.content), update=update, at=at).changes
    return changes.added + changes.renewed


@transaction.atomic
def run(*, upload: Upload, at: datetime, told: Told = nobody) -> None:
    """Store what the file brings as things are now, inside the chapter's scope; `told` hears how far it is."""
    if upload.kind == Brought.ARCHIVE:
        _run_archive(upload, at, told)
    else:
        _run_sheet(upload, at)


def _run_archive(upload: Upload, at: datetime, told: Told) -> None:
    chapter = upload.chapter
    preview = preview_archive(chapter, bytes(upload.content), update=bool(upload.reading.get("update")), at=at)
    offices = offices_named(preview.archive, preview.stored, chapter.today(at))
    faults = [str(fault) for fault in preview.faults]
    if not faults:
        try:
            with transaction.atomic():
                if preview.founding:
                    _begin_earlier(chapter, *preview.founding)
                bring_archive(chapter=chapter, changes=preview.changes, stored=preview.stored, at=at, told=told)
        except FaultyArchive as refusal:
            faults = [str(fault) for fault in refusal.faults]
    if faults:
        upload.move_to(UploadState.REFUSED, content=b"", outcome={"faults": faults[:MOST_TOLD]})
        return
    changes = preview.changes
    counts = {Verdict.NEW: changes.added, "replaced": changes.renewed, Verdict.SAME: changes.same}
    upload.move_to(UploadState.DONE, content=b"", done=upload.total, outcome={"counts": counts, "offices": offices})


def _begin_earlier(chapter: Chapter, old: StayRow, new: StayRow) -> None:
    """The stay a chapter was founded with began when the archive says."""
    stays = Stay.objects.in_chapter(chapter).filter(member__email=old.email, joined_on=old.joined_on)
    stays.update(joined_on=new.joined_on)


def _run_sheet(upload: Upload, at: datetime) -> None:
    chapter = upload.chapter
    preview = preview_sheet(chapter, upload, at=at)
    new, late = to_store(preview.fates), []
    if upload.kind == Brought.ROSTER:
        late = bring_newcomers(chapter=chapter, newcomers=new, at=at)
    elif upload.kind == Brought.SUMMARY:
        bring_marks(chapter=chapter, marks=new)
    else:
        bring_handed(chapter=chapter, handed=new, at=at)
    if upload.reading.get("record_from"):
        chapter.change(record_from=date.fromisoformat(upload.reading["record_from"]))
    fill_in(chapter, at=at)
    left = [fate for fate in preview.fates if fate.verdict in {Verdict.REFUSED, Verdict.DOUBTFUL}]
    refused = [[fate.row, fate.what, fate.why] for fate in left][:MOST_TOLD]
    counts = {**preview.counts, Verdict.NEW: len(new) - len(late), Verdict.REFUSED: len(left) + len(late)}
    counts.pop(Verdict.DOUBTFUL)
    outcome = {"counts": counts, "refused": refused + [[None, what, why] for what, why in late]}
    upload.move_to(UploadState.DONE, content=b"", done=len(new), total=len(new), outcome=outcome)


def forget_old(chapter: Chapter, at: datetime) -> None:
    """Nobody confirmed them within a day."""
    old = Upload.objects.in_chapter(chapter).filter(state=UploadState.WAITING, at__lte=at - KEPT_FOR)
    old.delete()
