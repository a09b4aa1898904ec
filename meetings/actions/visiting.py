"""Visitors: put on the list of a day, and what became of them."""

from datetime import date, datetime

from django.db import transaction

from chapters.models import Chapter
from meetings.models import Visit
from meetings.refusals import NoMeeting
from meetings.rhythm import meeting_on
from meetings.states import Outcome
from members.models import Member


@transaction.atomic
def add_visit(
    *, chapter: Chapter, day: date, name: str, email: str, category: str, invited_by: Member | None, at: datetime
) -> Visit:
    """Put a visitor on the day's list; the same one twice is one. Raises NoMeeting."""
    if meeting_on(chapter, day) is None:
        raise NoMeeting
    visit: Visit
    visit, _made = Visit.objects.in_chapter(chapter).get_or_create(
        date=day,
        name=name,
        email=email.strip().lower(),
        defaults={"chapter": chapter, "category": category, "invited_by": invited_by},
    )
    return visit


def settle_visit(*, visit: Visit, outcome: Outcome | None) -> None:
    """Say whether a visitor came; None takes it back. Whoever applied or joined since stays so."""
    settled = Visit.objects.in_chapter(visit.chapter_id).filter(pk=visit.pk)
    settled.exclude(outcome__in=(Outcome.APPLIED, Outcome.JOINED)).update(outcome=outcome or "")
