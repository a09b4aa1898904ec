"""Telling people: a row in the same transaction as the act, sent by a worker afterwards."""

from datetime import datetime
from functools import partial

from django.db import connection, transaction

from chapters.models import Chapter
from notices.bell import bell
from notices.values import Recipient

OUTBOX = "notices"
"""The kind of due work that is sending a chapter's notices."""

TELL = """
WITH told AS (
    INSERT INTO notices_notice (chapter_id, kind, about, email, user_id, subject, state, due_at, tries, uncertain,
                                message_id, reason, created_at)
    VALUES (%(chapter)s, %(kind)s, %(about)s, %(email)s, %(user)s, %(subject)s, 'waiting', %(due_at)s, 0, 0,
            '', '', %(at)s)
    ON CONFLICT (chapter_id, kind, about, email) DO NOTHING
    RETURNING chapter_id, due_at
)
INSERT INTO notices_due (chapter_id, kind, due_at, tries, reason)
SELECT chapter_id, %(outbox)s, due_at, 0, '' FROM told
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
    row = {
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
