"""A member's own little black book."""

from datetime import datetime

from django.db import transaction

from chapters.models import Chapter
from members.models import Member
from members.refusals import Refusal
from referrals.actions.people import refuse_strangers
from referrals.actions.prospects import refuse_objected
from referrals.models import TrustedPerson
from referrals.values import Sending, digest_of


class NotInBook(Refusal):
    """Taken out meanwhile."""


@transaction.atomic
def keep(*, chapter: Chapter, owner: Member, details: dict[str, str], sending: Sending, at: datetime) -> TrustedPerson:
    """Write somebody down. The same sending again is the same entry.

    Raises AnotherBody, NotAMember, ProspectObjected.
    """
    kept: TrustedPerson = TrustedPerson(
        chapter=chapter, uuid=sending.uuid, digest=digest_of("trusted", owner.pk, details), owner=owner, **details
    ).hand_in()
    if not kept.is_repeat:
        refuse_strangers(chapter, at, owner)
        refuse_objected(chapter=chapter, phone=kept.phone, email=kept.email)
    return kept


def change(*, person: TrustedPerson, owner: Member, details: dict[str, str]) -> None:
    """Write somebody down anew. Raises NotInBook, ProspectObjected."""
    refuse_objected(chapter=person.chapter, phone=details["phone"], email=details["email"])
    mine = TrustedPerson.objects.in_chapter(owner.chapter_id).kept_by(owner).filter(pk=person.pk)
    if not mine.update(**details):
        raise NotInBook


def forget(*, person: TrustedPerson, owner: Member) -> None:
    """Take somebody out. Once more changes nothing."""
    TrustedPerson.objects.in_chapter(owner.chapter_id).kept_by(owner).filter(pk=person.pk).delete()
