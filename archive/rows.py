"""The rows of an archive's files: columns in order, their kinds and keys (spec/archive.md, "Files")."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Annotated, Any, Self

from archive.cells import (
    Address,
    Amount,
    Category,
    Choice,
    Choices,
    Clock,
    Currency,
    Day,
    Id,
    Instant,
    Person,
    Slug,
    Text,
    Whole,
    YesNo,
    Zone,
)
from archive.declared import Cell, Row
from chapters.rules import RULE_RANGES, RuleSet

ROLES = ("president", "vice_president", "secretary", "treasurer", "visitor_host", "education", "mentor")
MARKS = ("present", "late", "substitute", "medical", "absent_notified", "absent")
STAGES = ("passed", "contacted", "meeting", "proposal", "won", "lost", "bad")
NAME, LONG, ANY_LENGTH = Text(200), Text(500), Text()
COUNT = Whole(1, 9_999)


@dataclass(frozen=True, slots=True)
class ChapterRow(Row):
    """chapter.csv: the chapter itself."""

    file = "chapter.csv"
    slug: Annotated[str, Cell(Slug(), key=True, needed=True)]
    name: Annotated[str, Cell(NAME, needed=True)]
    timezone: Annotated[str, Cell(Zone(), needed=True)]
    currency: Annotated[str, Cell(Currency(), needed=True)]
    weekday: Annotated[int, Cell(Whole(0, 6), needed=True)]
    start_time: Annotated[time, Cell(Clock(), needed=True)]
    duration_minutes: Annotated[int, Cell(Whole(1, 1440), needed=True)]
    place: Annotated[str, Cell(LONG)]
    online_url: Annotated[str, Cell(LONG)]
    record_from: Annotated[date | None, Cell(Day(), empty=None)]


@dataclass(frozen=True)
class Rule(Whole):
    """A rule within its range; empty means its default, and is the same as saying it."""

    default: int | None = None

    def compared(self, value: int | None) -> int | None:
        """The rule in force."""
        return self.default if value is None else value


def rule(key: str) -> Cell:
    """The column of a rule of spec/standing.md."""
    return Cell(Rule(*RULE_RANGES[key], default=getattr(RuleSet, key)), empty=None)


@dataclass(frozen=True, slots=True)
class RulesRow(Row):
    """rules.csv: one version of the rules."""

    file = "rules.csv"
    effective_from: Annotated[date, Cell(Day(), key=True, needed=True)]
    attendance_percent: Annotated[int | None, rule("attendance_percent")]
    attendance_window_weeks: Annotated[int | None, rule("attendance_window_weeks")]
    attendance_margin_percent: Annotated[int | None, rule("attendance_margin_percent")]
    max_substitutes: Annotated[int | None, rule("max_substitutes")]
    leads_per_week: Annotated[int | None, rule("leads_per_week")]
    leads_window_weeks: Annotated[int | None, rule("leads_window_weeks")]
    one_to_ones_per_year: Annotated[int | None, rule("one_to_ones_per_year")]
    partner_one_to_ones_per_quarter: Annotated[int | None, rule("partner_one_to_ones_per_quarter")]
    at_risk_percent: Annotated[int | None, rule("at_risk_percent")]
    grace_weeks: Annotated[int | None, rule("grace_weeks")]
    flag_after_weeks: Annotated[int | None, rule("flag_after_weeks")]


@dataclass(frozen=True, slots=True)
class RecessRow(Row):
    """recesses.csv: days the chapter is excused."""

    file = "recesses.csv"
    first_day: Annotated[date, Cell(Day(), "from", key=True, needed=True)]
    last_day: Annotated[date, Cell(Day(), "to", key=True, needed=True)]
    reason: Annotated[str, Cell(LONG)]


@dataclass(frozen=True, slots=True)
class SeatRow(Row):
    """seats.csv: a category's place."""

    file = "seats.csv"
    category: Annotated[str, Cell(Category(), key=True, needed=True)]
    place: Annotated[int, Cell(COUNT, key=True, empty=1)]
    status: Annotated[str, Cell(Choice(("open", "held", "reserved", "closed")), needed=True)]


