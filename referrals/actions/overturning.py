"""A mark of no use that an officer found was not right."""

from datetime import datetime

from django.db import transaction

from chapters.models import Chapter
from notices.actions import tell
from referrals.actions.people import address_of
from referrals.actions.reporting import take_back
from referrals.models import Progress, Slip
from referrals.states import Stage


@transaction.atomic
def overturn_bad(*, chapter: Chapter, slip: Slip, at: datetime) -> None:
    """The slip counts as if it had never been marked (spec/standing.md, rule 2); whoever marked it is told.

    The trail keeps the mark. Nothing where the mark was taken back already. Raises SlipMoved.
    """
    if slip.bad_at is None:
        return
    reports = Progress.objects.in_chapter(chapter).filter(slip=slip, stage=Stage.BAD).select_related("reported_by")
    report = reports.order_by("-at", "-pk").first()
    if report is None:
        slip.go_back_to(Stage.PASSED)
        return
    reader, about = report.reported_by, f"slip {slip.uuid} {slip.bad_at.isoformat()}"
    take_back(slip=slip, report=report)
    if reader is not None:
        tell(chapter=chapter, kind="bad_overturned", about=about, to=address_of(reader), at=at, subject=slip.pk)
