"""A prospect's contact details: what tells them again without keeping them, and how long they are kept."""

import hmac
import re
from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings

from chapters.models import Chapter

KEPT_FOR = timedelta(days=365)
"""After the last that happened to a slip."""
KEPT_UNUSED_FOR = timedelta(days=90)
"""Where nobody ever took it up."""
CONTACT = ("prospect", "prospect_phone", "prospect_email")
ALL_WORDS = (*CONTACT, "need", "bad_reason")
"""What a slip says of its prospect: all of it goes where they object."""
SAME_NUMBER = 9
"""The last digits tell a number, however its country and area are written."""
SHORTEST_NUMBER = 6


def digests(chapter: Chapter, *, phone: str, email: str) -> list[str]:
    """What tells a phone number and an e-mail address again in this chapter; newest key first, one each a secret key.

    Keyed with the server's secret: whoever reads the table cannot try numbers out.
    """
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [_digest(secret, chapter, detail) for detail in _told_again(phone, email) for secret in secrets]


def new_digests(chapter: Chapter, *, phone: str, email: str) -> list[str]:
    """Of each detail the one digest that is stored."""
    return [_digest(settings.SECRET_KEY, chapter, detail) for detail in _told_again(phone, email)]


def _told_again(phone: str, email: str) -> Iterable[str]:
    number = re.sub(r"\D", "", phone)
    if len(number) >= SHORTEST_NUMBER:
        yield f"phone {number[-SAME_NUMBER:]}"
    if email.strip():
        yield f"email {email.strip().casefold()}"


def _digest(secret: str, chapter: Chapter, detail: str) -> str:
    return hmac.new(secret.encode(), f"prospect {chapter.pk} {detail}".encode(), "sha256").hexdigest()
