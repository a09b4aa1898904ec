"""`import_chapter PATH`: bring in a chapter's archive, all or nothing (spec/archive.md)."""

import sys
from pathlib import Path
from typing import Any

import pghistory
from django.core.management.base import BaseCommand, CommandError, CommandParser

from archive.actions import FaultyArchive, NoSuchNetwork, Outcome, import_archive, no_faults, unhurried
from archive.rows import ROW_TYPES
from archive.source import NotAnArchive, read_path
from chapters.clock import now


class Command(BaseCommand):
    """Lists every fault at once and stores nothing, or says what it brought."""

    help = "Bring in a chapter's archive: a folder or a .zip. All or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where it lies, and what it may do."""
        parser.add_argument("path", type=Path, metavar="PATH", help="a folder or a .zip")
        parser.add_argument("--network", default="", metavar="SLUG", help="whose chapter it becomes")
        parser.add_argument("--update", action="store_true", help="rows replace stored ones that say something else")

    def handle(self, *args: Any, path: Path, network: str, update: bool, **options: Any) -> None:
        """Read, check, store."""
        faults = no_faults()
        try:
            contents = read_path(path, faults)
            with unhurried(), pghistory.context(command="import_chapter"):
                outcome = import_archive(contents=contents, faults=faults, at=now(), network=network, update=update)
        except (NotAnArchive, NoSuchNetwork) as refusal:
            raise CommandError(str(refusal)) from refusal
        except FaultyArchive as refusal:
            for fault in refusal.faults:
                self.stderr.write(str(fault))
            sys.exit(1)
        self.say(outcome)

    def say(self, outcome: Outcome) -> None:
        """What was new, changed and the same."""
        slug, changes = outcome.chapter.slug, outcome.changes
        if changes.without:
            self.stdout.write(
                f"{changes.without} rows hold details of prospects that were removed here; they stay removed."
            )
        if not outcome.changed_anything:
            self.stdout.write(f"{slug}: nothing changed; all {changes.same} rows are stored already.")
            return
        for row_type in ROW_TYPES:
            brought = changes.of(row_type)
            counts = f"{len(brought.added)} new, {len(brought.renewed)} replaced, {brought.same} the same"
            self.stdout.write(f"{row_type.file}: {counts}")
        self.stdout.write(f"{slug}: {changes.added} rows new, {changes.renewed} replaced, {changes.same} the same.")
