"""What is done about a mail, from what was found in it. Every mail ends with a definite word (inbound.states)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.db import transaction

from chapters.models import Chapter
from inbound.actions.taking_in import take_in
from inbound.models import InboundMessage, MailMoved
from inbound.pace import may_be_told
from inbound.reading.opening import LIST
from inbound.states import Reason, State
from inbound.values import Found
from members.models import Member
from notices.actions import tell
from referrals.actions.people import address_of

WRITTEN_SINCE, AHEAD = timedelta(days=7), timedelta(days=1)
"""An older mail was sent to others once, or by a clock that is wrong."""


@transaction.atomic
def decide(*, message: InboundMessage, found: Found, at: datetime) -> None:
    """Take it in, ask whom it says it is from, or leave it alone. Raises MailMoved where somebody else came first.

    Nobody but a member is ever told anything, and only at the address the chapter has of them.
    """
    if found.broken:
        message.end(State.UNREADABLE, at, reason=found.broken)
        return
    alone = _to_be_left_alone(message, found)
    members = who_are(found.senders, message.chapter, at)
    if alone or len(members) != 1:
        if len(members) == 1 and not found.doubt:  # they find it on their page; nobody is told
            message.member, message.proved, message.subject = members[0], True, found.subject
        message.end(State.IGNORED, at, reason=alone or (Reason.SENDERS if members else Reason.UNKNOWN))
        return
    message.member, message.subject, message.items = members[0], found.subject, list(found.items)
    doubt = _doubt(message, found)
    if not doubt:
        take_in(message=message, at_once=True, at=at)
        return
    message.end(State.QUARANTINED, at, reason=doubt)
    if may_be_told(message, at):
        about, to = f"mail {message.pk}", address_of(message.member)
        tell(chapter=message.chapter, kind="mail_in_your_name", about=about, to=to, at=at, subject=message.pk)


def who_are(senders: Iterable[str], chapter: Chapter, at: datetime) -> list[Member]:
    """The current members whose addresses these are: whom the chapter has it of, else whose account has proved it.

    Two who work together may share one: it is the chapter's word then, not the account's.
    """
    given = [sender for sender in senders if sender]
    members = Member.objects.in_chapter(chapter).current_on(chapter.today(at)).order_by("pk").distinct()
    by_account = members.filter(user__emailaddress__email__in=given, user__emailaddress__verified=True)
    return list(members.filter(email__in=given)) or list(by_account)


def _to_be_left_alone(message: InboundMessage, found: Found) -> str:
    """Why nobody is to hear of it: a machine or a list sent it, or we did. Empty where a person wrote it."""
    ours = {settings.INBOUND_DOMAIN.lower(), parseaddr(settings.DEFAULT_FROM_EMAIL)[1].lower()} - {""}
    if any(sender in ours or sender.rpartition("@")[2] in ours for sender in found.senders):
        return Reason.OURS
    if found.automatic:
        return Reason.LIST if found.automatic == LIST else Reason.AUTOMATIC
    return "" if message.return_path else Reason.AUTOMATIC


def _doubt(message: InboundMessage, found: Found) -> str:
    """Why it may not be from whom it says; empty where there is no doubt."""
    written = found.written_at
    received = message.received_at
    doubts = (
        (len(found.senders) != 1, Reason.SENDERS),
        (found.said_twice, Reason.HEADERS),
        (bool(found.doubt), found.doubt),
        (message.recipient not in found.recipients, Reason.NOT_ADDRESSED),
        (written is None or not received - WRITTEN_SINCE <= written <= received + AHEAD, Reason.OLD),
    )
    return next((reason for holds, reason in doubts if holds), "")


@transaction.atomic
def own(*, message: InboundMessage, at: datetime) -> None:
    """Its sender says that they wrote it: as good as proved, but its leads wait to be looked over even where they are
    else shared at once. Raises MailMoved where it waits no more.
    """
    if message.state != State.QUARANTINED:
        raise MailMoved
    take_in(message=message, at_once=False, at=at)


@transaction.atomic
def disown(*, message: InboundMessage, at: datetime) -> None:
    """It is not theirs, or not wanted any more. Raises MailMoved where it waits no more."""
    message.end(State.DISCARDED, at, reason=message.reason)
