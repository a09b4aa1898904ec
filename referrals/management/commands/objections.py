"""`manage.py objections`: what prospects asked not to be kept, to lie beside the backups; `--again` after a restore."""

import json
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from chapters.clock import tick
from chapters.models import Chapter
from chapters.scope import chapter_scope
from referrals.actions.prospects import object_again, remove_old_details
from referrals.models import Objection


class Command(BaseCommand):
    """List the objections, or have those of a list hold again."""

    help = "List what prospects objected to, a line each (no number or address); --again FILE after a restore."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--again FILE`; `-` is the standard input."""
        parser.add_argument("--again", metavar="FILE", help="a list written before: who is in it is removed again")

    def handle(self, *args: Any, **options: Any) -> None:
        """Without `--again`, list. Raises CommandError for what is no such list."""
        if options["again"] is None:
            return self._list()
        text = sys.stdin.read() if options["again"] == "-" else Path(options["again"]).read_text()
        return self._again(_read(text.splitlines()))

    def _list(self) -> None:
        for chapter in Chapter.objects.order_by("slug"):
            with chapter_scope(chapter.pk):
                for digest in Objection.objects.in_chapter(chapter).order_by("pk").values_list("digest", flat=True):
                    self.stdout.write(json.dumps({"chapter": chapter.slug, "digest": digest}))

    def _again(self, known: dict[str, set[str]]) -> None:
        at, missing = tick(), 0
        for chapter in Chapter.objects.order_by("slug"):
            with chapter_scope(chapter.pk):
                missing += object_again(chapter=chapter, known=known.get(chapter.slug, set()), at=at)
                remove_old_details(chapter=chapter, at=at)
        self.stdout.write(f"{missing} objections that the backup did not know hold again.")


def _read(lines: Iterable[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for number, line in enumerate(lines, 1):
        try:
            said = json.loads(line)
            found[said["chapter"]].add(said["digest"])
        except (ValueError, TypeError, KeyError) as error:
            raise CommandError(f"Line {number} is no objection: {line[:80]}") from error
    return found
