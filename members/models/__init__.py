"""People and their place in a chapter, a file a subject."""

from members.models.contract import Acceptance, ContractVersion
from members.models.leaving import ExitAnswer
from members.models.people import Invitation, Leave, Member, Office, Partnership, Profile, Side, Stay
from members.models.waiting import Heard, Hearing, Waiting

__all__ = [
    "Acceptance",
    "ContractVersion",
    "ExitAnswer",
    "Heard",
    "Hearing",
    "Invitation",
    "Leave",
    "Member",
    "Office",
    "Partnership",
    "Profile",
    "Side",
    "Stay",
    "Waiting",
]
