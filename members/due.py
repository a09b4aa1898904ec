"""What becomes due of people and their place in each chapter, and when again (`notices.due`)."""

from datetime import datetime, time, timedelta

from chapters.models import Chapter
from chapters.values import meeting_instant
from members.actions.contract import CONTRACT, follow_rules
from members.actions.waiting import WAITING_LIST, follow_list
from notices.due import handler

MORNING = time(8)
ONE_DAY = timedelta(days=1)


@handler(CONTRACT)
def put_other_rules(chapter: Chapter, due_at: datetime, at: datetime) -> datetime:
    """Other rules begin to hold on Mondays; put them to the members then. Again the next Monday."""
    follow_rules(chapter=chapter, at=at)
    this = meeting_instant(chapter.week(at).monday, MORNING, chapter.zone)
    return this if this > at else meeting_instant(chapter.week(at).end, MORNING, chapter.zone)


@handler(WAITING_LIST)
def tell_list(chapter: Chapter, due_at: datetime, at: datetime) -> datetime:
    """Tell the waiting list of open seats, in the morning: whoever opened one by mistake has time to think again."""
    today = chapter.today(at)
    this = meeting_instant(today, MORNING, chapter.zone)
    if at >= this:
        follow_list(chapter=chapter, at=at)
    return this if this > at else meeting_instant(today + ONE_DAY, MORNING, chapter.zone)
