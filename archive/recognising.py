"""Telling what files somebody brought, by what is in them."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from archive.reports import NotThatReport, read_audit, read_summary
from archive.rows import FILES, ChapterRow
from archive.sheets import Row, UnreadableSheet, read_sheet
from archive.states import Brought
from archive.writing import write_zip

XLSX_INSIDE = "[Content_Types].xml"


@dataclass(frozen=True)
class File:
    """A file as it was sent: its name without any path, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Recognised:
    """A file that can be read, and as what."""

    kind: Brought
    file: File


@dataclass(frozen=True)
class Strange:
    """A file that cannot, and why."""

    name: str
    why: str


def recognise(files: Sequence[File]) -> tuple[list[Recognised], list[Strange]]:
    """Each file by its content; the tables of an archive that were sent one by one become one archive."""
    names = {file.name for file in files}
    loose = [file for file in files if ChapterRow.file in names and file.name in FILES]
    known: list[Recognised] = []
    strange: list[Strange] = []
    if loose:
        stream = io.BytesIO()
        write_zip({file.name: file.data for file in loose}, stream)
        known.append(Recognised(Brought.ARCHIVE, File(_("archive"), stream.getvalue())))
    for file in files:
        if file in loose:
            continue
        try:
            known.append(Recognised(kind_of(file.data), file))
        except UnreadableSheet as why:
            strange.append(Strange(file.name, str(why)))
    return known, strange


def kind_of(data: bytes) -> Brought:
    """What a file is. Raises UnreadableSheet."""
    if zipfile.is_zipfile(io.BytesIO(data)) and not _is_workbook(data):
        return Brought.ARCHIVE
    return kind_of_sheet(read_sheet(data))


def _is_workbook(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return XLSX_INSIDE in packed.namelist()
    except zipfile.BadZipFile:
        return False


def kind_of_sheet(sheet: Sequence[Row]) -> Brought:
    """Which of the two reports a sheet is; a list of members otherwise."""
    for kind, read in ((Brought.SUMMARY, read_summary), (Brought.AUDIT, read_audit)):
        try:
            read(sheet)
        except NotThatReport:
            continue
        return kind
    return Brought.ROSTER
