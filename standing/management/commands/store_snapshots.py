"""`manage.py store_snapshots`: every chapter's standing as of its last Monday, now rather than in its turn."""

from typing import Any

from django.core.management.base import BaseCommand

from chapters.clock import tick
from standing.batch import store_all


class Command(BaseCommand):
    """Store this week's snapshots of all chapters."""

    help = "Store every chapter's standing as of the Monday it last had (done by itself each week; safe to repeat)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Store, and say how much changed."""
        self.stdout.write(f"{store_all(at=tick())} snapshots stored or changed.")
