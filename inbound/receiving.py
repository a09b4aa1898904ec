"""A mail arrives: stored as it is before anybody looks into it, once."""

import hashlib
import re
from datetime import datetime
from functools import partial

from django.db import transaction

from chapters.scope import chapter_scope
from inbound.addresses import place_of
from inbound.models import InboundMessage
from inbound.reading.opening import MOST_HEAD
from inbound.values import Door
from notices import due
from notices.bell import bell

MAIL = "mail"
"""The kind of due work that is reading a chapter's mail."""
LARGEST = 30 * 1024 * 1024
"""Bytes of a mail; a larger one is refused at the door (552)."""
UNKNOWN_PATH = "?"
"""Where a mail service does not say who the envelope is from."""
THE_SAME = (b"date", b"from", b"subject")
"""What is signed of a mail that is proved (inbound.reading.judging); nobody can write it anew and send it again."""
HEADER = re.compile(rb"^([!-9;-~]+):[ \t]*(.*(?:\n[ \t].*)*)", re.MULTILINE)


def receive(*, raw: bytes, recipient: str, return_path: str | None, at: datetime) -> Door:
    """Take a mail in for one of our addresses. The same mail again, on whatever way, changes nothing (F53).

    `return_path` is the envelope's sender, "" that of a bounce, None where nobody knows.
    """
    place = place_of(recipient, at)
    if place is None:
        return Door.NOBODY
    with chapter_scope(place.chapter.pk):
        row = InboundMessage(
            chapter=place.chapter,
            digest=digest_of(raw),
            received_at=at,
            return_path=UNKNOWN_PATH if return_path is None else _as_text(return_path).strip(" <>")[:320],
            recipient=recipient.strip().lower()[:320],
            raw=raw,
            size=len(raw),
            try_at=at,
        )
        before = InboundMessage.objects.in_chapter(place.chapter).filter(digest=row.digest)
        if before.exists():
            return Door.KNOWN
        InboundMessage.objects.bulk_create([row], ignore_conflicts=True)
        due.plan(place.chapter, MAIL, at)
        transaction.on_commit(partial(bell.ring, "inbound.tasks.read_mail", place.chapter.pk), robust=True)
    return Door.TAKEN


def _as_text(path: str) -> str:
    """An envelope's sender as a database can hold it: without NUL, nor letters of a charset nobody named."""
    return path.replace("\x00", "").encode("utf-8", "replace").decode()


def digest_of(raw: bytes) -> str:
    """What tells one mail from another: what its sender wrote, not what servers on the way added on top, nor spaces, of
    which a signature lets anybody put in more (RFC 6376, 3.4).
    """
    head, _, body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")
    headers = dict.fromkeys(THE_SAME, b"")
    for name, value in HEADER.findall(head[:MOST_HEAD]):
        if name.lower() in headers:
            headers[name.lower()] += b" ".join(value.split()) + b"\n"
    digest = hashlib.sha256()
    for part in (*headers.values(), b" ".join(body.split())):
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()
