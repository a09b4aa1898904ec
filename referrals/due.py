"""What becomes due of slips in each chapter, and when again (`notices.due`)."""

from datetime import datetime, time, timedelta

from chapters.models import Chapter
from chapters.values import meeting_instant
from notices.due import handler
from referrals.actions.silence import ask_the_silent

SILENT_REFERRALS = "silent_referrals"
MORNING = time(8)
"""When receivers are asked, in the chapter's own zone: not at night, and once a day."""
ONE_DAY = timedelta(days=1)


def next_morning(chapter: Chapter, at: datetime) -> datetime:
    """The first such hour after an instant."""
    today = chapter.today(at)
    this = meeting_instant(today, MORNING, chapter.zone)
    return this if this > at else meeting_instant(today + ONE_DAY, MORNING, chapter.zone)


@handler(SILENT_REFERRALS)
def ask_how_they_go(chapter: Chapter, due_at: datetime, at: datetime) -> datetime:
    """Ask receivers after one and after two weeks of silence. Again the next morning."""
    ask_the_silent(chapter=chapter, at=at)
    return next_morning(chapter, at)
