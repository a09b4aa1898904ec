"""Words between the member and the committee, and an officer's own notes."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from members.models import Member
from reviews.actions.again import kept_under, or_as_before
from reviews.actions.cases import act, locked_review, seated, take_up
from reviews.actions.telling import tell_committee, tell_member
from reviews.models import Message, OwnNote
from reviews.refusals import NotYours, NoWords
from reviews.states import ReviewState, Verb
from standing.models import Flag


def _written_before(*, flag: Flag, by: Member, uuid: UUID, **_typed: object) -> Message | None:
    return kept_under(uuid, Message, "writer", flag=flag, by=by)


@act
@or_as_before(_written_before)
def write(*, flag: Flag, by: Member, at: datetime, text: str, uuid: UUID) -> Message:
    """Say something in the conversation; the first words are the committee's, and show it to the member.

    The same id again is the same message. Raises NoWords, NotYours, NotNow, WrittenByAnother.
    """
    if not text.strip():
        raise NoWords
    case = take_up(flag, verb=Verb.WRITE, by=by, at=at)
    before = _written_before(flag=flag, by=by, uuid=uuid)
    if before is not None:
        return before
    case.move(Verb.WRITE, ReviewState.TALKING if case.state == ReviewState.FLAGGED else case.state)
    message: Message = Message.objects.create(
        chapter=flag.chapter, review=case.review, writer=by, uuid=uuid, text=text.strip(), written_at=at
    )
    if case.by_member:
        member_spoke(flag, at=at)
        tell_committee(case, "review_answered", f"message:{message.pk}", at=at)
    else:
        officers_spoke(flag, at=at)
        tell_member(case, "review_said", f"message:{message.pk}", at=at)
    return message


@transaction.atomic
def note(*, flag: Flag, by: Member, at: datetime, text: str, uuid: UUID) -> OwnNote:
    """Keep a note for oneself, in any state. Nobody is told. Raises NoWords, NotYours, WrittenByAnother."""
    if not text.strip():
        raise NoWords
    if not seated(flag, at=at).has(by):
        raise NotYours
    review = locked_review(flag)
    before = kept_under(uuid, OwnNote, "writer", flag=flag, by=by)
    if before is not None:
        return before
    kept: OwnNote = OwnNote.objects.create(
        chapter=flag.chapter, review=review, writer=by, uuid=uuid, text=text.strip(), written_at=at
    )
    return kept


def remove_note(*, note: OwnNote, by: Member) -> None:
    """Forget one's own note. Raises NotYours."""
    if not OwnNote.objects.in_chapter(note.chapter_id).filter(pk=note.pk, writer=by).delete()[0]:
        raise NotYours


def officers_spoke(flag: Flag, *, at: datetime) -> None:
    """There is something for the member to read, and My week says so."""
    Flag.objects.in_chapter(flag.chapter_id).filter(pk=flag.pk).update(told_at=at)
    flag.told_at = at


def member_spoke(flag: Flag, *, at: datetime) -> None:
    """The member answered what was said."""
    Flag.objects.in_chapter(flag.chapter_id).filter(pk=flag.pk).update(answered_at=at)
    flag.answered_at = at
