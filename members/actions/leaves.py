"""Leave: a member asks, an officer answers."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from chapters.refusals import sentence_of
from members.models import Leave, Member
from members.refusals import AlreadyAnswered, OwnLeave, SeatTaken
from notices.actions import tell
from notices.values import Recipient


def ask_for_leave(*, member: Member, first_day: date, last_day: date | None, reason: str) -> Leave:
    """Ask to be excused; both days inside, without a last day until further notice.

    Raises SeatTaken, with the database's sentence, where the same leave is there or its days are the wrong way round.
    """
    try:
        with transaction.atomic():
            return Leave.objects.create(
                chapter=member.chapter, member=member, first_day=first_day, last_day=last_day, reason=reason
            )
    except IntegrityError as error:
        raise SeatTaken(sentence_of(error)) from error


def take_back_leave(*, leave: Leave) -> None:
    """Unsay a request that nobody has answered. Raises AlreadyAnswered."""
    if not Leave.objects.in_chapter(leave.chapter_id).filter(pk=leave.pk, approved__isnull=True).delete()[0]:
        raise AlreadyAnswered


@transaction.atomic
def answer_leave(*, leave: Leave, approved: bool, by: Member, at: datetime) -> None:
    """Say yes or no, once; the member is told. Raises AlreadyAnswered, OwnLeave."""
    if leave.member_id == by.pk:
        raise OwnLeave
    unanswered = Leave.objects.in_chapter(leave.chapter).filter(pk=leave.pk, approved__isnull=True)
    if not unanswered.update(approved=approved, answered_by=by, answered_at=at):
        raise AlreadyAnswered
    to = Recipient(leave.member.email, leave.member.user_id)
    tell(chapter=leave.chapter, kind="leave_answered", about=f"leave:{leave.pk}", to=to, at=at, subject=leave.pk)
