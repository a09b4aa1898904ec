"""An archive, read for one question: who was current as of ``D``, in which weeks, and what was on the record.

One half of the second reading of ``spec/standing.md`` (the other is `oracle`): its sections "Time" and "Who is
judged", over the rows of an archive as ``spec/archive.md`` defines them. Sections are named in brackets.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache, cached_property
from zoneinfo import ZoneInfo

Row = Mapping[str, str]
Tables = Mapping[str, Sequence[Row]]

WEEK = timedelta(days=7)
DAY = timedelta(days=1)
FIRST_DAY, LAST_DAY = date.min, date.max


@dataclass(frozen=True)
class Span:
    """Local dates from `first` until `out`, the first day that is no longer inside."""

    first: date
    out: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day < self.out


def window(end: date, weeks: int) -> Span:
    """A *window of n weeks*: the half-open span of local dates ``[end - 7n days, end)`` [Time]."""
    return Span(end - weeks * WEEK, end)


def monday_of(day: date) -> date:
    """The name of the chapter week that holds a date [Time]."""
    return day - day.weekday() * DAY


@cache
def first_instant(zone: str, day: date) -> datetime:
    """The first instant of a local date; midnight may be skipped, or come twice [Time].

    Looks at every minute, since that needs no theory of how clocks are changed.
    """
    minute = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=30)
    while minute.astimezone(ZoneInfo(zone)).date() < day:
        minute += timedelta(minutes=1)
    return minute


def person(cell: str) -> str:
    """E-mail addresses are trimmed and lower-cased, and compared so [archive: Form]."""
    return cell.strip().lower()


def day_or(cell: str, empty: date) -> date:
    """The date in a cell, or `empty` where the cell is."""
    return date.fromisoformat(cell) if cell else empty


def both_inside(first: str, last: str) -> Span:
    """The span of a leave or a recess: first and last day both inside, an empty end open [Time]."""
    return Span(date.fromisoformat(first), date.fromisoformat(last) + DAY if last else LAST_DAY)


@dataclass(frozen=True)
class Judged:
    """A current member: the stay that holds ``D`` alone, and the days they are excused [Who is judged]."""

    email: str
    joined_on: date
    record_from: date
    end: date
    excused_spans: tuple[Span, ...]

    def is_excused(self, day: date) -> bool:
        """Whether a date falls in one of their approved leaves or in one of the chapter's recesses."""
        return any(day in span for span in self.excused_spans)

    def is_eligible(self, monday: date) -> bool:
        """Whether a week is *eligible*: Monday in the stay and on the record, no day of it excused."""
        return (
            monday >= self.joined_on
            and monday >= self.record_from
            and not any(self.is_excused(monday + number * DAY) for number in range(7))
        )

    @cached_property
    def eligible_weeks(self) -> frozenset[date]:
        """The Mondays of the eligible weeks of the stay that are over by ``E``."""
        weeks = (self.end - monday_of(self.joined_on)).days // 7
        mondays = (monday_of(self.joined_on) + number * WEEK for number in range(weeks))
        return frozenset(monday for monday in mondays if self.is_eligible(monday))


@dataclass(frozen=True)
class Question:
    """An archive's tables, and the local date ``D`` (`as_of`) that standing is asked for."""

    tables: Tables
    as_of: date

    def rows(self, name: str) -> Sequence[Row]:
        """The rows of one file; a file that is missing has none [archive: Form]."""
        return self.tables.get(name, ())

    @property
    def chapter(self) -> Row:
        """The one row of ``chapter.csv``."""
        return self.rows("chapter.csv")[0]

    @property
    def end(self) -> date:
        """``E``: the Monday of the week that holds ``D`` [Time]."""
        return monday_of(self.as_of)

    @property
    def record_from(self) -> date:
        """The day the chapter's record begins; empty: it always did [Time]."""
        return day_or(self.chapter.get("record_from", ""), FIRST_DAY)

    def known_by_end(self, cell: str) -> bool:
        """Whether something happened, and did before the instant ``E`` begins [2]."""
        return bool(cell) and datetime.fromisoformat(cell) < first_instant(self.chapter["timezone"], self.end)

    def local_date(self, cell: str) -> date:
        """The chapter-local date of an instant, daylight saving included [Time]."""
        return datetime.fromisoformat(cell).astimezone(ZoneInfo(self.chapter["timezone"])).date()

    @cached_property
    def members(self) -> list[Judged]:
        """Those *current* as of ``D``, by e-mail in code points [Who is judged; Asking for it]."""
        current = [
            row
            for row in self.rows("members.csv")
            if date.fromisoformat(row["joined_on"]) <= self.as_of < day_or(row.get("left_on", ""), LAST_DAY)
        ]
        return sorted(map(self.judged, current), key=lambda member: member.email)

    def judged(self, stay: Row) -> Judged:
        """The member whose row of ``members.csv`` this is."""
        email = person(stay["email"])
        excused = (*self.leaves(email), *self.recesses())
        return Judged(email, date.fromisoformat(stay["joined_on"]), self.record_from, self.end, excused)

    def leaves(self, email: str) -> Iterator[Span]:
        """A member's approved leaves [Who is judged]."""
        for row in self.rows("leaves.csv"):
            if person(row["email"]) == email and row.get("approved") == "yes":
                yield both_inside(row["from"], row.get("to", ""))

    def recesses(self) -> Iterator[Span]:
        """The chapter's recesses [Who is judged]."""
        for row in self.rows("recesses.csv"):
            yield both_inside(row["from"], row["to"])

    @cached_property
    def held_meetings(self) -> list[date]:
        """The dates of the meetings that were held, earliest first [1]."""
        held = (row["date"] for row in self.rows("meetings.csv") if row["status"] == "held")
        return sorted(map(date.fromisoformat, held))

    @cached_property
    def marks(self) -> dict[tuple[str, date], str]:
        """Every mark by member and date, of meetings of whatever status [1]."""
        rows = self.rows("attendance.csv")
        return {(person(row["email"]), date.fromisoformat(row["date"])): row["mark"] for row in rows}

    @cached_property
    def marked_bad(self) -> dict[str, str]:
        """When each slip was marked bad: `bad_at`, or a progress row `bad`, which says the same [archive: Checks]."""
        told = {row["slip"]: row["at"] for row in self.rows("progress.csv") if row["status"] == "bad"}
        return told | {row["id"]: row["bad_at"] for row in self.rows("slips.csv") if row.get("bad_at")}

    @cached_property
    def good_slips(self) -> list[tuple[str, date]]:
        """Giver and local date of each *good* slip: neither withdrawn nor marked bad as known by ``E`` [2]."""
        return [
            (person(row["giver"]), self.local_date(row["given_at"]))
            for row in self.rows("slips.csv")
            if not self.known_by_end(row.get("withdrawn_at", ""))
            and not self.known_by_end(self.marked_bad.get(row["id"], ""))
        ]

    @cached_property
    def undisputed(self) -> list[tuple[frozenset[str], date]]:
        """The two people and the date of each one-to-one before ``E`` that neither has disputed [3; Due]."""
        return [
            (frozenset({person(row["a"]), person(row["b"])}), date.fromisoformat(row["date"]))
            for row in self.rows("one_to_ones.csv")
            if row.get("disputed") != "yes" and date.fromisoformat(row["date"]) < self.end
        ]
