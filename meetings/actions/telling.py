"""Members and visitors hear when a meeting is called off, moved, or takes place after all; after Undo could."""

from datetime import datetime

from chapters.models import Chapter
from meetings.models import Meeting, Visit
from members.models import Member
from notices.actions import tell
from notices.values import Recipient
from referrals.actions.people import address_of
from referrals.values import UNDO_FOR

OF_VISITORS = {
    "meeting_cancelled": "visit_cancelled",
    "meeting_moved": "visit_moved",
    "meeting_restored": "visit_restored",
}


def tell_members(*, chapter: Chapter, kind: str, meeting: Meeting, by: Member, at: datetime) -> None:
    """Tell every member of that day but whoever did it, and its visitors; not of a day that is over."""
    if meeting.date < chapter.today(at):
        return
    about = f"meeting {meeting.pk} {at.isoformat()}"
    for member in Member.objects.in_chapter(chapter).current_on(meeting.date).exclude(pk=by.pk).order_by("pk"):
        to = address_of(member)
        tell(chapter=chapter, kind=kind, about=about, to=to, at=at, due_at=at + UNDO_FOR, subject=meeting.pk)
    _tell_visitors(chapter, OF_VISITORS[kind], meeting, about, at)


def _tell_visitors(chapter: Chapter, kind: str, meeting: Meeting, about: str, at: datetime) -> None:
    """Tell whoever is expected as a visitor of that day and agreed to be told."""
    visits = Visit.objects.in_chapter(chapter).on(meeting.date).expected()
    for visit in visits.exclude(email="").exclude(consent_at=None):
        to = Recipient(visit.email)
        tell(chapter=chapter, kind=kind, about=about, to=to, at=at, due_at=at + UNDO_FOR, subject=visit.pk)
