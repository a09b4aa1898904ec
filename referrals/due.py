"""What becomes due of slips in each chapter, and when again (`notices.due`)."""

from datetime import datetime, time, timedelta

from chapters.models import Chapter
from chapters.values import meeting_instant
from notices.due import handler
from referrals.actions.prospects import remove_old_details

AT_NIGHT = time(3, 30)
ONE_DAY = timedelta(days=1)


@handler("old_details")
def remove(chapter: Chapter, due_at: datetime, at: datetime) -> datetime:
    """Remove details that are kept long enough, at night; not on a chapter's first day, when it looks over what it
    moved in with.
    """
    if at - chapter.created_at >= ONE_DAY:
        remove_old_details(chapter=chapter, at=at)
    return meeting_instant(chapter.today(at) + ONE_DAY, AT_NIGHT, chapter.zone)
