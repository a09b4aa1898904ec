"""A prospect's contact details: what tells them again without keeping them, and how long they are kept."""

import hmac
import re
from collections.abc import Iterable
from datetime import timedelta

from babel.core import get_global
from django.conf import settings
from phonenumbers import Leniency, PhoneNumberMatcher, national_significant_number

from chapters.models import Chapter

KEPT_FOR = timedelta(days=365)
"""After the last that happened to a slip."""
KEPT_UNUSED_FOR = timedelta(days=90)
"""Where nobody ever took it up."""
CONTACT = ("prospect", "prospect_phone", "prospect_email")
ALL_WORDS = (*CONTACT, "need", "bad_reason")
"""What a slip says of its prospect: all of it goes where they object."""
SAME_NUMBER = 9
"""Of a long number the last digits tell it; a shorter one is told by all of it that callers in its country dial."""
SHORTEST_NUMBER = 6


def digests(chapter: Chapter, *, phone: str, email: str) -> list[str]:
    """What tells phone numbers and an e-mail address again in this chapter; of each detail one a secret key.

    Keyed with the server's secret: whoever reads the table cannot try numbers out.
    """
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [_digest(secret, chapter, detail) for detail in _told_again(chapter, phone, email) for secret in secrets]


def new_digests(chapter: Chapter, *, phone: str, email: str) -> list[str]:
    """Those that are stored: of each detail one, of the newest key."""
    return [_digest(settings.SECRET_KEY, chapter, detail) for detail in _told_again(chapter, phone, email)]


def _told_again(chapter: Chapter, phone: str, email: str) -> Iterable[str]:
    for number in dict.fromkeys(one[-SAME_NUMBER:] for one in _numbers(chapter, phone)):
        if len(number) >= SHORTEST_NUMBER:
            yield f"phone {number}"
    if email.strip():
        yield f"email {email.strip().casefold()}"


def _numbers(chapter: Chapter, phone: str) -> Iterable[str]:
    """The digits of every number in a field, with its country's code and without, as far as they can be told."""
    digits = re.sub(r"\D", "", phone)
    yield digits
    yield digits.lstrip("0")
    country = get_global("zone_territories").get(chapter.timezone)
    for found in PhoneNumberMatcher(phone, country, leniency=Leniency.POSSIBLE):
        yield national_significant_number(found.number)


def _digest(secret: str, chapter: Chapter, detail: str) -> str:
    return hmac.new(secret.encode(), f"prospect {chapter.pk} {detail}".encode(), "sha256").hexdigest()
