"""Shorthand of the tests about presentations: it is Wednesday 4 March 2026, and the chapter meets on Tuesdays."""

from datetime import UTC, date, datetime, timedelta

from chapters.scope import chapter_scope
from meetings.models import Presentation
from notices.kinds import find
from notices.models import Notice

NOW = datetime(2026, 3, 4, 9, tzinfo=UTC)
DAYS = [date(2026, 3, 10) + timedelta(weeks=n) for n in range(12)]
NEXT = DAYS[0]


def rota(chapter):
    """Who presents, by day, oldest first."""
    rows = Presentation.objects.in_chapter(chapter).order_by("date").values_list("date", "member__name")
    return dict(rows)


def row_of(chapter, day=NEXT):
    return Presentation.objects.in_chapter(chapter).select_related("member", "chapter").get(date=day)


def given(chapter, member, day=NEXT, **words):
    return Presentation.objects.create(chapter=chapter, member=member, date=day, **words)


def told(chapter, kind):
    """Notices of a kind that would be sent now: their addresses."""
    rows = Notice.objects.in_chapter(chapter).filter(kind=kind).order_by("pk")
    return [row.email for row in rows if not find(kind).kind.still_due(row, NOW)]


def mails(chapter, kind):
    rows = Notice.objects.in_chapter(chapter).filter(kind=kind).order_by("pk")
    return [find(kind).kind.render(row) for row in rows]


def scoped(chapter):
    return chapter_scope(chapter.pk)
