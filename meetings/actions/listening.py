"""What members say around presentations: whom they want to meet this week, and what they took from the speaker."""

from datetime import date, datetime

from django.db import transaction

from chapters.models import Chapter
from meetings.actions.presenting import held_row
from meetings.models import Feedback, Presentation, WeekAsk
from meetings.refusals import AskSettled, NoMeeting, NotHeard, NotOn, NotYours, SpeakerChanged
from meetings.rhythm import meeting_on
from members.models import Member
from notices.actions import tell
from referrals.actions.people import address_of
from referrals.values import UNDO_FOR


@transaction.atomic
def write_feedback(
    *, presentation: Presentation, speaker: int, learned: str, could_refer: str, by: Member, at: datetime
) -> None:
    """Tell the speaker (by their key, as the page showed them) what one learned and whom one could refer.

    Once a listener; again, it is written anew; with nothing in it, taken back. The speaker hears once that somebody
    wrote. Raises NotHeard before the meeting has begun, SpeakerChanged, NotYours of one's own presentation.
    """
    chapter = presentation.chapter
    row = held_row(chapter, presentation.pk)
    meeting = meeting_on(chapter, row.date)
    if meeting is None or meeting.cancelled or meeting.starts_at > at:
        raise NotHeard
    if row.member is None or row.member_id != speaker:
        raise SpeakerChanged
    if row.member_id == by.pk:
        raise NotYours
    if not learned and not could_refer:
        Feedback.objects.in_chapter(chapter).filter(presentation=row, writer=by).delete()
        return
    words = {"learned": learned, "could_refer": could_refer, "written_at": at}
    known = {"chapter": chapter, "presentation": row, "writer": by}
    Feedback.objects.in_chapter(chapter).update_or_create(**known, defaults=words)
    about, to = f"{row.pk} {row.member_id}", address_of(row.member)
    tell(chapter=chapter, kind="feedback_written", about=about, to=to, at=at, due_at=at + UNDO_FOR, subject=row.pk)


@transaction.atomic
def ask_for(*, chapter: Chapter, day: date, text: str, by: Member) -> None:
    """Say whom one wants to meet this week; the last word counts, an empty one takes it back.

    Raises NoMeeting, NotOn of a cancelled meeting, AskSettled once it is closed.
    """
    meeting = meeting_on(chapter, day)
    if meeting is None:
        raise NoMeeting
    if meeting.cancelled:
        raise NotOn
    if meeting.held:
        raise AskSettled
    if not text:
        WeekAsk.objects.in_chapter(chapter).filter(date=day, member=by).delete()
        return
    WeekAsk.objects.bulk_create(
        [WeekAsk(chapter=chapter, date=day, member=by, text=text)],
        update_conflicts=True,
        unique_fields=["chapter", "date", "member"],
        update_fields=["text"],
    )
