"""A mail whose sender is known becomes drafts, shared leads, or a word on a slip; its sender is told."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from chapters.models import Chapter
from inbound.actions.drafts import share_drafts
from inbound.models import Draft, InboundMessage, MailAddress, Word
from inbound.pace import may_be_passed_on, may_be_told
from inbound.states import DraftState, Reason, State
from members.models import Member, Stay
from notices.actions import tell
from referrals.actions.people import address_of
from referrals.answering import slip_answered_at
from referrals.forms.slips import without_contact
from referrals.models import Progress, Slip
from referrals.permissions import is_one_of_the_two
from referrals.states import Kind

MOST_DRAFTS = 20
OF_DRAFTS = uuid.UUID("6f0c6b52-6a0e-5d5e-9a38-2f1e2b6a7c11")
"""The namespace of ids of leads out of mails: the same mail makes the same ids."""


@transaction.atomic
def take_in(*, message: InboundMessage, at_once: bool, at: datetime) -> None:
    """Make of it what its address says, and tell its sender. Raises MailMoved where somebody else did.

    `message.member` is who sent it; it is current, and proved or has said so. `at_once`: what its sender chose to have
    shared without asking may be.
    """
    message.proved = True
    items = _without_name(message.items, message.member)
    token = message.recipient.rpartition("@")[0].partition(".")[2]
    slip = slip_answered_at(message.chapter, token)
    told = _make_drafts(message, items, at_once, at) if slip is None else _pass_on(message, items, slip, at)
    if told and may_be_told(message, at):
        about, to = f"mail {message.pk}", address_of(message.member)
        tell(chapter=message.chapter, kind="mail_read", about=about, to=to, at=at, subject=message.pk)


def _without_name(items: Sequence[str], member: Member) -> list[str]:
    """Without the name a mail is signed with."""
    names = set(member.name.casefold().split())
    last = {word.strip(",.!–-").casefold() for word in items[-1].split()} if items else set()
    return list(items[:-1] if last and last <= names else items)


def _make_drafts(message: InboundMessage, items: Sequence[str], at_once: bool, at: datetime) -> bool:
    chapter = message.chapter
    if not items:
        message.end(State.EMPTY, at, reason=Reason.NO_TEXT)
        return True
    rows = [
        Draft(
            chapter=chapter,
            message=message,
            number=number,
            uuid=uuid.uuid5(OF_DRAFTS, f"{chapter.pk} {message.digest} {number}"),
            need=item,
        )
        for number, item in enumerate(items[:MOST_DRAFTS])
    ]
    message.end(State.DRAFTS, at, reason=Reason.MANY if len(items) > MOST_DRAFTS else "")
    Draft.objects.bulk_create(rows)
    if at_once and _chose_at_once(chapter, message.member):
        share_drafts(chapter=chapter, drafts=rows, by=message.member, at=at)
        if all(row.state == DraftState.SHARED for row in rows):
            message.end(State.SHARED, at, reason=message.reason)
    return True


def _chose_at_once(chapter: Chapter, member: Member) -> bool:
    return bool(MailAddress.objects.in_chapter(chapter).filter(member=member, at_once=True).exists())


def _pass_on(message: InboundMessage, items: Sequence[str], key: int, at: datetime) -> bool:
    """A word on a slip, to the other of the two. Answers whether its sender is to be told: not where it went well."""
    chapter, by = message.chapter, message.member
    slip = Slip.objects.in_chapter(chapter).filter(pk=key).first()
    text = "\n\n".join(items)
    if slip is None or not (slip.kind == Kind.LEAD or is_one_of_the_two(by, slip)):
        message.end(State.REFUSED, at, reason=Reason.NOT_YOURS)
    elif not text:
        message.end(State.EMPTY, at, reason=Reason.NO_TEXT)
    elif slip.kind == Kind.LEAD and _has_contact(text):
        message.end(State.REFUSED, at, reason=Reason.CONTACT)
    elif (to := _other(slip, by, chapter, at)) is None:
        message.end(State.REFUSED, at, reason=Reason.NOBODY)
    elif not may_be_passed_on(message, slip, at):
        message.end(State.REFUSED, at, reason=Reason.OFTEN)
    else:
        message.end(State.PASSED_ON, at)
        word = Word.objects.create(chapter=chapter, message=message, slip=slip, by=by, to=to, at=at, text=text)
        about = f"word {word.pk}"
        tell(chapter=chapter, kind="word_on_slip", about=about, to=address_of(to), at=at, subject=word.pk)
        return False
    return True


def _has_contact(text: str) -> bool:
    try:
        without_contact(text)
    except ValidationError:
        return True
    return False


def _other(slip: Slip, by: Member, chapter: Chapter, at: datetime) -> Member | None:
    """The other of the two, if still a member; of one's own lead whoever last wrote or reported about it."""
    other: int | None = slip.giver_id
    if slip.giver_id == by.pk:
        other = slip.receiver_id if slip.kind == Kind.REFERRAL else _last_who_said_something(slip, by)
    stays = Stay.objects.in_chapter(chapter).current_on(chapter.today(at)).filter(member=other)
    stay = stays.select_related("member").first() if other else None
    return stay.member if stay else None


def _last_who_said_something(slip: Slip, giver: Member) -> int | None:
    words = Word.objects.in_chapter(slip.chapter_id).filter(slip=slip).exclude(by=giver)
    reports = Progress.objects.in_chapter(slip.chapter_id).filter(slip=slip, reported_by__isnull=False)
    said = [*words.values_list("at", "by"), *reports.exclude(reported_by=giver).values_list("at", "reported_by")]
    return max(said)[1] if said else None
