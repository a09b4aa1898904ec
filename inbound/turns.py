"""A worker's turn at a chapter's mail: claim one, have a child look into it while holding no lock, settle it.

One that cannot be read, whatever it does to its reader, is settled so; the others are next. A worker that dies at one
has been counted: after three the mail is held to be unreadable.
"""

import logging
import time

from django.db import transaction

from chapters import clock
from chapters.scope import chapter_scope
from inbound.actions.deciding import decide
from inbound.limited import look_into
from inbound.models import InboundMessage, MailMoved
from inbound.receiving import MAIL
from inbound.states import Reason, State
from notices import due
from notices.bell import bell
from notices.pace import SHIFT_MINUTES, lease, minutes

logger = logging.getLogger(__name__)

MOST_TRIES = 3
ANSWER_MINUTES = 9.0
"""How long a mail waits for its sender's mail domain to answer."""


def read_waiting(chapter_id: int) -> None:
    """Read what waits in a chapter, for as long as one turn lasts; the rest is rung for again."""
    deadline = time.monotonic() + minutes(SHIFT_MINUTES).total_seconds()
    while (message := _claim(chapter_id)) is not None:
        _read(message)
        if time.monotonic() > deadline:
            bell.ring("inbound.tasks.read_mail", chapter_id)
            return


def _claim(chapter_id: int) -> InboundMessage | None:
    """Take the longest waiting, count the try before it begins, and have somebody look again if this worker dies."""
    with chapter_scope(chapter_id):
        at = clock.tick()
        waiting = InboundMessage.objects.in_chapter(chapter_id).to_be_read(at).select_related("chapter")
        message: InboundMessage | None = waiting.select_for_update(skip_locked=True, of=("self",)).first()
        if message is None:
            return None
        message.tries += 1
        message.try_at = at + lease()
        message.save(update_fields=["tries", "try_at"])
        due.plan(message.chapter, MAIL, message.try_at)
        return message


def _read(message: InboundMessage) -> None:
    try:
        if message.tries > MOST_TRIES:
            _settle_unread(message)
        else:
            _look_and_decide(message)
    except MailMoved:
        logger.info("Mail %s was settled by somebody else.", message.pk)
    except Exception:  # one mail's trouble is not the next one's; it is tried again, then held to be unreadable
        logger.exception("Mail %s could not be settled, try %s.", message.pk, message.tries)


def _look_and_decide(message: InboundMessage) -> None:
    found = look_into(bytes(message.raw), return_path=message.return_path)
    with chapter_scope(message.chapter_id):
        at = clock.tick()
        if found.doubt == Reason.NO_ANSWER and message.tries < MOST_TRIES:
            again = at + minutes(ANSWER_MINUTES)
            InboundMessage.objects.in_chapter(message.chapter_id).filter(pk=message.pk).update(try_at=again)
            due.plan(message.chapter, MAIL, again)
        else:
            decide(message=message, found=found, at=at)


def _settle_unread(message: InboundMessage) -> None:
    with chapter_scope(message.chapter_id), transaction.atomic():
        message.end(State.UNREADABLE, clock.tick(), reason=Reason.CRASH)
