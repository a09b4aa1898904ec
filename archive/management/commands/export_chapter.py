"""`export_chapter SLUG PATH`: write a chapter's archive (spec/archive.md)."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from archive.actions import export_archive, unhurried
from archive.loading import thanks_left_out
from archive.writing import write_folder, write_zip
from chapters.clock import now
from chapters.models import Chapter
from chapters.scope import chapter_scope


class Command(BaseCommand):
    """Writes every file, those without rows with their header alone."""

    help = "Write a chapter's archive into a folder, or a .zip where the path ends so."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which chapter, and where to."""
        parser.add_argument("slug", metavar="SLUG")
        parser.add_argument("path", type=Path, metavar="PATH", help="a folder, made if need be, or a name with .zip")

    def handle(self, *args: Any, slug: str, path: Path, **options: Any) -> None:
        """Read, write."""
        chapter = Chapter.objects.filter(slug=slug).first()
        if chapter is None:
            raise CommandError(f"There is no chapter {slug}.")
        with unhurried():
            files = export_archive(chapter, at=now())
            with chapter_scope(chapter.pk):
                left_out = thanks_left_out(chapter)
        try:
            if path.suffix.lower() == ".zip":
                with path.open("wb") as stream:
                    write_zip(files, stream)
            else:
                write_folder(files, path)
        except OSError as failure:
            raise CommandError(f"{path} cannot be written: {failure.strerror}.") from failure
        self.stdout.write(f"{slug}: {len(files)} files written to {path}")
        if left_out:
            self.stdout.write(f"{slug}: {left_out} thanks are left out, for it is not known who thanked.")
