"""What becomes due of what members hand each other in each chapter, and when again (`notices.due`)."""

from datetime import datetime, time, timedelta

from chapters.models import Chapter
from chapters.values import meeting_instant
from members.actions.stays import LEAVING
from notices.due import handler
from referrals.actions.prospects import remove_old_details, remove_what_slipped_by
from referrals.actions.silence import ask_the_silent
from referrals.resting import follow_asks, follow_leaving

SILENT_REFERRALS, OLD_DETAILS, ASKS = "silent_referrals", "old_details", "asks"
MORNING = time(8)
"""When receivers are asked, in the chapter's own zone: not at night, and once a day."""
NIGHT = time(3, 30)
ONE_DAY = timedelta(days=1)

handler(ASKS)(follow_asks)
handler(LEAVING)(follow_leaving)


def next_time(chapter: Chapter, clock: time, at: datetime) -> datetime:
    """The first instant after another at which it is this time of day in the chapter."""
    today = chapter.today(at)
    this = meeting_instant(today, clock, chapter.zone)
    return this if this > at else meeting_instant(today + ONE_DAY, clock, chapter.zone)


@handler(SILENT_REFERRALS)
def ask_how_they_go(chapter: Chapter, due_at: datetime, at: datetime) -> datetime:
    """Ask receivers after one and after two weeks of silence. Again the next morning."""
    ask_the_silent(chapter=chapter, at=at)
    return next_time(chapter, MORNING, at)


@handler(OLD_DETAILS)
def remove(chapter: Chapter, due_at: datetime, at: datetime) -> datetime:
    """Remove details that are kept long enough, at night; not on a chapter's first day, when it looks over what it
    moved in with. And what came in while its prospect objected.
    """
    remove_what_slipped_by(chapter=chapter, at=at)
    if at - chapter.created_at >= ONE_DAY:
        remove_old_details(chapter=chapter, at=at)
    return next_time(chapter, NIGHT, at)
