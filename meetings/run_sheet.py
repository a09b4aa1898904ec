"""A meeting's run sheet as values: its steps with planned times, and a clock that says where it stands.

A step is an item, or one member's turn in the round of weekly presentations. Nothing here asks what time it is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from hashlib import blake2b

from django.db.models import TextChoices

from meetings.states import AgendaKind, RunState

MINUTE = 60
ROUND_TO = 5
"""Shared-out speaking time is a multiple of so many seconds."""
BELIEVED_FOR = timedelta(minutes=15)
"""How long after it a device's own time still counts."""
REHEARSAL = timedelta(hours=1)
"""Who starts further from the meeting's hour than this rehearses: the plan then counts from their start."""


class Act(TextChoices):
    """What a leader does to a run sheet."""

    PREPARE = "prepare"
    START = "start"
    NEXT = "next"
    BACK = "back"
    EXTRA = "extra"
    END = "end"


@dataclass(frozen=True)
class Pressed:
    """What an act was pressed at: the step and its extra seconds as shown, and the device's time where it says so."""

    step: int = 0
    extra: int = 0
    at: datetime | None = None

    def said_at(self, arrived: datetime) -> datetime:
        """When it was pressed, as the device says; an answer from the future is not believed."""
        return self.at if self.at is not None and self.at <= arrived else arrived

    def counts_from(self, arrived: datetime) -> datetime:
        """From when the clock runs: the device's time if within 15 minutes, else the time of arrival."""
        said = self.said_at(arrived)
        return said if arrived - BELIEVED_FOR <= said else arrived


@dataclass(frozen=True)
class Presenter:
    """A member in their turn: name, seat, whom they want to meet, who stands in for them, whether they are away."""

    member: int
    name: str
    seat: str
    wants: str = ""
    substitute: str = ""
    away: bool = False

    @property
    def speaks(self) -> str:
        """Who stands there."""
        return self.substitute or self.name


@dataclass(frozen=True)
class Line:
    """One item of a run sheet, in `minutes`; `seconds_each` of a round (0: its minutes are shared out)."""

    kind: AgendaKind
    title: str
    minutes: int
    seconds_each: int = 0
    leader: str = ""


@dataclass(frozen=True)
class Step:
    """An item, or one turn of a round: planned to take `seconds`, `after` so many seconds from the beginning.

    `turn` counts those who are there, from 1; who is away has a step that is passed over.
    """

    number: int
    item: int
    kind: AgendaKind
    title: str
    leader: str
    seconds: int
    after: int
    presenter: Presenter | None = None
    about: str = ""
    turn: int = 0

    @property
    def away(self) -> bool:
        """Whether it is passed over."""
        return self.turn == 0 and self.kind == AgendaKind.PRESENTATIONS and self.presenter is not None

    @property
    def ends_after(self) -> int:
        """Planned seconds from the beginning to its end."""
        return self.after + self.seconds


@dataclass(frozen=True)
class Feature:
    """Who gives the feature presentation, and its title."""

    member: int
    title: str


@dataclass(frozen=True)
class Plan:
    """The steps of a meeting in order."""

    lines: tuple[Line, ...]
    steps: tuple[Step, ...]

    @property
    def seconds(self) -> int:
        """How long all of it takes."""
        return self.steps[-1].ends_after if self.steps else 0

    @property
    def first(self) -> int:
        """The step it starts with."""
        return next((step.number for step in self.steps if not step.away), 0)

    def following(self, number: int) -> Step | None:
        """The next step, whoever is away passed over; None after the last."""
        return next((step for step in self.steps[number + 1 :] if not step.away), None)

    def before(self, number: int) -> Step | None:
        """The step before, whoever is away passed over; None before the first."""
        return next((step for step in reversed(self.steps[:number]) if not step.away), None)

    @cached_property
    def turns(self) -> int:
        """How many turns the rounds have."""
        return sum(step.turn > 0 for step in self.steps)

    def of_item(self, item: int) -> list[Step]:
        """The steps of one item."""
        return [step for step in self.steps if step.item == item]


def plan_of(lines: Sequence[Line], presenters: Sequence[Presenter], feature: Feature | None = None) -> Plan:
    """The steps of these items: a round has one for each presenter, those who are away without any time."""
    steps: list[Step] = []
    for number, line in enumerate(lines):
        steps.extend(_steps(number, line, presenters, feature, steps[-1] if steps else None))
    return Plan(tuple(lines), tuple(steps))


