"""Where an answer to a notice about a slip goes: an address that says which slip, and nothing of who writes."""

import base64
import hmac

from django.conf import settings
from django.utils.crypto import salted_hmac

from chapters.models import Chapter
from referrals.models import Slip

MARK = "re"
SIGNATURE = 10
LONGEST_LOCAL_PART = 64


def answer_address(slip: Slip) -> str:
    """The address (Reply-To) for answers about a slip; empty where no mail comes in, or it would be too long."""
    signature = _signature(slip.chapter, slip.pk, settings.SECRET_KEY)
    local = f"{slip.chapter.slug}.{MARK}-{slip.pk}-{signature}"
    if not settings.INBOUND_DOMAIN or len(local) > LONGEST_LOCAL_PART:
        return ""
    return f"{local}@{settings.INBOUND_DOMAIN}"


def slip_answered_at(chapter: Chapter, token: str) -> int | None:
    """The key of the slip that a token of this chapter stands for; None for any other text."""
    mark, _, rest = token.partition("-")
    key, _, signature = rest.partition("-")
    if mark != MARK or not key.isascii() or not key.isdigit() or len(key) > len(str(2**63)) - 1:
        return None
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    expected = [_signature(chapter, int(key), secret) for secret in keys]
    known = any(hmac.compare_digest(signature.encode(), one.encode()) for one in expected)
    return int(key) if known else None


def _signature(chapter: Chapter, key: int, secret: str) -> str:
    """In letters and digits of one case: some mail servers change it."""
    digest = salted_hmac(f"referrals.answer.{chapter.pk}", str(key), secret=secret, algorithm="sha256").digest()
    return base64.b32encode(digest).decode().lower()[:SIGNATURE]
