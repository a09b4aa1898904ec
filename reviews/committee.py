"""Who decides in a seat review: the president, the vice president and members appointed to the committee, as of a day.

The member it is about is never among them, whatever their office. Read under `members.actions.offices.hold_offices`
where something is judged on it, so that it holds at commit. A vote is of those who sat when it began and still do.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime

from chapters.access import Role
from chapters.models import Chapter
from chapters.statements import ask
from members.models import Member, Office
from notices.values import Recipient
from reviews.models.decision import LEAST_VOTERS
from standing.permissions import SEES_STANDING

LEADERS = frozenset({Role.PRESIDENT, Role.VICE_PRESIDENT})

SITTING = """
SELECT m.id, m.name, m.email, m.user_id, array_agg(o.office::text),
       EXISTS (SELECT FROM reviews_recusal r JOIN reviews_seatreview v ON v.chapter_id = r.chapter_id
                                                                      AND v.id = r.review_id
               WHERE r.chapter_id = %(chapter)s AND v.flag_id = %(flag)s AND r.member_id = m.id)
FROM members_office o JOIN members_member m ON m.chapter_id = o.chapter_id AND m.id = o.member_id
WHERE o.chapter_id = %(chapter)s AND o.office IN ('president', 'vice_president', 'committee')
  AND o.from_day <= %(day)s AND (o.to_day IS NULL OR o.to_day > %(day)s) AND m.id <> %(about)s
  AND EXISTS (SELECT FROM members_stay s WHERE s.chapter_id = %(chapter)s AND s.member_id = m.id
              AND s.joined_on <= %(day)s AND (s.left_on IS NULL OR s.left_on > %(day)s))
GROUP BY m.id, m.name, m.email, m.user_id ORDER BY m.name, m.id
"""


@dataclass(frozen=True, slots=True)
class Seated:
    """One of the committee; `recused` where they stepped aside."""

    pk: int
    name: str
    email: str
    user_id: int | None
    offices: frozenset[str]
    recused: bool

    @property
    def recipient(self) -> Recipient:
        """Where they are told something."""
        return Recipient(self.email, self.user_id)


@dataclass(frozen=True, slots=True)
class Committee:
    """Everybody on it for one review, those who stepped aside included, by name."""

    seated: tuple[Seated, ...]

    @property
    def voters(self) -> frozenset[int]:
        """Who may vote: not those who stepped aside."""
        return frozenset(one.pk for one in self.seated if not one.recused)

    @property
    def quorum(self) -> int:
        """How many have to vote: more than half of those not recused, and nobody alone."""
        return max(len(self.voters) // 2 + 1, LEAST_VOTERS)

    @property
    def leaders(self) -> frozenset[int]:
        """Who closes, confirms and undoes: the president and vice president; where neither may, anybody who votes."""
        found = frozenset(one.pk for one in self.seated if one.offices & LEADERS and not one.recused)
        return found or self.voters

    def of(self, then: Collection[int] | None) -> "Committee":
        """Those of it who sat when a vote began, by their keys (None: it was not kept, so all of them)."""
        return self if then is None else Committee(tuple(one for one in self.seated if one.pk in then))

    def left_by(self, member: Member) -> bool:
        """Whether somebody of it stepped aside."""
        return any(one.pk == member.pk and one.recused for one in self.seated)

    def back_with(self, member: Member) -> "Committee":
        """As it would be if somebody who stepped aside took part again."""
        return Committee(tuple(replace(one, recused=one.recused and one.pk != member.pk) for one in self.seated))

    def has(self, member: Member | None) -> bool:
        """Whether somebody is on it, stepped aside or not."""
        return member is not None and any(one.pk == member.pk for one in self.seated)


def committee_of(chapter: Chapter, *, flag_id: int, about: int, day: date) -> Committee:
    """The committee of a flag's review on a day; `about` is the member it is about. One statement."""
    found = ask(SITTING, {"chapter": chapter.pk, "flag": flag_id, "about": about, "day": day})
    return Committee(
        tuple(
            Seated(pk, name, email, user, frozenset(offices), recused)
            for pk, name, email, user, offices, recused in found
        )
    )


def sees_flags(chapter: Chapter, *, but: int, at: datetime) -> list[Recipient]:
    """Where those are told who may know that a seat is flagged, today: never the member it is about. One statement."""
    today = chapter.today(at)
    held = Office.objects.in_chapter(chapter).held_on(today).filter(office__in=SEES_STANDING)
    people = Member.objects.in_chapter(chapter).current_on(today).filter(pk__in=held.values("member")).exclude(pk=but)
    return [Recipient(email, user) for email, user in people.order_by("pk").values_list("email", "user_id")]
