"""Terms of office."""

from datetime import date

from django.db import IntegrityError, transaction

from chapters.refusals import sentence_of
from members.models import Member, Office
from members.refusals import AlreadyInOffice, SeatTaken, TermEnded, TermOutsideStay
from members.states import OfficeName


def appoint(*, member: Member, office: OfficeName, from_day: date) -> Office:
    """Give a member an office from a day on.

    Raises TermOutsideStay where they are no member on that day, AlreadyInOffice where they hold the office on it or
    after, SeatTaken where the same term is there already.
    """
    if not member.stays.current_on(from_day).exists():
        raise TermOutsideStay
    if member.offices.lasting_beyond(from_day).filter(office=office).exists():
        raise AlreadyInOffice
    try:
        with transaction.atomic():
            return Office.objects.create(chapter=member.chapter, member=member, office=office, from_day=from_day)
    except IntegrityError as error:
        raise SeatTaken(sentence_of(error)) from error


def end_term(*, term: Office, to_day: date) -> None:
    """Write down the first day no longer in office. Raises TermEnded where it has ended, or not begun by then."""
    still = Office.objects.in_chapter(term.chapter).filter(pk=term.pk, to_day__isnull=True, from_day__lt=to_day)
    if not still.update(to_day=to_day):
        raise TermEnded
