"""How long what is in mail is kept: texts, and whom the envelope was from, two weeks; words on a slip a year, or until
its prospect objected (F56). That one came, and how it ended, stays.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from chapters.models import Chapter
from inbound.models import Draft, InboundMessage, Word
from inbound.states import DraftState, State

TWO_WEEKS, A_YEAR = timedelta(days=14), timedelta(days=365)


@transaction.atomic
def forget(*, chapter: Chapter, at: datetime) -> None:
    """Let go of texts nobody decided about in two weeks, and of mails that cannot be read. Again changes nothing."""
    old = InboundMessage.objects.in_chapter(chapter).filter(received_at__lte=at - TWO_WEEKS)
    drafts = Draft.objects.in_chapter(chapter).waiting().filter(message__in=old.values("pk"))
    drafts.update(state=DraftState.LAPSED, need="", settled_at=at)
    old.quarantined().update(state=State.LAPSED, settled_at=at)
    held = ~Q(raw=b"") | ~Q(subject="") | ~Q(items=[])
    settled = old.exclude(state=State.STORED)
    settled.filter(held | ~Q(return_path="")).update(raw=b"", subject="", items=[], return_path="")
    words = Word.objects.in_chapter(chapter).exclude(text="")
    words.filter(Q(at__lte=at - A_YEAR) | Q(slip__objected=True)).update(text="")
    about = Word.objects.in_chapter(chapter).filter(slip__objected=True).values("message")
    InboundMessage.objects.in_chapter(chapter).filter(held, pk__in=about).update(raw=b"", subject="", items=[])
