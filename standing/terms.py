"""What is asked of a chapter: the date, its Monday, the rules that hold then and the weeks' first instants."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from chapters.models import Chapter
from chapters.rules import RULE_RANGES, RuleSet
from chapters.statements import ask
from chapters.values import Week, Window, first_instant


@dataclass(frozen=True, slots=True)
class Terms:
    """One chapter's question, as the set-wise statements take it (spec/standing.md, "Time").

    `week_starts` are the first instants of the weeks of the leads window, oldest first, and of `week_end` itself.
    """

    chapter_id: int
    as_of: date
    week_end: date
    record_from: date | None
    week_starts: tuple[datetime, ...]
    rules: RuleSet

    @property
    def leads_end(self) -> datetime:
        """The first instant of `week_end`: what is known of slips is what was known by then."""
        return self.week_starts[-1]


# The columns of `terms`, with their types; `calendar` is a row of `calendars`.
COLUMNS = {
    "chapter_id": "bigint",
    "as_of": "date",
    "week_end": "date",
    "record_from": "date",
    "calendar": "integer",
    "leads_end": "timestamptz",
    **dict.fromkeys(RULE_RANGES, "integer"),
}
TERMS = ", ".join(f"{name} {kind}" for name, kind in COLUMNS.items())
VERSION = f"""
SELECT {", ".join(RULE_RANGES)} FROM chapters_rules
WHERE chapter_id = %(chapter)s AND effective_from < %(week_end)s ORDER BY effective_from DESC LIMIT 1
"""  # noqa: S608  # columns of ours
TABLES = f"""
terms AS MATERIALIZED (SELECT * FROM json_to_recordset(%(terms)s) AS asked ({TERMS})),
calendars AS MATERIALIZED (
  SELECT number, week_starts, cardinality(week_starts) - 1 AS weeks
  FROM json_to_recordset(%(calendars)s) AS asked (number integer, week_starts timestamptz[])
)"""  # noqa: S608  # columns of ours


@lru_cache(maxsize=1024)
def week_starts(week_end: date, weeks: int, zone: ZoneInfo) -> tuple[datetime, ...]:
    """The first instant of each week of a window, oldest first, and of its end."""
    starts = [first_instant(week.monday, zone) for week in Window(week_end, weeks)]
    return (*starts, first_instant(week_end, zone))


def terms_of(chapter: Chapter, *, as_of: date, rules: RuleSet) -> Terms:
    """A chapter's question as of a local date under these rules."""
    week_end = Week.of(as_of).monday
    return Terms(
        chapter_id=chapter.pk,
        as_of=as_of,
        week_end=week_end,
        record_from=chapter.record_from,
        week_starts=week_starts(week_end, rules.leads_window_weeks, chapter.zone),
        rules=rules,
    )


def in_force(versions: Iterable[Mapping[str, Any]], week_end: date) -> RuleSet:
    """The latest of a chapter's versions with `effective_from < week_end`; where there is none, the defaults."""
    known = [version for version in versions if version["effective_from"] < week_end]
    if not known:
        return RuleSet()
    latest = max(known, key=lambda version: version["effective_from"])
    return RuleSet.with_defaults({key: latest[key] for key in RULE_RANGES})


def rules_in_force(chapter: Chapter, as_of: date) -> RuleSet:
    """The rules that hold in a chapter as of a local date (spec/standing.md, "The rules")."""
    found = ask(VERSION, {"chapter": chapter.pk, "week_end": Week.of(as_of).monday})
    return RuleSet.with_defaults(dict(zip(RULE_RANGES, found[0], strict=True))) if found else RuleSet()


def as_tables(asked: Collection[Terms]) -> dict[str, str]:
    """The parameters of `TABLES`: a row for each chapter, and one for each calendar, as JSON.

    Chapters of one zone share a calendar, the first instants of their weeks, so that it is handed over and read once.
    """
    numbers = {starts: number for number, starts in enumerate(dict.fromkeys(terms.week_starts for terms in asked))}
    terms = [
        {
            "chapter_id": one.chapter_id,
            "as_of": one.as_of,
            "week_end": one.week_end,
            "record_from": one.record_from,
            "calendar": numbers[one.week_starts],
            "leads_end": one.leads_end,
            **one.rules.as_dict(),
        }
        for one in asked
    ]
    calendars = [{"number": number, "week_starts": starts} for starts, number in numbers.items()]
    return {"terms": json.dumps(terms, default=str), "calendars": json.dumps(calendars, default=str)}