@dataclass(frozen=True, slots=True)
class StayRow(Row):
    """members.csv: one stay of a person."""

    file = "members.csv"
    email: Annotated[str, Cell(Address(), key=True, needed=True)]
    joined_on: Annotated[date, Cell(Day(), key=True, needed=True)]
    left_on: Annotated[date | None, Cell(Day(), empty=None)]
    name: Annotated[str, Cell(NAME, needed=True)]
    company: Annotated[str, Cell(NAME)]
    phone: Annotated[str, Cell(NAME)]
    category: Annotated[str, Cell(Category(), needed=True)]
    place: Annotated[int, Cell(COUNT, empty=1)]
    roles: Annotated[tuple[str, ...], Cell(Choices(ROLES), empty=())]
    sponsor: Annotated[str, Cell(Person())]


@dataclass(frozen=True, slots=True)
class LeaveRow(Row):
    """leaves.csv: days one member is excused; an empty end is open."""

    file = "leaves.csv"
    email: Annotated[str, Cell(Person(), key=True, needed=True)]
    first_day: Annotated[date | None, Cell(Day(), "from", key=True, empty=None)]
    last_day: Annotated[date | None, Cell(Day(), "to", key=True, empty=None)]
    reason: Annotated[str, Cell(LONG)]
    approved: Annotated[bool | None, Cell(YesNo(), empty=None)]


@dataclass(frozen=True, slots=True)
class MeetingRow(Row):
    """meetings.csv: one meeting."""

    file = "meetings.csv"
    day: Annotated[date, Cell(Day(), "date", key=True, needed=True)]
    status: Annotated[str, Cell(Choice(("scheduled", "held", "cancelled")), needed=True)]
    note: Annotated[str, Cell(ANY_LENGTH)]


@dataclass(frozen=True, slots=True)
class MarkRow(Row):
    """attendance.csv: one member's mark at one meeting."""

    file = "attendance.csv"
    day: Annotated[date, Cell(Day(), "date", key=True, needed=True)]
    email: Annotated[str, Cell(Person(), key=True, needed=True)]
    mark: Annotated[str, Cell(Choice(MARKS), needed=True)]
    substitute: Annotated[str, Cell(NAME)]


@dataclass(frozen=True, slots=True)
class SlipRow(Row):
    """slips.csv: a lead or a referral. Beside its cells it knows since when a prospect's details are removed."""

    file = "slips.csv"
    id: Annotated[uuid.UUID, Cell(Id(), key=True, needed=True)]
    kind: Annotated[str, Cell(Choice(("lead", "referral")), needed=True)]
    given_at: Annotated[datetime, Cell(Instant(), needed=True)]
    giver: Annotated[str, Cell(Person(), needed=True)]
    receiver: Annotated[str, Cell(Person())]
    prospect: Annotated[str, Cell(NAME, private=True)]
    prospect_phone: Annotated[str, Cell(NAME, private=True)]
    prospect_email: Annotated[str, Cell(Address(), private=True)]
    need: Annotated[str, Cell(ANY_LENGTH, private=True)]
    warmth: Annotated[int | None, Cell(Whole(1, 5), empty=None)]
    inside: Annotated[bool | None, Cell(YesNo(), empty=None)]
    use_name: Annotated[str, Cell(Choice(("yes", "ask", "no")))]
    status: Annotated[str, Cell(Choice(STAGES), derived=True)]
    withdrawn_at: Annotated[datetime | None, Cell(Instant(), empty=None)]
    bad_at: Annotated[datetime | None, Cell(Instant(), empty=None)]
    bad_reason: Annotated[str, Cell(ANY_LENGTH, private=True)]
    details_gone_at: datetime | None = None
    objected: bool = False