def _steps(
    item: int, line: Line, presenters: Sequence[Presenter], feature: Feature | None, last: Step | None
) -> Iterator[Step]:
    number, after = (last.number + 1, last.ends_after) if last else (0, 0)
    if line.kind != AgendaKind.PRESENTATIONS or not presenters:
        speaker, about = None, ""
        if line.kind == AgendaKind.FEATURE and feature:
            speaker, about = next((one for one in presenters if one.member == feature.member), None), feature.title
        yield Step(number, item, line.kind, line.title, line.leader, line.minutes * MINUTE, after, speaker, about)
        return
    here = sum(not one.away for one in presenters)
    each = line.seconds_each or _shared(line.minutes, here)
    turn = 0
    for presenter in presenters:
        turn += not presenter.away
        seconds = 0 if presenter.away else each
        own = 0 if presenter.away else turn
        yield Step(number, item, line.kind, line.title, line.leader, seconds, after, presenter, "", own)
        number, after = number + 1, after + seconds


def _shared(minutes: int, people: int) -> int:
    """Seconds for each, in whole fives."""
    return max(ROUND_TO, minutes * MINUTE // max(people, 1) // ROUND_TO * ROUND_TO)


@dataclass(frozen=True)
class Clock:
    """Where a run sheet stands: its step, since when, with how many extra seconds.

    `moved_at` is when the last act was pressed; `last_since` and `last_extra` are those of the step before, to which
    going back returns.
    """

    state: RunState = RunState.READY
    step: int = 0
    since: datetime | None = None
    extra: int = 0
    started_at: datetime | None = None
    ended_at: datetime | None = None
    moved_at: datetime | None = None
    last_since: datetime | None = None
    last_extra: int = 0


@dataclass(frozen=True)
class Sheet:
    """A meeting's plan with its clock; `pk` is None while nobody prepared it.

    `drawn`: the order of its round is still to be drawn; `closed`: the meeting was closed or cancelled.
    """

    plan: Plan
    clock: Clock
    starts_at: datetime
    pk: int | None = None
    drawn: bool = False
    closed: bool = False

    @property
    def running(self) -> bool:
        """Whether it has started and not ended."""
        return self.clock.state == RunState.RUNNING

    @property
    def now(self) -> Step | None:
        """The step that runs."""
        at = self.clock.step
        return self.plan.steps[at] if self.running and at < len(self.plan.steps) else None

    @property
    def next(self) -> Step | None:
        """The step after it; before the start, the first."""
        if self.running:
            return self.plan.following(self.clock.step)
        ready = self.clock.state == RunState.READY and self.plan.steps
        return self.plan.steps[self.plan.first] if ready else None

    @property
    def anchor(self) -> datetime:
        """When it was planned to begin: the meeting's hour, or its own start where that is a rehearsal."""
        started = self.clock.started_at
        return started if started and abs(started - self.starts_at) > REHEARSAL else self.starts_at

    def planned(self, step: Step) -> datetime:
        """When a step was planned to begin."""
        return self.anchor + timedelta(seconds=step.after)

    def due(self, step: Step) -> datetime:
        """When the running step's time is up, extra minutes included."""
        return (self.clock.since or self.anchor) + timedelta(seconds=step.seconds + self.clock.extra)

    def left(self, at: datetime) -> int:
        """Seconds the running step has left; negative once they are over."""
        return round((self.due(self.now) - at).total_seconds()) if self.now else 0

    def behind(self, at: datetime) -> int:
        """Whole minutes behind plan, if the running step ends when it should; negative where ahead."""
        if self.now is None:
            return 0
        ends = max(at, self.due(self.now))
        late = (ends - self.anchor).total_seconds() - self.now.ends_after
        return int(late / MINUTE)

    @property
    def items_seen(self) -> str:
        """Changes whenever the items do, whoever is there."""
        return blake2b(repr(self.plan.lines).encode(), digest_size=8).hexdigest()

    @cached_property
    def version(self) -> str:
        """Changes whenever the page that shows it does."""
        seen = repr((self.pk, self.clock, self.starts_at, self.closed, self.plan.steps))
        return blake2b(seen.encode(), digest_size=8).hexdigest()
