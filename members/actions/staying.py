"""An officer puts right that somebody leaves: they stay after all. By name, and never around what was decided."""

import logging
from datetime import date, datetime, timedelta

import pghistory
from django.db import transaction
from django.utils.translation import gettext as _

from members.actions.departing import leaders
from members.actions.offices import hold_offices
from members.actions.resuming import resume_stay
from members.models import Member, Stay
from members.obstacles import against_resuming
from members.refusals import AlreadyGone, GoneOtherwise, OwnStay, Refusal
from notices.actions import tell
from notices.values import Recipient

logger = logging.getLogger(__name__)
STAY_RESUMED = "stay_resumed"
TWO_WEEKS = timedelta(days=14)


def put_right_until(left_on: date) -> date:
    """The last day to put the end of a stay right; afterwards whoever comes back is given a seat anew."""
    return left_on + TWO_WEEKS


def write_down_staying(*, stay: Stay, left_on: date, by: Member, at: datetime) -> None:
    """Take back the first day out that was read; the member hears, and so do the president and vice president.

    Once more changes nothing. What is refused is logged (F37). Raises OwnStay, AlreadyGone where it is too late,
    GoneOtherwise where it ends on another day by now or what is decided elsewhere is against it, SeatTaken.
    """
    try:
        with transaction.atomic(), pghistory.context(resumed_by=by.pk):
            hold_offices(stay.chapter)
            stay.refresh_from_db(fields=["left_on"])
            if stay.left_on is None:
                return
            _see_that_it_may_go_on(stay, left_on, by, at)
            resume_stay(stay=stay, left_on=left_on, at=at)
            _tell(stay, left_on, by, at)
    except Refusal as refusal:
        refused = (stay.pk, stay.chapter_id, by.pk, type(refusal).__name__)
        logger.warning("Refused: that stay %s, chapter %s, goes on, by member %s: %s.", *refused)
        raise


def _see_that_it_may_go_on(stay: Stay, left_on: date, by: Member, at: datetime) -> None:
    if by.pk == stay.member_id:
        raise OwnStay
    if stay.left_on != left_on:
        raise GoneOtherwise
    against = against_resuming(stay)
    if against:
        raise GoneOtherwise(against)
    if stay.chapter.today(at) > put_right_until(left_on):
        raise AlreadyGone(_("They left more than two weeks ago. If they come back, give them a seat anew."))


def _tell(stay: Stay, left_on: date, by: Member, at: datetime) -> None:
    about = f"{stay.pk}:{left_on}:{by.pk}:{int(at.timestamp())}"
    for one in (stay.member, *leaders(stay.chapter, but=(stay.member_id, by.pk), at=at)):
        to = Recipient(one.email, one.user_id)
        tell(chapter=stay.chapter, kind=STAY_RESUMED, about=about, to=to, at=at, subject=stay.pk)
