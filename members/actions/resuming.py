"""A stay that was ended, and is not after all."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from chapters.models import Seat
from chapters.refusals import sentence_of
from chapters.states import SeatStatus
from members.models import Member, Stay
from members.refusals import AlreadyGone, SeatTaken


@transaction.atomic
def resume_stay(*, stay: Stay, left_on: date, at: datetime) -> None:
    """Take back a stay's first day out: its seat is held again. Offices that ended with it stay ended.

    Raises AlreadyGone where the stay does not end on that day any more, SeatTaken where the seat is somebody else's
    from then on.
    """
    chapter = stay.chapter
    list(Member.objects.in_chapter(chapter).select_for_update(no_key=True).filter(pk=stay.member_id).values("pk"))
    list(Seat.objects.in_chapter(chapter).select_for_update(no_key=True).filter(pk=stay.seat_id).values("pk"))
    try:
        with transaction.atomic():
            if not Stay.objects.in_chapter(chapter).filter(pk=stay.pk, left_on=left_on).update(left_on=None):
                raise AlreadyGone
    except IntegrityError as error:
        raise SeatTaken(sentence_of(error)) from error
    stay.left_on = None
    Seat.objects.in_chapter(chapter).filter(pk=stay.seat_id).update(status=SeatStatus.HELD)
