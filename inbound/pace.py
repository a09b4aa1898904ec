"""How often a member hears of mails in their name, and of words on a slip: no forger and no machine makes a flood."""

from datetime import datetime, timedelta

from inbound.models import InboundMessage, Word
from inbound.states import State
from referrals.models import Slip

AN_HOUR = timedelta(hours=1)
MOST_RECEIPTS, MOST_QUESTIONS = 10, 4
"""Of the mails in one member's name within an hour. The rest they find on their page."""
MOST_WORDS = 6
"""By one member, on one slip within an hour. Two machines that answer each other would not end by themselves."""


def may_be_told(message: InboundMessage, at: datetime) -> bool:
    """Whether its sender gets a receipt, or is asked about it, by mail."""
    rows = InboundMessage.objects.in_chapter(message.chapter_id).of(message.member)
    lately = rows.filter(settled_at__gt=at - AN_HOUR).exclude(pk=message.pk).exclude(state=State.IGNORED)
    if message.proved:
        return bool(lately.filter(proved=True).count() < MOST_RECEIPTS)
    return bool(lately.filter(proved=False).count() < MOST_QUESTIONS)


def may_be_passed_on(message: InboundMessage, slip: Slip, at: datetime) -> bool:
    """Whether one more word of its sender on this slip goes on to the other of the two."""
    words = Word.objects.in_chapter(message.chapter_id).filter(slip=slip, by=message.member, at__gt=at - AN_HOUR)
    return bool(words.count() < MOST_WORDS)
