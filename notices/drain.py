"""A worker's turn at one chapter's notices, or at the letters of accounts."""

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import override

from chapters import clock
from chapters.scope import chapter_scope
from notices import kinds, outbox
from notices.actions import OUTBOX, stop_sending
from notices.bell import bell
from notices.company import MOST_TOGETHER, not_before, together
from notices.devices import forget, listening
from notices.kinds import Waits
from notices.models import Bounced, Device, Due, Letter, Notice, Outgoing, Unsubscribed
from notices.pace import SHIFT_MINUTES, lease, minutes
from notices.post import Envelope, Fate, Outcome, Post
from notices.push import tell_devices
from notices.states import State
from notices.tokens import unsubscribe_address
from notices.values import Mail

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Ready:
    """What goes out for one notice or for several, and to which devices before it goes by mail."""

    notices: tuple[Notice, ...]
    mail: Mail
    envelope: Envelope
    devices: tuple[Device, ...] = ()


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
    """Send one after the other until none is left that can go; False if the turn was over before."""
    deadline = time.monotonic() + minutes(SHIFT_MINUTES).total_seconds()
    with Post() as post:
        while time.monotonic() < deadline:
            if send_next(post) is None:
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
    """Send the next one; where the mail server is away, of those alone that may reach a device."""
    with chapter_scope(chapter_id):
        rows, at = Notice.objects.in_chapter(chapter_id).select_related("chapter", "user"), clock.tick()
        notice = outbox.claim(rows.filter(Exists(listening(OuterRef("user"), at))) if post.away else rows, at)
    if not isinstance(notice, Notice):
        return None
    with override(notice.user.language if notice.user else settings.LANGUAGE_CODE):
        ready = _prepared(notice)
        if isinstance(ready, Outcome):
            return _settle([notice], ready)
        if ready.mail.keeps_company and kinds.find(notice.kind).waits is Waits.FOR_COMPANY:
            ready = _joined(ready)
        return _settle(ready.notices, _deliver(ready, post))


def _settle(notices: Iterable[Notice], outcome: Outcome) -> Fate:
    for notice in notices:
        with chapter_scope(notice.chapter_id):
            outbox.settle(Notice.objects.in_chapter(notice.chapter_id), notice, outcome, clock.tick())
            _heed(notice, outcome)
    return outcome.fate


def _prepared(notice: Notice) -> Ready | Outcome:
    """What to send, or why there is nothing. A kind that fails costs its own notice a try and no other."""
    try:
        with chapter_scope(notice.chapter_id):
            at = clock.tick()
            unwanted = _unwanted(notice, at)
            if unwanted:
                return Outcome(Fate.NOT_WANTED, unwanted[:500])
            until = not_before(notice, at)
            return Outcome(Fate.LATER, until=until) if until else _render(notice, at)
    except Exception as error:  # any app's render may fail in any way
        logger.exception("Notice %s (%s) cannot be written.", notice.pk, notice.kind)
        return Outcome(Fate.NOT_YET, f"{type(error).__name__}: {error}"[:500])


def _joined(first: Ready) -> Ready:
    """What else is due for the same person, as one with it."""
    notice = first.notices[0]
    with chapter_scope(notice.chapter_id):
        company = outbox.claim_company(notice, kinds.bundled(), MOST_TOGETHER - 1, clock.tick())
    ready = [first]
    for mate in company:
        mate.chapter, mate.user = notice.chapter, notice.user
        found = _prepared(mate)
        if isinstance(found, Outcome):
            _settle([mate], found)
        elif not found.mail.keeps_company:
            _settle([mate], Outcome(Fate.LATER, until=clock.tick()))
        else:
            ready.append(found)
    if len(ready) == 1:
        return first
    mail = together([one.mail for one in ready], notice.chapter)
    envelope = Envelope(to=notice.email, message_id=notice.message_id, sender=notice.chapter.name)
    return Ready(tuple(one.notices[0] for one in ready), mail, envelope, first.devices)


def _deliver(ready: Ready, post: Post) -> Outcome:
    """Push it where the person wants that; where no device takes it, it goes by mail."""
    if ready.devices:
        told = tell_devices(
            ready.devices, ready.mail, sender=ready.envelope.sender, key=outbox.key_of(ready.notices[0])
        )
        if told.gone:
            forget(told.gone)
        if told.any:
            return Outcome(Fate.ARRIVED)
    return post.send(ready.mail, ready.envelope)


def _unwanted(notice: Notice, at: datetime) -> str:
    """Why it is not sent any more; empty where it is."""
    found = kinds.find(notice.kind)
    of_recipient = Unsubscribed.objects.in_chapter(notice.chapter_id).filter(email=notice.email, kind=notice.kind)
    if found.called and of_recipient.exists():
        return _("unsubscribed")
    if Bounced.objects.filter(email=notice.email).exists():
        return _("mail to this address comes back")
    return found.kind.still_due(notice, at)


def _render(notice: Notice, at: datetime) -> Ready:
    found = kinds.find(notice.kind)
    mail = found.kind.render(notice)
    envelope = Envelope(
        to=notice.email,
        message_id=notice.message_id,
        sender=notice.chapter.name,
        unsubscribe=unsubscribe_address(notice) if found.called else "",
        called=str(found.called),
    )
    pushed = found.called and notice.user_id and mail.invitation is None
    return Ready((notice,), mail, envelope, tuple(listening(notice.user, at)) if pushed else ())


def _next_letter(post: Post) -> Fate | None:
    if post.away:
        return None
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
