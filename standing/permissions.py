"""Who sees a chapter's standing and its flags: asked alike by pages and tests (spec/standing.md, "Who sees it")."""

from chapters.access import Role
from members.models import Member
from standing.models import Dispute

SEES_STANDING = (Role.PRESIDENT, Role.VICE_PRESIDENT, Role.SECRETARY, Role.COMMITTEE)
PLANS_MONTH = (Role.PRESIDENT, Role.VICE_PRESIDENT, Role.SECRETARY, Role.EDUCATION)
READS_TOTALS = (Role.PRESIDENT, Role.VICE_PRESIDENT, Role.SECRETARY, Role.TREASURER)
FLAGS_SEATS = (Role.PRESIDENT, Role.VICE_PRESIDENT)
COMMITTEE = (Role.PRESIDENT, Role.VICE_PRESIDENT, Role.COMMITTEE)
"""Who decides in seat reviews."""
ANSWERS_DISPUTES = (Role.PRESIDENT, Role.VICE_PRESIDENT, Role.SECRETARY)


def sees_standing(roles: frozenset[Role]) -> bool:
    """Whether the chapter's standing is shown to holders of these roles."""
    return not roles.isdisjoint(SEES_STANDING)


def can_flag(roles: frozenset[Role]) -> bool:
    """Whether they open and close flags."""
    return not roles.isdisjoint(FLAGS_SEATS)


def can_see_sign(member_id: int, officer: Member) -> bool:
    """Whether an officer sees an early sign about a member: never one about themselves, somebody else calls them."""
    return member_id != officer.pk


def is_concerned(dispute: Dispute, member: Member) -> bool:
    """Whether it is about their own standing, or their own word."""
    return member.pk in {dispute.member_id, dispute.other_id}


def can_read_dispute(dispute: Dispute, member: Member, roles: frozenset[Role]) -> bool:
    """Whoever raised it, and officers who answer such things, but not the one whose word it is about."""
    answers = not roles.isdisjoint(ANSWERS_DISPUTES) and not is_concerned(dispute, member)
    return dispute.member_id == member.pk or answers


def can_answer_dispute(dispute: Dispute, member: Member, roles: frozenset[Role]) -> bool:
    """An officer whom it does not concern, while it waits."""
    return dispute.is_open and not roles.isdisjoint(ANSWERS_DISPUTES) and not is_concerned(dispute, member)


def can_withdraw_dispute(dispute: Dispute, member: Member) -> bool:
    """Whoever raised it, while it waits."""
    return dispute.is_open and dispute.member_id == member.pk
