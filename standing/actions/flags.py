"""What people do about a seat: flag it, close the flag. It opens a conversation (`reviews`); it never removes anyone.

Who may is in `standing.permissions`; views ask there. Automatic flags are raised in `standing.snapshots`.
"""

import logging
from datetime import datetime

from django.db import IntegrityError, transaction

from chapters.refusals import constraint_of
from members.models import Member, Stay
from standing.models import Flag
from standing.refusals import (
    FlagClosed,
    FlaggedByNobody,
    FlagRefused,
    NoSeatToFlag,
    OwnFlag,
    ReasonMissing,
    SeatFlaggedAlready,
)

logger = logging.getLogger(__name__)

ONE_OPEN = "standing_flag_one_open"


def flag_seat(*, member: Member, by: Member | None, at: datetime, reason: str) -> Flag:
    """Flag the seat a member holds today; what is refused is logged, without the reason (F37).

    Nobody flags their own, and learns of no flag that way. Raises FlaggedByNobody, OwnFlag, NoSeatToFlag,
    SeatFlaggedAlready, ReasonMissing.
    """
    try:
        return _flag(member, by, at, reason)
    except FlagRefused as refusal:
        whom = by.pk if by else "nobody"
        refused = (member.pk, member.chapter_id, whom, type(refusal).__name__)
        logger.warning("Refused: a flag on the seat of member %s, chapter %s, by member %s: %s.", *refused)
        raise


def _flag(member: Member, by: Member | None, at: datetime, reason: str) -> Flag:
    if by is None:
        raise FlaggedByNobody
    if member.pk == by.pk:
        raise OwnFlag
    if not reason.strip():
        raise ReasonMissing
    chapter = member.chapter
    stay = Stay.objects.in_chapter(chapter).current_on(chapter.today(at)).filter(member=member).first()
    if stay is None:
        raise NoSeatToFlag
    try:
        with transaction.atomic():
            flag: Flag = Flag.objects.create(
                chapter=chapter, seat_id=stay.seat_id, member=member, opened_at=at, opened_by=by, reason=reason.strip()
            )
    except IntegrityError as error:
        if constraint_of(error) == ONE_OPEN:
            raise SeatFlaggedAlready from error
        raise
    return flag


@transaction.atomic
def close_flag(*, flag: Flag, by: Member, at: datetime, reason: str) -> None:
    """Close it, with what came of it. Snapshots count towards another flag from the next Monday on.

    Nobody closes the flag on their own seat. Raises FlagClosed, OwnFlag, ReasonMissing.
    """
    if not reason.strip():
        raise ReasonMissing
    if flag.member_id == by.pk:
        raise OwnFlag
    at = max(at, flag.opened_at)  # a clock may step back
    opened = Flag.objects.in_chapter(flag.chapter_id).filter(pk=flag.pk, closed_at__isnull=True)
    if not opened.update(closed_at=at, closed_by=by, closing_reason=reason.strip()):
        raise FlagClosed
    flag.closed_at, flag.closed_by, flag.closing_reason = at, by, reason.strip()
