"""What becomes due of files on their way in (`notices.due`)."""

from datetime import datetime, timedelta

from archive.models import Upload
from archive.progress import Progress
from archive.states import UploadState
from archive.uploads import MOVE_IN, forget_old, run
from chapters.models import Chapter
from chapters.values import first_instant
from notices.due import handler

A_DAY = timedelta(days=1)


@handler(MOVE_IN)
def move_in(chapter: Chapter, due_at: datetime, at: datetime) -> datetime:
    """Bring in what was confirmed, and forget what nobody confirmed. Again when the chapter's next day begins."""
    for upload in Upload.objects.in_chapter(chapter).filter(state=UploadState.RUNNING).order_by("pk"):
        run(upload=upload, at=at, told=Progress(upload))
    forget_old(chapter, at)
    return first_instant(chapter.today(at) + A_DAY, chapter.zone)
