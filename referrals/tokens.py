"""Signed links around slips: say how a referral goes, right out of a mail; what a prospect may see and have removed.

They say which referral of which chapter, and whose answer it is, by keys, and name nobody.
"""

from django.core.signing import BadSignature, Signer

from chapters.models import Chapter
from notices.values import address
from referrals.models import Slip


def _signer(chapter: Chapter, what: str) -> Signer:
    return Signer(salt=f"referrals.{what}.{chapter.pk}", sep=".")


def how_it_goes_address(chapter: Chapter, slip: int, receiver: int) -> str:
    """Where the receiver of a referral, by their keys, says with one tap how it goes."""
    token = _signer(chapter, "how_it_goes").sign(f"{slip}-{receiver}")
    return address(f"{chapter.path}how-it-goes/{token}/")


def slip_and_receiver(chapter: Chapter, token: str) -> tuple[int, int] | None:
    """The keys of the slip and its receiver that a token of this chapter stands for; None for any other text."""
    try:
        slip, receiver = _signer(chapter, "how_it_goes").unsign(token).split("-")
        return int(slip), int(receiver)
    except (BadSignature, ValueError):
        return None


def prospect_path(slip: Slip) -> str:
    """Where the prospect of a referral sees who has their details, and has them removed."""
    return f"{slip.chapter.path}prospect/{_signer(slip.chapter, 'prospect').sign(str(slip.pk))}/"


def slip_in(chapter: Chapter, token: str) -> int | None:
    """The key of the slip a prospect's token of this chapter stands for; None for any other text."""
    try:
        return int(_signer(chapter, "prospect").unsign(token))
    except (BadSignature, ValueError):
        return None
