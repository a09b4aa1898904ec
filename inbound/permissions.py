"""Who may do what with a mail that came in: used by page, view and test alike."""

from inbound.models import Word
from members.models import Member


def can_read_word(member: Member, word: Word) -> bool:
    """Whoever wrote it, and whom it was passed on to."""
    return member.pk in {word.by_id, word.to_id}
