"""Signed links about people who have no account, or none any more: the waiting list, and why somebody left.

They say which row of which chapter by its key, and name nobody.
"""

from django.core.signing import BadSignature, Signer

from chapters.models import Chapter
from notices.values import address


def _signer(chapter: Chapter, what: str) -> Signer:
    return Signer(salt=f"members.{what}.{chapter.pk}", sep=".")


def waiting_address(chapter: Chapter, person: int) -> str:
    """Where somebody on the waiting list, by their key, confirms, answers, and takes themselves off it."""
    return address(f"{chapter.path}waiting/{_signer(chapter, 'waiting').sign(str(person))}/")


def waiting_in(chapter: Chapter, token: str) -> int | None:
    """The key of whom a waiting list's token of this chapter stands for; None for any other text."""
    return _key(chapter, "waiting", token)


def leaving_address(chapter: Chapter, stay: int) -> str:
    """Where somebody who left, by the key of their stay, says why."""
    return address(f"{chapter.path}leaving/{_signer(chapter, 'leaving').sign(str(stay))}/")


def leaving_in(chapter: Chapter, token: str) -> int | None:
    """The key of the stay that a leaver's token of this chapter stands for; None for any other text."""
    return _key(chapter, "leaving", token)


def _key(chapter: Chapter, what: str, token: str) -> int | None:
    try:
        return int(_signer(chapter, what).unsign(token))
    except (BadSignature, ValueError):
        return None
