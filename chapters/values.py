"""Weeks and windows: the calendar that standing and the weekly rhythm are told in (spec/standing.md, "Time")."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo

DAYS = 7


@dataclass(frozen=True, order=True)
class Week:
    """A chapter week, named by its Monday."""

    monday: date

    @classmethod
    def of(cls, day: date) -> Self:
        """The week that holds a local date."""
        return cls(day - timedelta(days=day.weekday()))

    def plus(self, weeks: int) -> Self:
        """The week so many weeks later (earlier, where negative)."""
        return type(self)(self.monday + timedelta(days=DAYS * weeks))

    @property
    def end(self) -> date:
        """The next Monday: the first day no longer in it."""
        return self.monday + timedelta(days=DAYS)

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.monday <= day < self.end


@dataclass(frozen=True)
class Window:
    """The half-open span of local dates `[end - 7 * weeks, end)`; `end` is a Monday."""

    end: date
    weeks: int

    @property
    def start(self) -> date:
        """The first day inside."""
        return self.end - timedelta(days=DAYS * self.weeks)

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.start <= day < self.end

    def __iter__(self) -> Iterator[Week]:
        """Its weeks, oldest first."""
        return (Week(self.start + timedelta(days=DAYS * n)) for n in range(self.weeks))


def local_date(at: datetime, zone: ZoneInfo) -> date:
    """The date an instant falls on in a zone."""
    return at.astimezone(zone).date()


def first_instant(day: date, zone: ZoneInfo) -> datetime:
    """The first instant of a local date, in UTC; where the clocks skip midnight, the moment they do."""
    return datetime.combine(day, time.min, zone).astimezone(UTC)


def meeting_instant(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """The instant of a wall-clock time: where the clocks go back the first of the two, where they skip it, as
    many minutes after the gap begins as the clock was past it. In UTC.
    """
    return datetime.combine(day, clock, zone).astimezone(UTC)
