"""Signed links around meetings: "I can't come" out of a reminder, what somebody who stands in needs to know, a member's
invitation of a guest, a guest's visit, a day's big screen.

They say which meeting, member or visit of which chapter by keys and days, and name nobody.
"""

from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

from django.core.signing import BadSignature, Signer

from chapters.models import Chapter
from notices.values import address


def _signer(chapter: Chapter, what: str = "cant_come") -> Signer:
    return Signer(salt=f"meetings.{what}.{chapter.pk}", sep=".")


def cant_come_address(chapter: Chapter, member: int, day: date) -> str:
    """Where one tap says that a member, by their key, cannot come on a local date."""
    return address(f"{chapter.path}cant-come/{_signer(chapter).sign(f'{member}-{day:%Y%m%d}')}/")


def who_and_when(chapter: Chapter, token: str) -> tuple[int, date] | None:
    """The member's key and the day a token of this chapter stands for; None for any other text."""
    return _member_and_day(_signer(chapter), token)


def invite_address(chapter: Chapter, member: int, day: date) -> str:
    """Where somebody whom a member invites registers for the meeting of a local date."""
    return address(f"{chapter.path}visit/{_signer(chapter, 'invite').sign(f'{member}-{day:%Y%m%d}')}/")


def invited_by_and_when(chapter: Chapter, token: str) -> tuple[int, date] | None:
    """The inviting member's key and the day a token of this chapter stands for; None for any other text."""
    return _member_and_day(_signer(chapter, "invite"), token)


def visit_address(chapter: Chapter, visit: int) -> str:
    """Where a visitor, by the key of their visit, says that they cannot come."""
    return address(f"{chapter.path}my-visit/{_signer(chapter, 'visit').sign(str(visit))}/")


def visit_in(chapter: Chapter, token: str) -> int | None:
    """The key of the visit a token of this chapter stands for; None for any other text."""
    try:
        return int(_signer(chapter, "visit").unsign(token))
    except (BadSignature, ValueError):
        return None


def _member_and_day(signer: Signer, token: str) -> tuple[int, date] | None:
    try:
        member, day = signer.unsign(token).split("-")
        return int(member), date.fromisoformat(day)
    except (BadSignature, ValueError):
        return None


@dataclass(frozen=True)
class StandIn:
    """Which member's place at which day's meeting; `digest` tells the one who was asked from another (`digest_of`)."""

    member: int
    day: date
    digest: str


def digest_of(name: str) -> str:
    """What stands for a name in a link."""
    return blake2b(name.strip().casefold().encode(), digest_size=6).hexdigest()


def _stand_in_signer(chapter: Chapter) -> Signer:
    return Signer(salt=f"meetings.stand_in.{chapter.pk}", sep=".")


def stand_in_address(chapter: Chapter, asked: StandIn) -> str:
    """Where somebody reads what to know about standing in for a member."""
    token = _stand_in_signer(chapter).sign(f"{asked.member}-{asked.day:%Y%m%d}-{asked.digest}")
    return address(f"{chapter.path}stand-in/{token}/")


def who_stands_in(chapter: Chapter, token: str) -> StandIn | None:
    """What a stand-in's token of this chapter stands for; None for any other text."""
    try:
        member, day, digest = _stand_in_signer(chapter).unsign(token).split("-")
        return StandIn(int(member), date.fromisoformat(day), digest)
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
