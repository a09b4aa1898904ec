"""What becomes due around meetings in each chapter, and when again (`notices.due`)."""

from datetime import datetime, timedelta

from chapters.models import Chapter
from meetings.actions.presenting import fill_rota
from meetings.visitor_reminders import remind_visitors
from notices.due import handler

AGAIN = timedelta(hours=6)
"""Days come into sight, people leave, ask for leave, are made to wait."""

handler("visitors")(remind_visitors)


@handler("rota")
def fill(chapter: Chapter, due_at: datetime, at: datetime) -> datetime:
    """Fill the next six meetings."""
    fill_rota(chapter=chapter, at=at)
    return at + AGAIN
