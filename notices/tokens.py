"""Signed links out of mails: they say where (the chapter is in the address), never who."""

from django.core.signing import BadSignature, Signer

from chapters.models import Chapter
from notices.models import Notice
from notices.values import address


def _signer(chapter: Chapter) -> Signer:
    return Signer(salt=f"notices.unsubscribe.{chapter.pk}", sep=".")


def unsubscribe_address(notice: Notice) -> str:
    """Where one click ends this kind of notice for its recipient."""
    chapter: Chapter = notice.chapter
    return address(f"{chapter.path}unsubscribe/{_signer(chapter).sign(str(notice.pk))}/")


def notice_key(chapter: Chapter, token: str) -> int | None:
    """The key of the notice a token of this chapter stands for; None for any other text."""
    try:
        return int(_signer(chapter).unsign(token))
    except (BadSignature, ValueError):
        return None
