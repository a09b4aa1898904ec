"""The rota is filled a few times a day: days come into sight, people leave, ask for leave, are made to wait."""

from datetime import datetime, timedelta

from chapters.models import Chapter
from meetings.actions.presenting import fill_rota
from notices.due import handler

AGAIN = timedelta(hours=6)


@handler("rota")
def fill(chapter: Chapter, due_at: datetime, at: datetime) -> datetime:
    """Fill the next six meetings."""
    fill_rota(chapter=chapter, at=at)
    return at + AGAIN
