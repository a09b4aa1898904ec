"""`manage.py standing CHAPTER --as-of DATE --json`: what the pages show, for the shell (spec/standing.md)."""

import json
import re
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from chapters.clock import now
from chapters.models import Chapter
from chapters.scope import chapter_scope
from standing.engine import standings
from standing.values import ChapterStanding

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
WIDTHS = (40, 12, 22, 22, 22, 22)
HEAD = ("member", "overall", "attendance", "leads", "one-to-ones", "with partners")


class Command(BaseCommand):
    """Print the standing of every current member of a chapter as of a date."""

    help = "Print the standing of every current member of a chapter as of a date (today, where none is given)."

    def add_arguments(self, parser: CommandParser) -> None:
        """The chapter, the date and the form."""
        parser.add_argument("chapter", metavar="CHAPTER", help="the chapter's slug")
        parser.add_argument("--as-of", metavar="YYYY-MM-DD", help="a date in the chapter's own time (default: today)")
        parser.add_argument("--json", action="store_true", help="print JSON instead of a table")

    def handle(self, *args: Any, **options: Any) -> None:
        """Find the chapter, ask, print. A chapter or date that is none is a sentence and exit status 1."""
        chapter = Chapter.objects.filter(slug=options["chapter"]).first()
        if chapter is None:
            raise CommandError(f"There is no chapter “{options['chapter']}”.")
        as_of = _date(options["as_of"]) if options["as_of"] is not None else chapter.today(now())
        try:
            with chapter_scope(chapter.pk):
                found = standings(chapter, as_of=as_of)
        except OverflowError as error:
            raise CommandError(f"{as_of} is too early: its weeks would begin before the year 1.") from error
        self.stdout.write(json.dumps(found.as_dict(), ensure_ascii=False) if options["json"] else _table(found))


def _date(text: str) -> date:
    try:
        if not DAY.fullmatch(text):  # 2026-W10-3 is a date too, but not written so
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"“{text}” is not a date; write it as YYYY-MM-DD, for example 2026-03-04.") from error


def _table(found: ChapterStanding) -> str:
    rows = [
        (
            member.email,
            member.overall.value,
            f"{member.attendance.credited}/{member.attendance.counted} {member.attendance.status.value}",
            f"{member.leads.given} in {member.leads.weeks} {member.leads.status.value}",
            f"{member.one_to_ones.done}/{member.one_to_ones.required} {member.one_to_ones.status.value}",
            f"{member.partner_one_to_ones.done}/{member.partner_one_to_ones.required} "
            f"{member.partner_one_to_ones.status.value}",
        )
        for member in found.members
    ]
    lines = ["".join(cell.ljust(width) for cell, width in zip(row, WIDTHS, strict=True)) for row in (HEAD, *rows)]
    title = f"{found.slug} as of {found.as_of}: weeks before {found.week_end}"
    return "\n".join([title, *(line.rstrip() for line in lines)])
