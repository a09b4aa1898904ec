"""Signed links around slips: say how a referral goes, right out of a mail.

They say which referral of which chapter, and whose answer it is, by keys, and name nobody.
"""

from django.core.signing import BadSignature, Signer

from chapters.models import Chapter
from notices.values import address


def _signer(chapter: Chapter) -> Signer:
    return Signer(salt=f"referrals.how_it_goes.{chapter.pk}", sep=".")


def how_it_goes_address(chapter: Chapter, slip: int, receiver: int) -> str:
    """Where the receiver of a referral, by their keys, says with one tap how it goes."""
    return address(f"{chapter.path}how-it-goes/{_signer(chapter).sign(f'{slip}-{receiver}')}/")


def slip_and_receiver(chapter: Chapter, token: str) -> tuple[int, int] | None:
    """The keys of the slip and its receiver that a token of this chapter stands for; None for any other text."""
    try:
        slip, receiver = _signer(chapter).unsign(token).split("-")
        return int(slip), int(receiver)
    except (BadSignature, ValueError):
        return None
