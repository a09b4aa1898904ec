"""Signed links out of receipts: they say which mail of which chapter, and name nobody."""

from django.core.signing import BadSignature, Signer

from chapters.models import Chapter
from notices.values import address


def _signer(chapter: Chapter) -> Signer:
    return Signer(salt=f"inbound.sent_mail.{chapter.pk}", sep=".")


def sent_mail_path(chapter: Chapter, message: int) -> str:
    """Where whoever sent a mail, by its key, decides about it."""
    return f"{chapter.path}sent-mail/{_signer(chapter).sign(str(message))}/"


def sent_mail_address(chapter: Chapter, message: int) -> str:
    """The same, whole."""
    return address(sent_mail_path(chapter, message))


def message_of(chapter: Chapter, token: str) -> int | None:
    """The key of the mail that a token of this chapter stands for; None for any other text."""
    try:
        return int(_signer(chapter).unsign(token))
    except (BadSignature, ValueError):
        return None
