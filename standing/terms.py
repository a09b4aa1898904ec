"""What is asked of a chapter: the date, its Monday, the rules that hold then and the weeks' first instants."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from chapters.models import Chapter, Rules
from chapters.rules import RULE_RANGES, RuleSet
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


# The columns of `terms`, with the type each is handed over in; PostgreSQL nests no arrays of different lengths, so
# the weeks' first instants go as text.
COLUMNS = {
    "chapter_id": "bigint",
    "as_of": "date",
    "week_end": "date",
    "record_from": "date",
    "week_starts": "text",
    "leads_end": "timestamptz",
    **dict.fromkeys(RULE_RANGES, "integer"),
}


@lru_cache(maxsize=1024)
def week_starts(week_end: date, weeks: int, zone: ZoneInfo) -> tuple[datetime, ...]:
    """The first instant of each week of a window, oldest first, and of its end."""
    starts = [first_instant(week.monday, zone) for week in Window(week_end, weeks)]
    return (*starts, first_instant(week_end, zone))


@lru_cache(maxsize=1024)
def as_array(instants: tuple[datetime, ...]) -> str:
    """Instants as PostgreSQL writes an array."""
    return "{{{}}}".format(",".join(instant.isoformat() for instant in instants))


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
    week_end = Week.of(as_of).monday
    versions = Rules.objects.in_chapter(chapter).filter(effective_from__lt=week_end)
    return in_force(versions.order_by("-effective_from").values("effective_from", *RULE_RANGES)[:1], week_end)


def as_table(asked: Collection[Terms]) -> tuple[str, dict[str, Any]]:
    """SQL of a table with a row for each chapter, and its parameters: a column each."""
    rows = [
        (
            terms.chapter_id,
            terms.as_of,
            terms.week_end,
            terms.record_from,
            as_array(terms.week_starts),
            terms.leads_end,
            *terms.rules.as_dict().values(),
        )
        for terms in asked
    ]
    parameters = {f"asked_{name}": list(column) for name, column in zip(COLUMNS, zip(*rows, strict=True), strict=True)}
    handed = ", ".join(f"%(asked_{name})s::{cast}[]" for name, cast in COLUMNS.items())
    columns = ", ".join("week_starts::timestamptz[]" if name == "week_starts" else name for name in COLUMNS)
    return " ".join(("SELECT", columns, "FROM unnest(", handed, ") AS asked (", ", ".join(COLUMNS), ")")), parameters
