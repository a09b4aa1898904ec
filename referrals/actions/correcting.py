"""Putting right what a slip says."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from chapters.models import Chapter
from notices.actions import tell
from referrals.actions.people import address_of
from referrals.actions.prospects import refuse_objected
from referrals.models import LeadTaking, Slip
from referrals.states import Kind


@transaction.atomic
def correct_slip(*, chapter: Chapter, slip: Slip, words: Mapping[str, Any], at: datetime) -> None:
    """Its giver puts its words right, while it is open; its receiver, or who is on the lead, is told.

    Raises SlipMoved, ProspectObjected. The same words change nothing, and nobody is told.
    """
    changed = {name: value for name, value in words.items() if getattr(slip, name) != value}
    if not changed:
        return
    phone, email = changed.get("prospect_phone", ""), changed.get("prospect_email", "")
    refuse_objected(chapter=chapter, phone=phone, email=email)
    slip.correct(**changed)
    if slip.kind == Kind.LEAD:
        takings = LeadTaking.objects.in_chapter(chapter).now().filter(lead=slip).select_related("member")
        readers = [taking.member for taking in takings]
    else:
        readers = [slip.receiver]
    for reader in readers:
        about = f"slip {slip.uuid} {at.isoformat()}"
        tell(chapter=chapter, kind="slip_corrected", about=about, to=address_of(reader), at=at, subject=slip.pk)
