"""What becomes due of mail in each chapter, and when again (`notices.due`)."""

from datetime import UTC, datetime, timedelta
from functools import partial

from django.db import transaction

from chapters.models import Chapter
from inbound.actions.forgetting import forget
from inbound.actions.own_address import give_addresses
from inbound.receiving import MAIL
from inbound.turns import read_waiting
from notices.due import handler

SLOT = timedelta(hours=6)
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)


@handler(MAIL)
def look_after_mail(chapter: Chapter, due_at: datetime, at: datetime) -> datetime:
    """Read what waits, once this turn has ended; forget what is old; give newcomers their address.

    Every mail plans a turn of its own, so the next one is at a fixed hour: they fall together.
    """
    give_addresses(chapter=chapter, at=at)
    forget(chapter=chapter, at=at)
    transaction.on_commit(partial(read_waiting, chapter.pk), robust=True)
    return EPOCH + ((at - EPOCH) // SLOT + 1) * SLOT + timedelta(seconds=chapter.pk % 3600)