@dataclass(frozen=True, slots=True)
class ProgressRow(Row):
    """progress.csv: one thing that became of a slip."""

    file = "progress.csv"
    slip: Annotated[uuid.UUID, Cell(Id(), key=True, needed=True)]
    at: Annotated[datetime, Cell(Instant(), key=True, needed=True)]
    status: Annotated[str, Cell(Choice(STAGES), key=True, needed=True)]
    note: Annotated[str, Cell(ANY_LENGTH, private=True)]


@dataclass(frozen=True, slots=True)
class ThanksRow(Row):
    """thanks.csv: a thank-you."""

    file = "thanks.csv"
    id: Annotated[uuid.UUID, Cell(Id(), key=True, needed=True)]
    at: Annotated[datetime, Cell(Instant(), needed=True)]
    giver: Annotated[str, Cell(Person(), "from", needed=True)]
    receiver: Annotated[str, Cell(Person(), "to", needed=True)]
    slip: Annotated[uuid.UUID | None, Cell(Id(), empty=None)]
    amount: Annotated[Decimal | None, Cell(Amount(), empty=None, private=True)]
    text: Annotated[str, Cell(ANY_LENGTH)]


def in_order(values: list[Any], a: int, b: int) -> list[Any]:
    """The values with the smaller e-mail first; as they are where one could not be read."""
    if values[a] and values[b] and values[b] < values[a]:
        values[a], values[b] = values[b], values[a]
    return values


@dataclass(frozen=True, slots=True)
class OneToOneRow(Row):
    """one_to_ones.csv: two members met."""

    file = "one_to_ones.csv"
    day: Annotated[date, Cell(Day(), "date", key=True, needed=True)]
    a: Annotated[str, Cell(Person(), key=True, needed=True)]
    b: Annotated[str, Cell(Person(), key=True, needed=True)]
    n: Annotated[int, Cell(COUNT, key=True, empty=1)]
    topics: Annotated[str, Cell(ANY_LENGTH, private=True)]
    disputed: Annotated[bool, Cell(YesNo(), empty=False)]

    @classmethod
    def of(cls, values: list[Any]) -> Self:
        """The two in order."""
        return cls(*in_order(values, 1, 2))


@dataclass(frozen=True, slots=True)
class PartnershipRow(Row):
    """partnerships.csv: two power partners."""

    file = "partnerships.csv"
    a: Annotated[str, Cell(Person(), key=True, needed=True)]
    b: Annotated[str, Cell(Person(), key=True, needed=True)]
    started_on: Annotated[date, Cell(Day(), key=True, needed=True)]
    ended_on: Annotated[date | None, Cell(Day(), empty=None)]

    @classmethod
    def of(cls, values: list[Any]) -> Self:
        """The two in order."""
        return cls(*in_order(values, 0, 1))


@dataclass(frozen=True, slots=True)
class VisitRow(Row):
    """visitors.csv: somebody who is not a member, at a meeting."""

    file = "visitors.csv"
    day: Annotated[date, Cell(Day(), "date", key=True, needed=True)]
    name: Annotated[str, Cell(NAME, key=True, needed=True)]
    email: Annotated[str, Cell(Address(), key=True)]
    category: Annotated[str, Cell(Category())]
    invited_by: Annotated[str, Cell(Person())]
    outcome: Annotated[str, Cell(Choice(("came", "no_show", "applied", "joined")))]


ROW_TYPES: tuple[type[Row], ...] = (
    ChapterRow,
    RulesRow,
    RecessRow,
    SeatRow,
    StayRow,
    LeaveRow,
    MeetingRow,
    MarkRow,
    SlipRow,
    ProgressRow,
    ThanksRow,
    OneToOneRow,
    PartnershipRow,
    VisitRow,
)
FILES = tuple(row_type.file for row_type in ROW_TYPES)
NEEDED_FILES = frozenset({ChapterRow.file, StayRow.file})
