"""One chapter's snapshots through time: as its week closes, when it moves in, and after a late change.

The chapter must be in scope. Everything may be done twice, or late, and comes to the same (spec/standing.md,
"Snapshots").
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import connection

from chapters.models import Chapter
from chapters.values import Week, first_instant
from standing.models import Snapshot
from standing.snapshots import conclude, store
from standing.terms import Terms, rules_in_force, terms_of

SOON = timedelta(minutes=10)
WEEKS_FILLED_IN = 26

TAKE = """
WITH taken AS (DELETE FROM standing_latechange WHERE chapter_id = %s RETURNING since)
SELECT greatest(min(since), date '0001-01-01') FROM taken"""
"""A day before the year one, as of a stay that began with it, is none that Python knows."""


def close_week(chapter: Chapter, *, at: datetime) -> None:
    """Store this week's Monday, and those before it that were missed; a chapter without any is filled in."""
    monday = chapter.week(at).monday
    latest = Snapshot.objects.in_chapter(chapter).order_by("-monday").values_list("monday", flat=True).first()
    if latest is None:
        fill_in(chapter, at=at)
        return
    _store(chapter, _mondays(latest, monday))
    conclude([_terms(chapter, monday)], at=at)


def fill_in(chapter: Chapter, *, at: datetime) -> None:
    """Store a chapter's last 26 weeks as it moves in; these raise no flags. What is there is brought up to date."""
    monday = chapter.week(at).monday
    _store(chapter, _mondays(monday - timedelta(weeks=WEEKS_FILLED_IN), monday), filled_in=True)
    conclude([_terms(chapter, monday)], at=at)


def bring_up_to_date(chapter: Chapter, *, at: datetime) -> None:
    """Compute again the stored Mondays that facts changed since then count for."""
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [chapter.pk])
        (since,) = cursor.fetchone()
    if since is None:
        return
    stored = Snapshot.objects.in_chapter(chapter).filter(monday__gt=since).order_by("monday", "filled_in")
    mondays = dict(stored.values_list("monday", "filled_in").distinct())
    for monday, filled_in in mondays.items():
        store([_terms(chapter, monday)], filled_in=filled_in)
    latest = Snapshot.objects.in_chapter(chapter).order_by("-monday").values_list("monday", flat=True).first()
    if latest is not None:
        conclude([_terms(chapter, latest)], at=at)


def next_close(chapter: Chapter, *, at: datetime) -> datetime:
    """Soon after the chapter's next Monday begins in its own zone."""
    return first_instant(chapter.week(at).end, chapter.zone) + SOON


def _terms(chapter: Chapter, monday: date) -> Terms:
    return terms_of(chapter, as_of=monday, rules=rules_in_force(chapter, monday))


def _mondays(after: date, until: date) -> Iterable[date]:
    week = Week(after).plus(1)
    while week.monday <= until:
        yield week.monday
        week = week.plus(1)


def _store(chapter: Chapter, mondays: Iterable[date], *, filled_in: bool = False) -> None:
    for monday in mondays:
        store([_terms(chapter, monday)], filled_in=filled_in)
