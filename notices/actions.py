"""Telling people: a row in the same transaction as the act, sent by a worker afterwards."""

from collections.abc import Collection
from datetime import datetime
from functools import partial

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from chapters.models import Chapter
from notices.bell import bell
from notices.models import Bounced, Due, Letter, Notice, Unsubscribed
from notices.states import State
from notices.values import Recipient, one_line

OUTBOX = "notices"
"""The kind of due work that is sending a chapter's notices."""

TELL = """
WITH told AS (
    INSERT INTO notices_notice (chapter_id, kind, about, email, user_id, subject, state, due_at, try_at, tries,
                                uncertain, message_id, reason, created_at)
    VALUES (%(chapter)s, %(kind)s, %(about)s, %(email)s, %(user)s, %(subject)s, 'waiting', %(due_at)s, %(due_at)s, 0,
            0, '', '', %(at)s)
    ON CONFLICT (chapter_id, kind, about, email) DO NOTHING
    RETURNING chapter_id, due_at
)
INSERT INTO notices_due (chapter_id, kind, due_at, try_at, tries, reason)
SELECT chapter_id, %(outbox)s, due_at, due_at, 0, '' FROM told
ON CONFLICT (chapter_id, kind, due_at) DO NOTHING
"""


def tell(
    *,
    chapter: Chapter,
    kind: str,
    about: str,
    to: Recipient,
    at: datetime,
    due_at: datetime | None = None,
    subject: int | None = None,
) -> None:
    """Tell somebody something, once: the same kind, reason (`about`) and address is one notice, ever.

    Call it in the transaction of the act, inside the chapter's scope. `subject` is the key of the row it is about,
    for the kind's `render`. Sent from `due_at` on (at once without one). One statement, whatever the broker does.
    """
    row: dict[str, str | int | datetime | None] = {
        "chapter": chapter.pk,
        "kind": kind,
        "about": about,
        "email": to.email.strip().lower(),
        "user": to.user_id,
        "subject": subject,
        "due_at": due_at or at,
        "at": at,
        "outbox": OUTBOX,
    }
    with connection.cursor() as cursor:
        cursor.execute(TELL, row)
    if due_at is None or due_at <= at:
        transaction.on_commit(partial(bell.ring, "notices.tasks.drain", chapter.pk), robust=True)


def plan_outbox(*, chapter: Chapter, at: datetime) -> None:
    """Have a worker look at a chapter's notices at an instant."""
    due = Due(chapter=chapter, kind=OUTBOX, due_at=at, try_at=at)
    Due.objects.bulk_create([due], ignore_conflicts=True)


def write_letter(*, to: str, subject: str, text: str, at: datetime) -> None:
    """Mail about an account, sent as soon as the transaction it is written in ends."""
    Letter.objects.create(
        email=one_line(to), subject=one_line(subject)[:300], text=text, due_at=at, try_at=at, created_at=at
    )
    transaction.on_commit(partial(bell.ring, "notices.tasks.send_letters"), robust=True)


@transaction.atomic
def stop_sending(*, to: str, reason: str, at: datetime, user_id: int | None = None) -> None:
    """Send nothing more to an address: its mail comes back, or its owner complained. Standing is untouched (F50).

    Whoever has an account with it, and the user it was sent to, are told on their pages.
    """
    row = Bounced(email=to.lower(), reason=reason[:500], at=at)
    Bounced.objects.bulk_create([row], ignore_conflicts=True)
    User.objects.filter(Q(email=to.lower()) | Q(pk=user_id)).update(mail_comes_back=True)


@transaction.atomic
def send_there_again(*, to: str, by: User) -> None:
    """The address is well again, as its owner says."""
    Bounced.objects.filter(email__in=(to.lower(), by.email)).delete()
    User.objects.filter(pk=by.pk).update(mail_comes_back=False)


def unsubscribe(*, chapter: Chapter, email: str, kind: str) -> None:
    """Send this kind of notice to this address no more. Once more changes nothing."""
    row = Unsubscribed(chapter=chapter, email=email, kind=kind)
    Unsubscribed.objects.bulk_create([row], ignore_conflicts=True)


@transaction.atomic
def want(*, chapter: Chapter, email: str, wanted: Collection[str], of: Collection[str]) -> None:
    """Of these kinds send the wanted ones to an address, and the others no more."""
    Unsubscribed.objects.in_chapter(chapter).filter(email=email, kind__in=list(wanted)).delete()
    others = [Unsubscribed(chapter=chapter, email=email, kind=kind) for kind in sorted(set(of) - set(wanted))]
    Unsubscribed.objects.bulk_create(others, ignore_conflicts=True)


@transaction.atomic
def write_to_instead(*, chapter: Chapter, old: str, new: str, user_id: int | None, at: datetime) -> None:
    """Somebody's address in a chapter is another now: what waits for them goes there, and what they refused stays so.

    What was told at the old one stays with it; what waits at the new one already is not told twice.
    """
    if old == new:
        return
    refused = Unsubscribed.objects.in_chapter(chapter).filter(email=old)
    rows = [Unsubscribed(chapter=chapter, email=new, kind=kind) for kind in refused.values_list("kind", flat=True)]
    Unsubscribed.objects.bulk_create(rows, ignore_conflicts=True)
    refused.delete()
    notices = Notice.objects.in_chapter(chapter)
    theirs = Q(user__isnull=True) | Q(user=user_id)
    waiting = notices.filter(theirs, email=old, state__in=(State.WAITING, State.PARKED))
    there = notices.filter(email=new, kind=OuterRef("kind"), about=OuterRef("about"))
    waiting.filter(~Exists(there)).update(email=new)
    waiting.filter(state=State.WAITING).update(state=State.SKIPPED, settled_at=at, reason="told at another address")


def subscribe_again(*, chapter: Chapter, email: str, kind: str) -> None:
    """Undo `unsubscribe`."""
    Unsubscribed.objects.in_chapter(chapter).filter(email=email, kind=kind).delete()
