"""How often a member hears of mails in their name: whoever writes in it, or a machine of theirs, makes no flood."""

from datetime import datetime, timedelta

from inbound.models import InboundMessage

AN_HOUR = timedelta(hours=1)
MOST_RECEIPTS, MOST_QUESTIONS = 10, 4
"""Of the mails in one member's name within an hour. The rest they find on their page."""


def may_be_told(message: InboundMessage, at: datetime) -> bool:
    """Whether its sender gets a receipt, or is asked about it, by mail."""
    rows = InboundMessage.objects.in_chapter(message.chapter_id).of(message.member)
    lately = rows.filter(settled_at__gt=at - AN_HOUR).exclude(pk=message.pk)
    if message.proved:
        return bool(lately.filter(proved=True).count() < MOST_RECEIPTS)
    return bool(lately.filter(proved=False).count() < MOST_QUESTIONS)
