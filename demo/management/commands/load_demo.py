"""`load_demo`: a network with two chapters whose record ends this week, and the people who can sign in."""

import io
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand
from django.db import transaction

from chapters.clock import now
from chapters.models import Chapter, Network
from chapters.scope import chapter_scope
from chapters.values import Week
from demo import agreed, asking, lakeside, mailed, people, presenting, tables, talking, wanting
from demo.drifting import let_drift
from demo.this_week import brought_to

RIVERSIDE = Path(__file__).resolve().parents[2] / "riverside"
LAST_WEEK = Week(date(2026, 11, 16))
"""The week in which the record of the riverside archive ends."""


class Command(BaseCommand):
    """Load the demo into an empty database; `make run` does so on its first start, nothing else ever does."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Load both chapters, or say why not."""
        if not settings.DEMO:
            raise CommandError("The demo is for trying things out: its password is public. Set CHAPTERHOUSE_DEMO=yes.")
        if Chapter.objects.exists():
            raise CommandError("There are chapters here already; the demo goes into an empty database.")
        at = now()
        with transaction.atomic():
            network = Network.objects.create(slug="waterside", name="Waterside Network")
            people.make_accounts(network)
            today = at.date()
            riverside = brought_to(tables.read(RIVERSIDE), last_week=LAST_WEEK, at=at, today=today)
            riverside = let_drift(riverside, today=today)
            for slug, record in {"riverside": riverside, "lakeside": lakeside.tables(today)}.items():
                self._move_in(slug, record, network, at)

    def _move_in(self, slug: str, record: tables.Tables, network: Network, at: datetime) -> None:
        with TemporaryDirectory() as folder:
            tables.write(record, Path(folder))
            call_command("import_chapter", folder, network=network.slug, stdout=io.StringIO())
        chapter = Chapter.objects.get(slug=slug)
        with chapter_scope(chapter.pk):
            people.settle(chapter)
            presenting.plan(chapter, at)
            asking.ask_around(chapter, at)
            agreed.agree(chapter, at)
            wanting.want(chapter, at)
            mailed.arrive(chapter, at)
            talking.begin(chapter, at)
