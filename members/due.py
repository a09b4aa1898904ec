"""What becomes due of people and their place in each chapter, and when again (`notices.due`)."""

from datetime import datetime, time

from chapters.models import Chapter
from chapters.values import meeting_instant
from members.actions.contract import CONTRACT, follow_rules
from notices.due import handler

MONDAY_MORNING = time(8)


@handler(CONTRACT)
def put_other_rules(chapter: Chapter, due_at: datetime, at: datetime) -> datetime:
    """Other rules begin to hold on Mondays; put them to the members then. Again the next Monday."""
    follow_rules(chapter=chapter, at=at)
    this = meeting_instant(chapter.week(at).monday, MONDAY_MORNING, chapter.zone)
    return this if this > at else meeting_instant(chapter.week(at).end, MONDAY_MORNING, chapter.zone)
