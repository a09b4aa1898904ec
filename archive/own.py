"""Everything a chapter keeps of one member, for that member: their own rows, and of rows between two what they see."""

import io
import zipfile
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _

from archive.own_sheets import SHEETS, Sheet
from chapters.models import Chapter
from chapters.spreadsheets import csv_of
from members.models import Member

CENT = Decimal("0.01")
WITHOUT_CHAPTER = frozenset({"account", "mfa", "usersessions"}) | {"notices.Device"}


def everything_of(member: Member, *, at: datetime) -> bytes:
    """A ZIP with a file for each table that has rows of the member's, and a word on what they are.

    Instants are in the chapter's zone. Statements: one a table; the chapter must be in scope.
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", _about(member, at))
        for sheet in SHEETS:
            lines = list(_lines(sheet, member))
            if lines:
                archive.writestr(sheet.file, csv_of([sheet.columns, *lines]))
    return stream.getvalue()


def _lines(sheet: Sheet, member: Member) -> Iterable[list[Any]]:
    model: Any = apps.get_model(sheet.table)
    app = sheet.table.partition(".")[0]
    if app in WITHOUT_CHAPTER or sheet.table in WITHOUT_CHAPTER:
        rows = model.objects.all()
    else:
        rows = model.objects.in_chapter(member.chapter)
    for row in rows.filter(sheet.mine(member)).order_by("pk").values_list(*sheet.columns):
        yield [_local(value, member.chapter) for value in row]


def _local(value: Any, chapter: Chapter) -> Any:
    if isinstance(value, Decimal):
        return value.quantize(CENT)
    return value.astimezone(chapter.zone) if isinstance(value, datetime) else value


def _about(member: Member, at: datetime) -> str:
    chapter = member.chapter
    said = _(
        "Everything that %(chapter)s keeps of %(name)s, as of %(at)s (%(zone)s).\n\n"
        "One file a kind of thing, as a table; a kind with nothing in it has no file. Of what is between two people "
        "you have what you see on your pages. What somebody wrote for themselves alone is theirs, and not in here.\n"
    )
    names = {"chapter": chapter.name, "name": member.name, "zone": chapter.timezone}
    return said % {**names, "at": f"{at.astimezone(chapter.zone):%Y-%m-%d %H:%M}"}
