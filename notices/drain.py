"""A worker's turn at one chapter's notices, or at the letters of accounts."""

import logging
import time
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from chapters import clock
from chapters.scope import chapter_scope
from notices import kinds, outbox
from notices.actions import OUTBOX, stop_sending
from notices.bell import bell
from notices.models import Bounced, Due, Letter, Notice, Outgoing, Unsubscribed
from notices.pace import SHIFT_MINUTES, lease, minutes
from notices.post import Envelope, Fate, Outcome, Post
from notices.states import State
from notices.tokens import unsubscribe_address
from notices.values import Mail

logger = logging.getLogger(__name__)

Ready = tuple[Mail, Envelope]


def drain(chapter_id: int) -> None:
    """Send what is due in a chapter, for as long as one turn lasts; the rest is rung for again."""
    watch = _begin(chapter_id)
    finished = _turn(lambda post: _next_notice(chapter_id, post))
    _end(chapter_id, watch)
    if not finished:
        bell.ring("notices.tasks.drain", chapter_id)


def send_letters() -> None:
    """Send the letters that are due."""
    if not _turn(_next_letter):
        bell.ring("notices.tasks.send_letters")


def letters_due(at: datetime) -> bool:
    """Whether a letter waits to be sent, or was left by a worker that died."""
    instant = outbox.next_try(Letter.objects.all())
    return instant is not None and instant <= at


def _turn(send_next: Callable[[Post], Fate | None]) -> bool:
    """Send one after the other until none is left; False if the turn was over before."""
    deadline = time.monotonic() + minutes(SHIFT_MINUTES).total_seconds()
    with Post() as post:
        while time.monotonic() < deadline:
            if send_next(post) in {None, Fate.NO_SERVER}:
                return True
    return False


def _begin(chapter_id: int) -> Due:
    """Take the marks that say the chapter is due, and leave one in case this worker dies."""
    with transaction.atomic():
        at = clock.tick()
        Due.objects.filter(chapter=chapter_id, kind=OUTBOX, try_at__lte=at).delete()
        later = at + lease()
        return Due.objects.create(chapter_id=chapter_id, kind=OUTBOX, due_at=later, try_at=later)


def _end(chapter_id: int, watch: Due) -> None:
    """Mark when the chapter is next due, from what is still on its way."""
    with chapter_scope(chapter_id):
        watch.delete()
        instant = outbox.next_try(Notice.objects.in_chapter(chapter_id))
        if instant is not None:
            due = Due(chapter_id=chapter_id, kind=OUTBOX, due_at=instant, try_at=instant)
            Due.objects.bulk_create([due], ignore_conflicts=True)


def _next_notice(chapter_id: int, post: Post) -> Fate | None:
    with chapter_scope(chapter_id):
        notice = outbox.claim(Notice.objects.in_chapter(chapter_id).select_related("chapter", "user"), clock.tick())
    if not isinstance(notice, Notice):
        return None
    with override(notice.user.language if notice.user else settings.LANGUAGE_CODE):
        ready = _prepared(notice)
        outcome = ready if isinstance(ready, Outcome) else post.send(*ready)
    with chapter_scope(chapter_id):
        outbox.settle(Notice.objects.in_chapter(chapter_id), notice, outcome, clock.tick())
        _heed(notice, outcome)
    return outcome.fate


def _prepared(notice: Notice) -> Ready | Outcome:
    """The mail, or why there is none. A kind that fails costs its own notice a try and no other."""
    try:
        with chapter_scope(notice.chapter_id):
            unwanted = _unwanted(notice, clock.tick())
            return Outcome(Fate.NOT_WANTED, unwanted[:500]) if unwanted else _render(notice)
    except Exception as error:  # any app's render may fail in any way
        logger.exception("Notice %s (%s) cannot be written.", notice.pk, notice.kind)
        return Outcome(Fate.NOT_YET, f"{type(error).__name__}: {error}"[:500])


def _unwanted(notice: Notice, at: datetime) -> str:
    """Why it is not sent any more; empty where it is."""
    found = kinds.find(notice.kind)
    of_recipient = Unsubscribed.objects.in_chapter(notice.chapter_id).filter(email=notice.email, kind=notice.kind)
    if found.called and of_recipient.exists():
        return _("unsubscribed")
    if Bounced.objects.filter(email=notice.email).exists():
        return _("mail to this address comes back")
    return found.kind.still_due(notice, at)


def _render(notice: Notice) -> Ready:
    found = kinds.find(notice.kind)
    envelope = Envelope(
        to=notice.email,
        message_id=notice.message_id,
        sender=notice.chapter.name,
        unsubscribe=unsubscribe_address(notice) if found.called else "",
        called=str(found.called),
    )
    return found.kind.render(notice), envelope


def _next_letter(post: Post) -> Fate | None:
    with transaction.atomic():
        letter = outbox.claim(Letter.objects.all(), clock.tick())
    if not isinstance(letter, Letter):
        return None
    envelope = Envelope(to=letter.email, message_id=letter.message_id)
    outcome = post.send(Mail(letter.subject, letter.text), envelope)
    with transaction.atomic():
        outbox.settle(Letter.objects.all(), letter, outcome, clock.tick())
        Letter.objects.filter(pk=letter.pk, state__in=(State.SENT, State.SKIPPED)).update(text="")
        _heed(letter, outcome)
    return outcome.fate


def _heed(row: Outgoing, outcome: Outcome) -> None:
    if outcome.fate is Fate.REFUSED:
        user_id = row.user_id if isinstance(row, Notice) else None
        stop_sending(to=row.email, reason=outcome.reason, at=clock.tick(), user_id=user_id)
