"""Who is told of what in a seat review: that there is something to read, never what."""

from datetime import datetime

from notices.actions import tell
from notices.values import Recipient
from reviews.actions.cases import Case


def tell_member(case: Case, kind: str, about: str, *, at: datetime) -> None:
    """The member it is about; once a reason."""
    member = case.flag.member
    to = Recipient(member.email, member.user_id)
    tell(chapter=case.flag.chapter, kind=kind, about=about, to=to, at=at, subject=case.flag.pk)


def tell_committee(case: Case, kind: str, about: str, *, at: datetime) -> None:
    """Everybody of the committee but whoever acts and those who stepped aside."""
    for one in case.committee.seated:
        if not one.recused and one.pk != case.by.pk:
            to, flag = one.recipient, case.flag
            tell(chapter=flag.chapter, kind=kind, about=about, to=to, at=at, subject=flag.pk)
