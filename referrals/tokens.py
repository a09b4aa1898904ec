"""Signed links around slips. They say which slip of which chapter, and name nobody."""

from django.core.signing import BadSignature, Signer

from chapters.models import Chapter
from referrals.models import Slip


def _signer(chapter: Chapter) -> Signer:
    return Signer(salt=f"referrals.prospect.{chapter.pk}", sep=".")


def prospect_path(slip: Slip) -> str:
    """Where the prospect of a referral sees who has their details, and has them removed."""
    return f"{slip.chapter.path}prospect/{_signer(slip.chapter).sign(str(slip.pk))}/"


def slip_in(chapter: Chapter, token: str) -> int | None:
    """The key of the slip a prospect's token of this chapter stands for; None for any other text."""
    try:
        return int(_signer(chapter).unsign(token))
    except (BadSignature, ValueError):
        return None
