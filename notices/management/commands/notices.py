"""`notices`: what is parked after five tries, and what waits too long; `--again` gives it five more.

`--how-far` says in how many chapters each kind of work is due, or no more: on a large server's Monday, the snapshots.
"""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from chapters import clock
from chapters.models import Chapter
from chapters.scope import chapter_scope
from notices import due, outbox
from notices.actions import plan_outbox
from notices.models import Due, Letter, Notice
from notices.pace import NO_SERVER_MINUTES, minutes
from notices.states import State

LONG = timedelta(hours=1)


class Command(BaseCommand):
    """For the operator: nothing is lost silently. No names and no content, only what and how often and why."""

    help = "List what is parked after five tries or waits for more than an hour; --again sends it again."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--again`, `--how-far`."""
        parser.add_argument("--again", action="store_true", help="give everything that is parked five more tries")
        parser.add_argument("--how-far", action="store_true", help="say only how far each kind of due work is")

    def handle(self, *args: Any, **options: Any) -> None:
        """Chapter by chapter, then letters, then other due work."""
        at = clock.tick()
        if options["how_far"]:
            self._how_far(at)
            return
        trouble = sum(self._chapter(chapter, at, options["again"]) for chapter in Chapter.objects.order_by("slug"))
        trouble += self._list("letters", Letter.objects.all(), at)
        trouble += self._work()
        if options["again"]:
            outbox.take_up_again(Letter.objects.all(), at)
            due.take_up_again(at)
        if not trouble:
            self.stdout.write("Nothing is parked and nothing waits too long.")
        elif options["again"]:
            self.stdout.write("What was parked gets five more tries.")

    def _how_far(self, at: Any) -> None:
        for one in due.how_far(at):
            since = f", the longest since {one.since:%Y-%m-%d %H:%M} UTC" if one.since else ""
            every = one.rests + one.waiting + one.parked
            due_now = f"{one.waiting} wait{since}, {one.parked} parked"
            self.stdout.write(f"{one.kind}: nothing due in {one.rests} of {every} chapters, {due_now}")

    def _chapter(self, chapter: Chapter, at: Any, again: bool) -> int:
        with chapter_scope(chapter.pk):
            rows = Notice.objects.in_chapter(chapter)
            count = self._list(chapter.slug, rows, at)
            if again and outbox.take_up_again(rows, at):
                plan_outbox(chapter=chapter, at=at)
        return count

    def _list(self, where: str, rows: Any, at: Any) -> int:
        parked = list(rows.filter(state=State.PARKED).order_by("due_at", "pk"))
        for row in parked:
            kind = getattr(row, "kind", "letter")
            self.stdout.write(f"{where}: parked {row.pk} {kind}, due {row.due_at:%Y-%m-%d %H:%M}: {row.reason}")
        late = rows.filter(state__in=outbox.PENDING, due_at__lte=at - LONG)
        waiting = late.exclude(tries=0, try_at__gt=at + minutes(2 * NO_SERVER_MINUTES)).count()  # quiet hours are meant
        if waiting:
            self.stdout.write(f"{where}: {waiting} wait for more than an hour")
        return len(parked) + bool(waiting)

    def _work(self) -> int:
        parked = list(Due.objects.exclude(parked_at=None).select_related("chapter").order_by("due_at", "pk"))
        for row in parked:
            self.stdout.write(f"{row.chapter.slug}: parked work {row.kind}, due {row.due_at:%Y-%m-%d}: {row.reason}")
        return len(parked)
