"""What becomes due of seat reviews in each chapter: mail that says what waits for people, never an act."""

from datetime import datetime, time, timedelta

from chapters.models import Chapter
from chapters.values import meeting_instant
from notices.due import handler
from reviews.reminding import remind

SEAT_REVIEWS = "seat_reviews"
MORNING = time(8)
ONE_DAY = timedelta(days=1)


@handler(SEAT_REVIEWS)
def say_what_waits(chapter: Chapter, due_at: datetime, at: datetime) -> datetime:
    """Tell whoever is in office this morning what waits for them. Again the next morning."""
    today = chapter.today(at)
    this = meeting_instant(today, MORNING, chapter.zone)
    if at < this:
        return this
    remind(chapter, at=at)
    return meeting_instant(today + ONE_DAY, MORNING, chapter.zone)
