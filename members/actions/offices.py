"""Terms of office."""

import logging
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Q

from chapters.models import Chapter
from chapters.refusals import sentence_of
from members.models import Member, Office
from members.obstacles import against_term
from members.refusals import (
    AlreadyInOffice,
    LastPresident,
    NotTheirsToSet,
    SeatTaken,
    TermEnded,
    TermOutsideStay,
)
from members.states import OfficeName

logger = logging.getLogger(__name__)


def hold_offices(chapter: Chapter) -> None:
    """Keep a chapter's offices as they are until the transaction ends: whoever changes one waits.

    Taken before any other lock by what is judged on roles as they are at commit, and by whatever changes them.
    """
    list(Chapter.objects.select_for_update(no_key=True).filter(pk=chapter.pk).values("pk"))


@transaction.atomic
def appoint(*, member: Member, office: OfficeName, from_day: date, by: Member | None = None) -> Office:
    """Give a member an office from a day on; without `by`, on founding or moving in.

    Raises TermOutsideStay where they are no member on that day, AlreadyInOffice where they hold the office on it or
    after, SeatTaken where the same term is there already, NotTheirsToSet where it is for others to give.
    """
    hold_offices(member.chapter)
    _see_that_it_is_theirs(by, office)
    if not member.stays.current_on(from_day).exists():
        raise TermOutsideStay
    if member.offices.lasting_beyond(from_day).filter(office=office).exists():
        raise AlreadyInOffice
    try:
        with transaction.atomic():
            return Office.objects.create(chapter=member.chapter, member=member, office=office, from_day=from_day)
    except IntegrityError as error:
        raise SeatTaken(sentence_of(error)) from error


@transaction.atomic
def end_term(*, term: Office, to_day: date, by: Member | None = None) -> None:
    """Write down the first day no longer in office. Everybody may step down.

    Raises TermEnded where it has ended, or not begun by then, LastPresident where nobody is president from then on,
    NotTheirsToSet where it is for others to end.
    """
    hold_offices(term.chapter)
    if by is not None and by.pk != term.member_id:
        _see_that_it_is_theirs(by, OfficeName(term.office))
    still = Office.objects.in_chapter(term.chapter).filter(pk=term.pk, to_day__isnull=True, from_day__lt=to_day)
    if not still.exists():
        raise TermEnded
    if term.office == OfficeName.PRESIDENT:
        _keep_a_president(term.chapter, ending=Q(pk=term.pk), on=to_day)
    if not still.update(to_day=to_day):
        raise TermEnded


def keep_a_president_without(member: Member, *, on: date) -> None:
    """See that a chapter keeps a president when a member's terms end on a day. Raises LastPresident."""
    hold_offices(member.chapter)
    theirs = Q(member=member)
    terms = Office.objects.in_chapter(member.chapter_id).filter(theirs, office=OfficeName.PRESIDENT)
    if terms.lasting_beyond(on).exists():
        _keep_a_president(member.chapter, ending=theirs, on=on)


def _see_that_it_is_theirs(by: Member | None, office: OfficeName) -> None:
    """Raises NotTheirsToSet, and logs it (F37)."""
    against = against_term(by, office) if by is not None else ""
    if by is not None and against:
        logger.warning("Refused: a term of %s, chapter %s, by member %s.", office, by.chapter_id, by.pk)
        raise NotTheirsToSet(against)


def _keep_a_president(chapter: Chapter, *, ending: Q, on: date) -> None:
    """Somebody else's term as president holds the day and has no end yet."""
    presidents = Office.objects.in_chapter(chapter).filter(office=OfficeName.PRESIDENT, to_day__isnull=True)
    if not presidents.filter(from_day__lte=on).exclude(ending).exists():
        raise LastPresident
