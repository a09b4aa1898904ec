"""What the chapter knows of a person, put right."""

from datetime import datetime

from django.db import transaction

from members.models import Member
from notices.actions import write_to_instead


@transaction.atomic
def correct_details(*, member: Member, name: str, email: str, company: str, phone: str, at: datetime) -> None:
    """Correct the details; what waits to be told, and what they want no mail about, goes along to a new address.

    Raises SeatTaken where the address is another member's.
    """
    before = member.email
    member.correct(name=name, email=email, company=company, phone=phone)
    write_to_instead(chapter=member.chapter, old=before, new=member.email, user_id=member.user_id, at=at)
