"""An officer writes down that somebody leaves: by name, with a reason, and never around what is decided elsewhere."""

import logging
from datetime import date, datetime

import pghistory
from django.db import transaction

from members.actions.offices import hold_offices
from members.actions.stays import end_stay
from members.models import Member, Stay
from members.obstacles import against_ending
from members.refusals import Refusal, StaysMember

logger = logging.getLogger(__name__)


def write_down_leaving(
    *, stay: Stay, left_on: date, by: Member | None, at: datetime, reason: str = "", own_wish: bool = False
) -> None:
    """End a stay on a day. Everybody may leave; of somebody else's an officer says why, kept in the stay's trail.

    With `own_wish` the officer says that the member themselves asked for it: then nothing else is against it. What is
    refused is logged, without the reason (F37). Raises StaysMember, and what `end_stay` raises.
    """
    try:
        with (
            transaction.atomic(),
            pghistory.context(ended_by=by.pk if by else None, reason=reason.strip(), own_wish=own_wish),
        ):
            hold_offices(stay.chapter)
            _see_that_it_may_end(stay, by, reason, own_wish=own_wish)
            end_stay(stay=stay, left_on=left_on, at=at)
    except Refusal as refusal:
        whom = by.pk if by else "nobody"
        refused = (stay.pk, stay.chapter_id, whom, type(refusal).__name__)
        logger.warning("Refused: the end of stay %s, chapter %s, by member %s: %s.", *refused)
        raise


def _see_that_it_may_end(stay: Stay, by: Member | None, reason: str, *, own_wish: bool) -> None:
    if by is not None and by.pk == stay.member_id:
        return
    if by is None or not reason.strip():
        raise StaysMember
    against = "" if own_wish else against_ending(stay)
    if against:
        raise StaysMember(against)
