"""What a worker does when the bell rings for a large archive."""

from celery import shared_task

from archive.uploads import MOVE_IN
from notices import due

HOUR = 60 * 60


@shared_task(name="archive.tasks.move_in", time_limit=HOUR)
def move_in(chapter_id: int) -> None:
    """Bring in what was confirmed in a chapter; a very large archive takes longer than other work may."""
    due.work_off(chapter_id, MOVE_IN)
