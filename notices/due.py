"""What is due where: apps register how to do a kind of work, and every chapter gets its turn, alone.

    @handler("snapshots")
    def take_snapshots(chapter: Chapter, due_at: datetime, at: datetime) -> datetime:
        ...
        return the_next_monday  # when it is next due in this chapter

A handler runs in its chapter's scope and one transaction, at or after `due_at`; it may run again for the same
`due_at` (after a crash, or planned twice) and must then change nothing. Every chapter gets a first turn at once.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Count, Min, Q

from chapters import clock
from chapters.models import Chapter
from chapters.scope import chapter_scope
from notices.models import Due
from notices.pace import MOST_TRIES, minutes, work_again

logger = logging.getLogger(__name__)

Handler = Callable[[Chapter, datetime, datetime], datetime | None]
_handlers: dict[str, Handler] = {}

MOST_AT_ONCE = 5000
AFRESH_MINUTES = 24 * 60.0
"""Parked work begins afresh after so long, beside what an operator can look at."""

BEGIN_MISSING = """
INSERT INTO notices_due (chapter_id, kind, due_at, try_at, tries, reason)
SELECT chapter.id, work.kind, %(at)s, %(at)s, 0, ''
FROM chapters_chapter chapter CROSS JOIN unnest(%(kinds)s) work(kind)
WHERE NOT EXISTS (
    SELECT FROM notices_due due
    WHERE due.chapter_id = chapter.id AND due.kind = work.kind
    AND (due.parked_at IS NULL OR due.parked_at > %(afresh)s)
)
ON CONFLICT DO NOTHING
"""
FOUND = """
SELECT chapter_id, kind FROM notices_due WHERE parked_at IS NULL AND try_at <= %s
GROUP BY chapter_id, kind ORDER BY min(try_at), chapter_id, kind LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class HowFar:
    """In how many chapters nothing of a kind is due (`rests`), it waits (the longest `since`), or is parked."""

    kind: str
    rests: int
    waiting: int
    parked: int
    since: datetime | None


def handler(kind: str) -> Callable[[Handler], Handler]:
    """Register how a kind of work is done, once."""

    def register(function: Handler) -> Handler:
        if _handlers.setdefault(kind, function).__qualname__ != function.__qualname__:
            raise ValueError(f"Two functions handle {kind!r}.")
        return function

    return register


def plan(chapter: Chapter, kind: str, at: datetime) -> None:
    """Have a kind of work done in a chapter at an instant. The same once more changes nothing."""
    due = Due(chapter=chapter, kind=kind, due_at=at, try_at=at)
    Due.objects.bulk_create([due], ignore_conflicts=True)


def begin_missing(at: datetime) -> None:
    """Give every chapter a turn at each kind of work that nothing is planned of: new chapters, and lost plans."""
    afresh = at - minutes(AFRESH_MINUTES)
    with connection.cursor() as cursor:
        cursor.execute(BEGIN_MISSING, {"at": at, "kinds": sorted(_handlers), "afresh": afresh})


def found(at: datetime) -> list[tuple[int, str]]:
    """Chapters by their key, and the kind of work due there, the longest due first."""
    with connection.cursor() as cursor:
        cursor.execute(FOUND, [at, MOST_AT_ONCE])
        return list(cursor.fetchall())


def work_off(chapter_id: int, kind: str) -> None:
    """Do what is due of one kind in one chapter. Whatever goes wrong is counted, logged and tried again later."""
    while (due := _claim(chapter_id, kind, clock.tick())) is not None:
        try:
            _work(due, clock.tick())
        except Exception as error:  # one chapter's trouble is not its neighbours' (F23)
            logger.exception("%s of chapter %s failed, try %s.", kind, chapter_id, due.tries)
            _put_back(due, f"{type(error).__name__}: {error}"[:500])


def _claim(chapter_id: int, kind: str, at: datetime) -> Due | None:
    """Take what is due and count the try before it begins: a worker that dies at it is counted too (F17)."""
    with transaction.atomic():
        waiting = Due.objects.filter(chapter=chapter_id, kind=kind, parked_at=None, try_at__lte=at)
        due = waiting.select_for_update(skip_locked=True).order_by("due_at").first()
        if due is None:
            return None
        if due.tries >= MOST_TRIES:
            _park(due, due.reason or "The worker ended each time.", at)
            return None
        due.tries += 1
        due.try_at = at + work_again(due.tries)
        due.save(update_fields=["tries", "try_at"])
        return due


def _work(due: Due, at: datetime) -> None:
    with chapter_scope(due.chapter_id):
        ours = Due.objects.filter(pk=due.pk, tries=due.tries)
        if not ours.select_for_update().exists():
            return  # somebody else took it for abandoned
        following = _handlers[due.kind](due.chapter, due.due_at, at)
        ours.delete()
        if following is not None:
            if following <= due.due_at:
                raise ValueError(f"{due.kind} would be due at {following} again, for ever.")
            plan(due.chapter, due.kind, following)


def _put_back(due: Due, reason: str) -> None:
    if due.tries >= MOST_TRIES:
        _park(due, reason, clock.tick())
    else:
        Due.objects.filter(pk=due.pk, tries=due.tries).update(reason=reason)


def _park(due: Due, reason: str, at: datetime) -> None:
    logger.error("Parked after %s tries: %s of chapter %s. %s", due.tries, due.kind, due.chapter_id, reason)
    Due.objects.filter(pk=due.pk).update(parked_at=at, reason=reason)


def take_up_again(at: datetime) -> int:
    """Give everything that is parked its five tries again. Answers how many."""
    return Due.objects.exclude(parked_at=None).update(parked_at=None, tries=0, try_at=at)


def how_far(at: datetime) -> list[HowFar]:
    """How far each kind of work is, by its name; a chapter that nothing is planned of waits. Two statements."""
    all_chapters, stopped, over = Chapter.objects.count(), ~Q(parked_at=None), Q(due_at__lte=at)
    kinds = Due.objects.filter(kind__in=_handlers).values("kind").order_by("kind")
    counted = kinds.annotate(
        known=Count("chapter", distinct=True),
        open=Count("chapter", distinct=True, filter=over | stopped),
        parked=Count("chapter", distinct=True, filter=stopped),
        since=Min("due_at", filter=over & ~stopped),
    )
    return [
        HowFar(
            kind=row["kind"],
            rests=row["known"] - row["open"],
            waiting=all_chapters - row["known"] + row["open"] - row["parked"],
            parked=row["parked"],
            since=row["since"],
        )
        for row in counted
    ]
