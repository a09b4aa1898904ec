"""Mail of the demo: a member's leads that wait for one tap, and a mail nobody can be sure of."""

import uuid
from datetime import datetime, timedelta

from chapters.models import Chapter
from inbound.actions.own_address import give_addresses
from inbound.models import Draft, InboundMessage
from inbound.states import Reason, State
from members.models import Member
from notices.values import mailbox

WHO = "ben.whitlock@riverside.example"
DRAFTS = (
    "The bakery on Mill Lane wants a new shop front before Easter.",
    "Oak School asks around for a fence; the bursar is on 020 7946 0123.",
    "My neighbour would like her garden wall mended.",
)
UNSURE = "The rowing club needs somebody for its books."
FOR_DRAFTS = uuid.UUID("2f6a1f0e-6b2b-5d0e-8d55-0f4c9a1d7e21")


def arrive(chapter: Chapter, at: datetime) -> None:
    """Everybody's address; and where the member is of this chapter, their two mails of this morning."""
    give_addresses(chapter=chapter, at=at)
    member = Member.objects.in_chapter(chapter).filter(email=WHO).first()
    if member is None:
        return
    leads = _mail(member, "Leads for Tuesday", at - timedelta(hours=3), state=State.DRAFTS, proved=True)
    Draft.objects.bulk_create(
        Draft(chapter=chapter, message=leads, number=number, uuid=uuid.uuid5(FOR_DRAFTS, need), need=need)
        for number, need in enumerate(DRAFTS)
    )
    came = at - timedelta(hours=1)
    _mail(member, "One more", came, state=State.QUARANTINED, reason=Reason.UNPROVED, items=[UNSURE])


def _mail(member: Member, subject: str, came: datetime, **how_it_ended: object) -> InboundMessage:
    mail: InboundMessage = InboundMessage.objects.create(
        chapter=member.chapter,
        digest=uuid.uuid5(FOR_DRAFTS, subject).hex,
        received_at=came,
        return_path=member.email,
        recipient=mailbox(member.chapter.slug),
        raw=b"",
        size=1024,
        try_at=came,
        tries=1,
        settled_at=came,
        member=member,
        subject=subject,
        **how_it_ended,
    )
    return mail
