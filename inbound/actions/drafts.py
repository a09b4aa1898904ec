"""What becomes of drafts: shared with the chapter, as they are or put right, or thrown away."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from chapters.fields import LONGEST
from chapters.models import Chapter
from inbound.models import Draft, MailMoved
from inbound.states import DraftState
from members.models import Member
from referrals.actions.passing import share_lead
from referrals.forms.slips import without_contact
from referrals.models import Slip
from referrals.values import Lead, Sending


def fault_of(need: str) -> str:
    """Why this text cannot be a lead as it is, in a sentence; empty where it can."""
    if len(need) > LONGEST:
        return _("It is too long for one lead.")
    try:
        without_contact(need)
    except ValidationError as error:
        return str(error.messages[0])
    return ""


@transaction.atomic
def share_draft(*, chapter: Chapter, draft: Draft, lead: Lead, by: Member, at: datetime) -> Slip:
    """Share one, as its author put it right; it counts from when the mail came (F07).

    Raises MailMoved where it waits no more, NotAMember where its author has left.
    """
    sending = Sending(draft.uuid, draft.message.received_at)
    draft.end(DraftState.SHARED, at)
    slip = share_lead(chapter=chapter, lead=lead, sending=sending, by=by, at=at)
    Draft.objects.in_chapter(chapter).filter(pk=draft.pk).update(slip=slip)
    return slip


@transaction.atomic
def share_drafts(*, chapter: Chapter, drafts: Iterable[Draft], by: Member, at: datetime) -> int:
    """Share all that can be shared as they are; answers how many were. What somebody shared meanwhile is shared."""
    shared = 0
    for draft in drafts:
        if draft.state != DraftState.WAITING or fault_of(draft.need):
            continue
        try:
            share_draft(chapter=chapter, draft=draft, lead=Lead(need=draft.need), by=by, at=at)
            shared += 1
        except MailMoved:
            continue
    return shared


@transaction.atomic
def discard_drafts(*, drafts: Iterable[Draft], at: datetime) -> int:
    """Throw away those that still wait; answers how many."""
    discarded = 0
    for draft in drafts:
        try:
            draft.end(DraftState.DISCARDED, at)
            discarded += 1
        except MailMoved:
            continue
    return discarded
