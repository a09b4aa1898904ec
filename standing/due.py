"""What becomes due of standing in each chapter, and when again (`notices.due`)."""

from datetime import datetime

from chapters.models import Chapter
from notices.due import handler
from standing.weekly import bring_up_to_date, close_week, next_close

SNAPSHOTS = "snapshots"
LATE_CHANGES = "late_changes"


@handler(SNAPSHOTS)
def take_snapshots(chapter: Chapter, due_at: datetime, at: datetime) -> datetime:
    """Store the week that closed. Again soon after the chapter's next Monday."""
    close_week(chapter, at=at)
    return next_close(chapter, at=at)


@handler(LATE_CHANGES)
def follow_late_changes(chapter: Chapter, due_at: datetime, at: datetime) -> datetime:
    """Bring stored snapshots up to date. A change plans its own turn (migration 0002); weekly besides."""
    bring_up_to_date(chapter, at=at)
    return next_close(chapter, at=at)
