"""The archive is taken out: it holds what is private, so it stands in the trail and members are told."""

import io
from datetime import datetime

from django.db import transaction

from archive.actions import export_archive
from archive.models import TakenOut
from archive.writing import write_zip
from members.models import Member
from notices.actions import tell
from notices.values import Recipient

TOLD = "archive_taken_out"


@transaction.atomic
def take_out(*, by: Member, at: datetime) -> bytes:
    """The chapter's archive as a .zip; every member is told who took it and when."""
    chapter = by.chapter
    taken = TakenOut.objects.create(chapter=chapter, by=by, at=at)
    for member in Member.objects.in_chapter(chapter).current_on(chapter.today(at)):
        recipient = Recipient(email=member.email, user_id=member.user_id)
        tell(chapter=chapter, kind=TOLD, about=f"archive {taken.pk}", to=recipient, at=at, subject=taken.pk)
    stream = io.BytesIO()
    write_zip(export_archive(chapter, at=at), stream)
    return stream.getvalue()
