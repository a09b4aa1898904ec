"""People and their place in a chapter, a file a subject."""

from members.models.contract import Acceptance, ContractVersion
from members.models.people import Invitation, Leave, Member, Office, Partnership, Profile, Side, Stay

__all__ = [
    "Acceptance",
    "ContractVersion",
    "Invitation",
    "Leave",
    "Member",
    "Office",
    "Partnership",
    "Profile",
    "Side",
    "Stay",
]
