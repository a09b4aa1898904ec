"""Where and when an invented chapter lives, and how its author draws dates and instants."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

DAY, WEEK, SECOND = timedelta(days=1), timedelta(weeks=1), timedelta(seconds=1)
LATEST_END = date(2026, 9, 7)

# Mondays within days of which somebody touches the clocks of a zone.
CLOCKS = (
    ("Europe/London", "2026-03-30", "2025-10-27", "2024-03-04"),
    ("America/New_York", "2026-03-09", "2025-11-03"),
    ("America/Sao_Paulo", "2018-02-19", "2018-11-05"),  # midnight of a Sunday skipped, the hour before twice
    ("Australia/Lord_Howe", "2026-04-06", "2025-10-06"),  # half an hour
    ("Africa/Cairo", "2024-04-29", "2025-11-03"),  # midnight of a Friday skipped
    ("Africa/Casablanca", "2009-06-01", "2026-03-23"),  # 2009: midnight of a Monday skipped
    ("Asia/Tehran", "2021-03-22", "2016-03-21", "2014-09-22"),  # the same; 2014: the hour before it twice
    ("America/Argentina/San_Luis", "2008-01-21"),  # the hour before a Monday twice
    ("Antarctica/Vostok", "2023-12-18"),  # a Monday's first two hours twice
    ("America/St_Johns", "2010-11-08", "2010-03-15"),  # clocks changed at a minute past midnight
    ("America/Havana", "2025-03-10", "2025-11-03"),
    ("Asia/Pyongyang", "2018-05-07", "2015-08-17"),
    ("Pacific/Apia", "2012-01-02", "2012-04-02"),  # a Friday that never was
    ("Pacific/Kiritimati", "2026-05-04"),  # UTC+14
    ("Pacific/Pago_Pago", "2026-05-04"),  # UTC-11
    ("Pacific/Chatham", "2026-04-06"),
    ("Asia/Kathmandu", "2025-12-01"),
)


@dataclass
class Author:
    """Writes the rows of one chapter, drawing everything from `random`."""

    random: Random
    zone: ZoneInfo
    end: date
    as_of: date
    tables: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    rules: dict[str, int] = field(default_factory=dict)
    edges: list[date] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)

    def add(self, name: str, /, **cells: object) -> None:
        """Add a row to a file; `from_` is the column ``from``."""
        row = {column.rstrip("_"): "" if cell is None else str(cell) for column, cell in cells.items()}
        self.tables.setdefault(name, []).append(row)

    def chance(self, percent: int) -> bool:
        """True that often."""
        return self.random.randrange(100) < percent

    def day(self) -> date:
        """A date, more often than not within a day of an edge."""
        if self.chance(65):
            return self.random.choice(self.edges) + self.random.choice((-1, 0, 0, 1)) * DAY
        return self.end - self.random.randint(-9, 400) * DAY

    def instant(self, wall: datetime) -> datetime:
        """An instant at which the clocks of the chapter show `wall`: either one where they do twice."""
        return wall.replace(tzinfo=self.zone, fold=self.random.randrange(2)).astimezone(UTC)

    def instant_near(self, day: date) -> datetime:
        """An instant about the local midnight with which a date begins."""
        seconds = self.random.choice((-5401, -3600, -1800, -1, 0, 0, 1, 1799, 3599, 5400))
        return self.instant(datetime.combine(day, time())) + seconds * SECOND

    def instant_in(self, monday: date) -> datetime:
        """An instant in a week, often about one of its midnights, its last included."""
        if self.chance(40):
            return self.instant_near(monday + self.random.choice((0, 0, 7, 7, 5, 4)) * DAY)
        return self.instant(datetime.combine(monday, time()) + self.random.randrange(7 * 86400) * SECOND)


def arrive(random: Random) -> Author:
    """An author in some zone, with the week asked for near a change of its clocks or a window away from one."""
    zone, *clocks = random.choice(CLOCKS)
    changed = date.fromisoformat(random.choice(clocks))
    end = min(changed + random.choice((0, 0, 0, 1, 2, 4, 13, 26, 52)) * WEEK, LATEST_END)
    return Author(random, ZoneInfo(zone), end, end + random.randrange(7) * DAY)


def stamp(instant: datetime) -> str:
    """An instant as the archive writes it."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
