"""Who sees a chapter's standing and its flags: asked alike by pages and tests (spec/standing.md, "Who sees it")."""

from chapters.access import Role
from members.models import Member
from standing.models import Flag

SEES_STANDING = (Role.PRESIDENT, Role.VICE_PRESIDENT, Role.SECRETARY, Role.COMMITTEE)
PLANS_MONTH = (Role.PRESIDENT, Role.VICE_PRESIDENT, Role.SECRETARY, Role.EDUCATION)
READS_TOTALS = (Role.PRESIDENT, Role.VICE_PRESIDENT, Role.SECRETARY, Role.TREASURER)
FLAGS_SEATS = (Role.PRESIDENT, Role.VICE_PRESIDENT)


def sees_standing(roles: frozenset[Role]) -> bool:
    """Whether the chapter's standing is shown to holders of these roles."""
    return not roles.isdisjoint(SEES_STANDING)


def can_flag(roles: frozenset[Role]) -> bool:
    """Whether they open and close flags."""
    return not roles.isdisjoint(FLAGS_SEATS)


def can_open(flag: Flag, member: Member, roles: frozenset[Role]) -> bool:
    """Whether they read a flag: the member it is about, and those who see the chapter's standing."""
    return flag.member_id == member.pk or sees_standing(roles)


def can_answer(flag: Flag, member: Member) -> bool:
    """Whether they say how they see it: the member it is about, while it is open."""
    return flag.member_id == member.pk and flag.closed_at is None
