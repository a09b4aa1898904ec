"""Setting an early sign aside with a reason, and taking that back; both are kept.

Who may is asked in `standing.permissions`; nobody does it with a sign about themselves.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from chapters.models import Chapter
from chapters.refusals import constraint_of
from chapters.statements import ask
from members.models import Member
from standing.models import SignSetAside
from standing.refusals import NotSetAside, ReasonMissing, SetAsideAlready
from standing.signs import SET_ASIDE, Sign
from standing.states import SignKind

ONCE = "standing_signsetaside_once"
SET_ASIDES = """
SELECT a.id, a.member_id, m.name, a.kind, a.weight, a.at, b.name, a.reason
FROM standing_signsetaside a
JOIN members_member m ON m.chapter_id = a.chapter_id AND m.id = a.member_id
JOIN members_member b ON b.chapter_id = a.chapter_id AND b.id = a.by_id
WHERE a.chapter_id = %(chapter)s AND a.ended_at IS NULL ORDER BY m.name, a.id
"""


@dataclass(frozen=True, slots=True)
class Aside:
    """A sign that was set aside: about whom, what it said then, when, by whom, and why."""

    pk: int
    member_id: int
    name: str
    kind: SignKind
    weight: int
    at: datetime
    by: str
    reason: str

    def covers(self, sign: Sign, at: datetime) -> bool:
        """Whether the sign is still set aside by it: not for so long, and it does not say so much more."""
        return at < self.at + SET_ASIDE and not sign.outweighs(self.weight)


def asides_of(chapter: Chapter) -> list[Aside]:
    """What nobody took back, by name; a sign may have outgrown it since. One statement."""
    found = ask(SET_ASIDES, {"chapter": chapter.pk})
    return [
        Aside(pk, member, name, SignKind(kind), weight, at, by, why)
        for pk, member, name, kind, weight, at, by, why in found
    ]


def covering(asides: Iterable[Aside], member_id: int, signs: Iterable[Sign], at: datetime) -> Mapping[SignKind, Aside]:
    """Which of a member's signs are set aside, and by what."""
    own = {aside.kind: aside for aside in asides if aside.member_id == member_id}
    return {sign.kind: own[sign.kind] for sign in signs if sign.kind in own and own[sign.kind].covers(sign, at)}


@transaction.atomic
def set_aside(*, member: Member, sign: Sign, by: Member, at: datetime, reason: str) -> SignSetAside:
    """Set a sign aside as it stands. One that it outgrew ends with it. Raises ReasonMissing, SetAsideAlready."""
    if not reason.strip():
        raise ReasonMissing
    standing = SignSetAside.objects.in_chapter(member.chapter_id).filter(
        member=member, kind=sign.kind, ended_at__isnull=True
    )
    outgrown = [one.pk for one in standing if at >= one.at + SET_ASIDE or sign.outweighs(one.weight)]
    standing.filter(pk__in=outgrown).update(ended_at=at)
    try:
        with transaction.atomic():
            kept: SignSetAside = SignSetAside.objects.create(
                chapter_id=member.chapter_id,
                member=member,
                kind=sign.kind,
                weight=sign.weight,
                at=at,
                by=by,
                reason=reason.strip(),
            )
    except IntegrityError as error:
        if constraint_of(error) == ONCE:
            raise SetAsideAlready from error
        raise
    return kept


@transaction.atomic
def take_up_again(*, aside: SignSetAside, by: Member, at: datetime) -> None:
    """It counts as it did before. Raises NotSetAside where it was taken up already."""
    standing = SignSetAside.objects.in_chapter(aside.chapter_id).filter(pk=aside.pk, ended_at__isnull=True)
    if not standing.update(ended_at=at, ended_by=by):
        raise NotSetAside
