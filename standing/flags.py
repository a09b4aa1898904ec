"""The flags of a chapter that are open, as its standing shows them."""

from dataclasses import dataclass
from datetime import datetime

from chapters.access import Role
from chapters.models import Chapter
from chapters.statements import ask
from standing.permissions import COMMITTEE

OPEN = """
SELECT f.id, f.member_id, m.name, f.opened_at, f.opened_by_id IS NULL, f.reason, f.run_broken,
       %(committee)s::boolean AND f.answered_at IS NOT NULL AND (f.told_at IS NULL OR f.answered_at >= f.told_at)
FROM standing_flag f JOIN members_member m ON m.chapter_id = f.chapter_id AND m.id = f.member_id
WHERE f.chapter_id = %(chapter)s AND f.closed_at IS NULL AND (f.member_id <> %(reader)s OR f.told_at IS NOT NULL)
ORDER BY f.id
"""


@dataclass(frozen=True, slots=True)
class OpenFlag:
    """A seat under an open flag; `automatic` where snapshots raised it, else an officer did, with a reason.

    `answered` where the member said the last word, which the committee alone is told.
    """

    pk: int
    member_id: int
    name: str
    opened_at: datetime
    automatic: bool
    reason: str
    run_broken: bool
    answered: bool


def open_flags(chapter: Chapter, *, reader: int, roles: frozenset[Role]) -> list[OpenFlag]:
    """The oldest first; of their own, an officer reads once something was said to them. One statement."""
    asked = {"chapter": chapter.pk, "reader": reader, "committee": not roles.isdisjoint(COMMITTEE)}
    return [OpenFlag(*row) for row in ask(OPEN, asked)]
