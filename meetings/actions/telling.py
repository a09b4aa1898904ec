"""Members hear when a meeting is called off, moved, or takes place after all; a few minutes later, so that Undo can."""

from datetime import datetime

from chapters.models import Chapter
from meetings.models import Meeting
from members.models import Member
from notices.actions import tell
from referrals.actions import address_of
from referrals.values import UNDO_FOR


def tell_members(*, chapter: Chapter, kind: str, meeting: Meeting, by: Member, at: datetime) -> None:
    """Tell every member of that day but whoever did it; not of a day that is over."""
    if meeting.date < chapter.today(at):
        return
    about = f"meeting {meeting.pk} {at.isoformat()}"
    for member in Member.objects.in_chapter(chapter).current_on(meeting.date).exclude(pk=by.pk).order_by("pk"):
        to = address_of(member)
        tell(chapter=chapter, kind=kind, about=about, to=to, at=at, due_at=at + UNDO_FOR, subject=meeting.pk)
