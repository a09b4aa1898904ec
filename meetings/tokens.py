"""Signed links that name nobody: "I can't come" out of a reminder, and a day's big screen."""

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


def _screen_signer(chapter: Chapter) -> Signer:
    return Signer(salt=f"meetings.screen.{chapter.pk}", sep=".")


def screen_path(chapter: Chapter, day: date) -> str:
    """Where the big screen of a chapter's meeting on a local date is."""
    return f"{chapter.path}screen/{_screen_signer(chapter).sign(f'{day:%Y%m%d}')}/"


def screen_day(chapter: Chapter, token: str) -> date | None:
    """The day whose screen a token of this chapter opens; None for any other text."""
    try:
        return date.fromisoformat(_screen_signer(chapter).unsign(token))
    except (BadSignature, ValueError):
        return None
