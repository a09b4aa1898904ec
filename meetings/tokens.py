"""The link "I can't come" out of a reminder: it says which meeting of which chapter, and names nobody."""

from datetime import date

from django.core.signing import BadSignature, Signer

from chapters.models import Chapter
from notices.values import address


def _signer(chapter: Chapter) -> Signer:
    return Signer(salt=f"meetings.cant_come.{chapter.pk}", sep=".")


def cant_come_address(chapter: Chapter, member: int, day: date) -> str:
    """Where one tap says that a member, by their key, cannot come on a local date."""
    return address(f"{chapter.path}cant-come/{_signer(chapter).sign(f'{member}-{day:%Y%m%d}')}/")


def who_and_when(chapter: Chapter, token: str) -> tuple[int, date] | None:
    """The member's key and the day a token of this chapter stands for; None for any other text."""
    try:
        member, day = _signer(chapter).unsign(token).split("-")
        return int(member), date.fromisoformat(day)
    except (BadSignature, ValueError):
        return None
