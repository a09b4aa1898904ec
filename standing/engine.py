"""Asking for standing: one chapter's, everybody's or some members', from the facts as they are now.

    standings(chapter, as_of=date)                                    everybody, with forecasts and due lists
    standings(chapter, as_of=date, members_only=[member.pk])          one member (the others still count as "others")
    standings(chapter, as_of=date, forecasts=False, due_lists=False)  the figures alone: a chapter's table
    standings(chapter, as_of=date, rules=RuleSet(...))                as if these rules held (a preview of a change)

A call is two statements, whatever the chapter's size. The chapter must be in scope.
The rows behind a figure are in `standing.evidence`.
"""

from collections.abc import Collection
from datetime import date

from chapters.models import Chapter
from chapters.rules import RuleSet
from standing.values import ChapterStanding


def standings(
    chapter: Chapter,
    *,
    as_of: date,
    members_only: Collection[int] | None = None,
    rules: RuleSet | None = None,
    forecasts: bool = True,
    due_lists: bool = True,
) -> ChapterStanding:
    """The standing of the members current as of a local date (spec/standing.md), sorted by e-mail."""
    raise NotImplementedError
