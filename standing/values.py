"""A standing as a value: what was asked, the figure of each rule, and all of them together (spec/standing.md)."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from chapters.rules import RuleSet
from standing.forecast import Past
from standing.states import Overall, RuleStatus


@dataclass(frozen=True, slots=True)
class AttendanceFigure:
    """Rule 1: meetings credited of those that counted; `forecast` meetings to come to would bring it back to met."""

    status: RuleStatus
    credited: int
    counted: int
    forecast: int | None = None

    def as_dict(self) -> dict[str, Any]:
        """As "Asking for it" prints it."""
        return {
            "status": self.status.value,
            "credited": self.credited,
            "counted": self.counted,
            "forecast": self.forecast,
        }


@dataclass(frozen=True, slots=True)
class LeadsFigure:
    """Rule 2: the capped sum of good leads and referrals `given` in the eligible `weeks`; `forecast` in weeks."""

    status: RuleStatus
    given: int
    weeks: int
    forecast: int | None = None

    def as_dict(self) -> dict[str, Any]:
        """As "Asking for it" prints it."""
        return {"status": self.status.value, "given": self.given, "weeks": self.weeks, "forecast": self.forecast}


@dataclass(frozen=True, slots=True)
class FirstMet:
    """The day of a one-to-one, and the name of the other one."""

    day: date
    name: str


@dataclass(frozen=True, slots=True)
class PairFigure:
    """Rules 3 and 4: one-to-ones done of those required; `due` are the e-mails of whom to meet, most pressing first.

    `first` is the oldest one-to-one that would be missed once it drops out of the window, where that is asked for.
    """

    status: RuleStatus
    done: int
    required: int
    due: tuple[str, ...] = ()
    first: FirstMet | None = None

    def as_dict(self) -> dict[str, Any]:
        """As "Asking for it" prints it."""
        return {"status": self.status.value, "done": self.done, "required": self.required, "due": list(self.due)}


@dataclass(frozen=True, slots=True)
class MemberStanding:
    """One current member's standing, with a figure for each rule; `past` where forecasts are asked for."""

    member_id: int
    email: str
    name: str
    overall: Overall
    attendance: AttendanceFigure
    leads: LeadsFigure
    one_to_ones: PairFigure
    partner_one_to_ones: PairFigure
    past: Past | None = field(default=None, compare=False, repr=False)

    def as_dict(self) -> dict[str, Any]:
        """As "Asking for it" prints it."""
        return {
            "member": self.email,
            "overall": self.overall.value,
            "attendance": self.attendance.as_dict(),
            "leads": self.leads.as_dict(),
            "one_to_ones": self.one_to_ones.as_dict(),
            "partner_one_to_ones": self.partner_one_to_ones.as_dict(),
        }


@dataclass(frozen=True, slots=True)
class ChapterStanding:
    """Everybody's standing as of a local date; `week_end` is the Monday `E`. Members in the order of their e-mail."""

    slug: str
    as_of: date
    week_end: date
    rules: RuleSet
    members: tuple[MemberStanding, ...]

    def of(self, member_id: int) -> MemberStanding | None:
        """One member's, or None for somebody who is not current."""
        return next((member for member in self.members if member.member_id == member_id), None)

    def as_dict(self) -> dict[str, Any]:
        """As "Asking for it" prints it."""
        return {
            "chapter": self.slug,
            "as_of": self.as_of.isoformat(),
            "week_end": self.week_end.isoformat(),
            "rules": self.rules.as_dict(),
            "members": [member.as_dict() for member in self.members],
        }


@dataclass(frozen=True, slots=True)
class MeetingEvidence:
    """One held meeting of the attendance window. `mark` is empty where nobody marked the member.

    `counts` says whether it is in the figure's `counted`, `credited` whether it is in its `credited`; `left_out` says
    why it does not count: "medical", "leave", "recess" or "before" (the stay, or the record, began later).
    `dispute` is the key of the latest dispute of it, `disputed` how far that is.
    """

    date: date
    mark: str
    substitute: str
    day_unknown: bool
    counts: bool
    credited: bool
    left_out: str
    dispute: int | None = None
    disputed: str = ""


@dataclass(frozen=True, slots=True)
class SlipEvidence:
    """One slip given in a week; `refused` is "", "withdrawn" or "bad", as known when the week's end began.

    `dispute` is the key of the latest dispute of it, `disputed` how far that is.
    """

    uuid: str
    kind: str
    day: date
    receiver: str
    day_unknown: bool
    refused: str
    dispute: int | None = None
    disputed: str = ""


@dataclass(frozen=True, slots=True)
class WeekEvidence:
    """One week of the leads window: `good` slips of it, of which `capped` are in the figure where it is eligible.

    `left_out` says why it is not: "leave", "recess" or "before".
    """

    monday: date
    eligible: bool
    left_out: str
    good: int
    capped: int
    slips: tuple[SlipEvidence, ...]


@dataclass(frozen=True, slots=True)
class SaidMissing:
    """What a member says is missing of a day: a one-to-one with `name`, a referral to them, or a lead (no name).

    `dispute` is the key of the dispute that waits.
    """

    dispute: int
    day: date
    name: str


@dataclass(frozen=True, slots=True)
class Met:
    """The day of a one-to-one; `day_unknown` where it was brought over, and the day only spreads it out."""

    day: date
    day_unknown: bool


@dataclass(frozen=True, slots=True)
class PairEvidence:
    """One other member: one-to-ones `done` of those `required`, their dates in the window, and those disputed.

    `latest` is the last undisputed one before the week's end, at any time.
    """

    member_id: int
    email: str
    name: str
    done: int
    required: int
    dates: tuple[Met, ...]
    disputed: tuple[Met, ...]
    latest: Met | None

    @property
    def short(self) -> bool:
        """Whether there are fewer than required."""
        return self.done < self.required
