"""An officer writes down that somebody leaves: by name, with a reason, and never around what is decided elsewhere."""

import logging
from collections.abc import Collection, Sequence
from datetime import date, datetime

import pghistory
from django.db import transaction

from chapters.models import Chapter
from members.actions.offices import hold_offices
from members.actions.stays import end_stay
from members.models import Member, Office, Stay
from members.obstacles import against_ending
from members.refusals import Refusal, StaysMember
from members.states import OfficeName
from notices.actions import tell
from notices.values import Recipient

logger = logging.getLogger(__name__)
STAY_ENDED, LEAVING_NOTED = "stay_ended", "leaving_noted"
WISH, WORD = "wish", "word"
"""How a stay ends, in what a notice is about: `<the stay>:<first day out>:<who wrote it>:<one of these>:<when>`."""


def write_down_leaving(
    *, stay: Stay, left_on: date, by: Member | None, at: datetime, reason: str = "", own_wish: bool = False
) -> None:
    """End a stay on a day. Everybody may leave; of somebody else's an officer says why, kept in the stay's trail.

    With `own_wish` the officer says that the member themselves asked for it: then nothing else is against it. The
    member hears at once what was written down, and so do the president and vice president. What is refused is logged,
    without the reason (F37). Raises StaysMember, and what `end_stay` raises.
    """
    try:
        with (
            transaction.atomic(),
            pghistory.context(ended_by=by.pk if by else None, reason=reason.strip(), own_wish=own_wish),
        ):
            hold_offices(stay.chapter)
            _see_that_it_may_end(stay, by, reason, own_wish=own_wish)
            end_stay(stay=stay, left_on=left_on, at=at)
            if by is not None and by.pk != stay.member_id:
                _tell(stay, by, own_wish=own_wish, at=at)
    except Refusal as refusal:
        whom = by.pk if by else "nobody"
        refused = (stay.pk, stay.chapter_id, whom, type(refusal).__name__)
        logger.warning("Refused: the end of stay %s, chapter %s, by member %s: %s.", *refused)
        raise


def leaders(chapter: Chapter, *, but: Collection[int], at: datetime) -> list[Member]:
    """The president, then the vice president, of today; without those whose keys are named. One statement."""
    return _holders(chapter, (OfficeName.PRESIDENT, OfficeName.VICE_PRESIDENT), but=but, at=at)


def whom_to_tell(chapter: Chapter, *, but: Collection[int], at: datetime) -> Member | None:
    """Who of today sees to what is not so: those first who can put it right, the president and the secretary.

    None where all of them are among those whose keys are named. One statement.
    """
    offices = (OfficeName.PRESIDENT, OfficeName.SECRETARY, OfficeName.VICE_PRESIDENT)
    return next(iter(_holders(chapter, offices, but=but, at=at)), None)


def _holders(chapter: Chapter, offices: Sequence[OfficeName], *, but: Collection[int], at: datetime) -> list[Member]:
    """Everybody once, in the order of the offices."""
    held = Office.objects.in_chapter(chapter).held_on(chapter.today(at)).exclude(member__in=list(but))
    terms = held.filter(office__in=offices).select_related("member").order_by("pk")
    ordered = sorted(terms, key=lambda term: offices.index(OfficeName(term.office)))
    return list(dict.fromkeys(term.member for term in ordered))


def _tell(stay: Stay, by: Member, *, own_wish: bool, at: datetime) -> None:
    about = f"{stay.pk}:{stay.left_on}:{by.pk}:{WISH if own_wish else WORD}:{int(at.timestamp())}"
    told = {LEAVING_NOTED: leaders(stay.chapter, but=(stay.member_id, by.pk), at=at), STAY_ENDED: [stay.member]}
    for kind, people in told.items():
        for one in people:
            to = Recipient(one.email, one.user_id)
            tell(chapter=stay.chapter, kind=kind, about=about, to=to, at=at, subject=stay.pk)


def _see_that_it_may_end(stay: Stay, by: Member | None, reason: str, *, own_wish: bool) -> None:
    if by is not None and by.pk == stay.member_id:
        return
    if by is None or not reason.strip():
        raise StaysMember
    against = "" if own_wish else against_ending(stay)
    if against:
        raise StaysMember(against)
