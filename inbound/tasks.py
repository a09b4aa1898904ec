"""What a worker does when the bell rings for mail. Messages carry ids only."""

from celery import shared_task

from inbound import turns


@shared_task(name="inbound.tasks.read_mail")
def read_mail(chapter_id: int) -> None:
    """Read a chapter's mail."""
    turns.read_waiting(chapter_id)
