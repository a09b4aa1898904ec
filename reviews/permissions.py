"""Who sees what of a seat review (spec/standing.md, "Who sees it"): asked alike by pages and tests."""

from chapters.access import Role
from members.models import Member
from standing.models import Flag
from standing.permissions import COMMITTEE

OPENS_FLAG = (*COMMITTEE, Role.SECRETARY)


def is_begun(flag: Flag) -> bool:
    """Whether something was said to the member: from then on they see it."""
    return flag.told_at is not None or bool(flag.answer)


def is_about(flag: Flag, member: Member) -> bool:
    """Whether the flag is on this member's seat: then no office of theirs counts."""
    return flag.member_id == member.pk


def sees_case(flag: Flag, member: Member, roles: frozenset[Role]) -> bool:
    """Read the conversation, plan, checks and decisions: the committee; the member, from the first message on."""
    if is_about(flag, member):
        return is_begun(flag)
    return not roles.isdisjoint(COMMITTEE)


def sees_flag(flag: Flag, member: Member, roles: frozenset[Role]) -> bool:
    """Read that the seat is flagged and why, and what came of it: whoever sees the chapter's standing besides."""
    return sees_case(flag, member, roles) or (not is_about(flag, member) and not roles.isdisjoint(OPENS_FLAG))
