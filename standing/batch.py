"""Everybody's snapshots at once, a hundred chapters to a statement. Nothing else names several chapters in scope.

What each chapter's own Monday does by itself (`standing.weekly`), done for all: after an upgrade, or a long pause.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection

from chapters.models import Chapter, Rules
from chapters.rules import RULE_RANGES
from chapters.scope import chapter_scope
from standing.snapshots import conclude, store
from standing.terms import Terms, in_force, terms_of

AT_ONCE = 128
NOT_WAITING = "SET LOCAL synchronous_commit = off"
"""What a crash takes back is stored again by the next run, so nobody waits for the disk."""


def store_all(*, at: datetime) -> int:
    """Store every chapter's standing as of the Monday it last had; how many rows that changed.

    A hundred chapters are one transaction, so what a crash leaves undone is whole chapters, done by the next run.
    """
    changed = 0
    for chapters in _chunks():
        with chapter_scope(*(chapter.pk for chapter in chapters)), connection.cursor() as cursor:
            cursor.execute(NOT_WAITING)
            asked = terms_of_all(chapters, {chapter.pk: chapter.week(at).monday for chapter in chapters})
            changed += store(asked)
            conclude(asked, at=at)
    return changed


def terms_of_all(chapters: Sequence[Chapter], mondays: dict[int, date]) -> list[Terms]:
    """Each chapter's question as of its Monday, with all their rules read at once."""
    versions: dict[int, list[dict[str, Any]]] = defaultdict(list)
    found = Rules.objects.across_chapters(reason="snapshots are stored a hundred chapters at once")
    for version in found.filter(chapter__in=chapters).values("chapter_id", "effective_from", *RULE_RANGES):
        versions[version["chapter_id"]].append(version)
    return [
        terms_of(chapter, as_of=mondays[chapter.pk], rules=in_force(versions[chapter.pk], mondays[chapter.pk]))
        for chapter in chapters
    ]


def _chunks() -> Iterator[list[Chapter]]:
    after = 0
    while chapters := list(Chapter.objects.filter(pk__gt=after).order_by("pk")[:AT_ONCE]):
        yield chapters
        after = chapters[-1].pk
