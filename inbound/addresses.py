"""Where mail to us goes: `<slug>@…` is the chapter's address, `<slug>.<token>@…` a member's own or an answer's.

A token says where, never who: who wrote a mail is judged by the mail itself.
"""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models.functions import Lower

from chapters.models import Chapter
from chapters.scope import chapter_scope
from inbound.models import MailAddress
from members.models import Stay
from referrals.answering import slip_answered_at

BETWEEN = "."


@dataclass(frozen=True)
class Place:
    """A chapter, and of an answer the key of the slip it is about."""

    chapter: Chapter
    slip: int | None = None


def address_of_member(chapter: Chapter, token: str) -> str:
    """A member's own."""
    return f"{chapter.slug}{BETWEEN}{token}@{settings.INBOUND_DOMAIN}"


def place_of(recipient: str, at: datetime) -> Place | None:
    """Where mail to an address goes; None where nobody has it: no chapter, no such token, or its owner left (F34)."""
    local, _, domain = recipient.strip().lower().rpartition("@")
    if not settings.INBOUND_DOMAIN or domain != settings.INBOUND_DOMAIN.lower() or not local.isprintable():
        return None
    slug, _, token = local.partition(BETWEEN)
    chapter = Chapter.objects.annotate(lower=Lower("slug")).filter(lower=slug).order_by("pk").first()
    if chapter is None:
        return None
    return _within(chapter, token, at) if token or local.endswith(BETWEEN) else Place(chapter)


def _within(chapter: Chapter, token: str, at: datetime) -> Place | None:
    slip = slip_answered_at(chapter, token)
    if slip is not None:
        return Place(chapter, slip)
    with chapter_scope(chapter.pk):
        owners = MailAddress.objects.in_chapter(chapter).filter(token=token).values("member")
        stays = Stay.objects.in_chapter(chapter).current_on(chapter.today(at)).filter(member__in=owners)
        return Place(chapter) if stays.exists() else None
