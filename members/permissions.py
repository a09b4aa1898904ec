"""Who may do what with people and their place: small questions that views, templates and tests ask alike."""

from collections.abc import Set as AbstractSet

from chapters.access import Role
from members.models import Member, Partnership
from members.states import PartnershipState

INVITING = (Role.PRESIDENT, Role.VICE_PRESIDENT, Role.SECRETARY)
LOOKS_AFTER_VISITORS = (*INVITING, Role.VISITOR_HOST)
OFFICERS = frozenset(Role) - {Role.MEMBER, Role.COMMITTEE, Role.NETWORK_ADMIN}


def can_see_past_members(roles: AbstractSet[str]) -> bool:
    """Look up who was here before: an officer."""
    return not roles.isdisjoint(OFFICERS)


def is_one_of_the_two(member: Member, partnership: Partnership) -> bool:
    """Its proposer or its partner; nobody else reads what the two agreed."""
    return member.pk in {partnership.proposer_id, partnership.partner_id}


def can_answer(member: Member, partnership: Partnership) -> bool:
    """Accept or decline: whoever was asked, until they have answered."""
    return partnership.partner_id == member.pk and partnership.state == PartnershipState.PROPOSED


def can_take_back(member: Member, partnership: Partnership) -> bool:
    """Unsay a proposal: its proposer, until it is answered."""
    return partnership.proposer_id == member.pk and partnership.state == PartnershipState.PROPOSED


def can_end(member: Member, partnership: Partnership) -> bool:
    """Part ways: either of the two, while it stands."""
    return is_one_of_the_two(member, partnership) and partnership.state == PartnershipState.ACCEPTED
