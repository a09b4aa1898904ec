"""What a worker does when the bell rings, and the tick that needs no bell. Messages carry ids only."""

from celery import shared_task
from django.conf import settings

from chapters import clock
from notices import drain as turns
from notices import due
from notices.actions import OUTBOX


@shared_task(name="notices.tasks.tick")
def tick() -> None:
    """Read what is due, by the database's clock, and have each chapter's work done by itself.

    Two at once, or one twice, only ask twice: whoever claims first does it. What is not begun before the next tick
    is forgotten by the broker and asked for again.
    """
    at = clock.tick()
    due.begin_missing(at)
    for chapter_id, kind in due.found(at):
        args = (chapter_id,) if kind == OUTBOX else (chapter_id, kind)
        task = drain if kind == OUTBOX else work_off
        task.apply_async(args, expires=settings.TICK_SECONDS, retry=False)
    if turns.letters_due(at):
        send_letters.apply_async(expires=settings.TICK_SECONDS, retry=False)


@shared_task(name="notices.tasks.drain")
def drain(chapter_id: int) -> None:
    """Send a chapter's notices."""
    turns.drain(chapter_id)


@shared_task(name="notices.tasks.work_off")
def work_off(chapter_id: int, kind: str) -> None:
    """Do one kind of due work in one chapter."""
    due.work_off(chapter_id, kind)


@shared_task(name="notices.tasks.send_letters")
def send_letters() -> None:
    """Send the letters of accounts."""
    turns.send_letters()
