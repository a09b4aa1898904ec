"""Who gives and receives, and where they are told things."""

from datetime import datetime

from chapters.models import Chapter
from members.models import Member, Stay
from notices.values import Recipient


class NotAMember(Exception):
    """Only current members give and receive."""


def address_of(member: Member) -> Recipient:
    """Where a member is told things."""
    return Recipient(email=member.email, user_id=member.user_id)


def refuse_strangers(chapter: Chapter, at: datetime, *people: Member) -> None:
    """Raise NotAMember, which undoes what was handed in, unless all of them are members today.

    Asked of what is new alone: a phone's late repeat is answered as the first was, whoever has left since.
    """
    keys = {person.pk for person in people}
    current = Stay.objects.in_chapter(chapter).current_on(chapter.today(at)).filter(member__in=keys)
    if current.count() != len(keys):
        raise NotAMember
