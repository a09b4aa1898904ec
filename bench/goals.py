"""The list of goals: each a function that measures one or several ratios on the data set.

    @goal("standing_chapter_vs_floor", at_most=10)
    def measure() -> float: ...

A module that registers goals is named in `bench.__main__.MODULES`.
"""

from collections.abc import Callable
from dataclasses import dataclass

CHAPTERS = 110
"""How many chapters of thirty the data set has that each goal finds, unless it makes another."""

Measure = Callable[[], float]


@dataclass(frozen=True)
class Goal:
    """A ratio (or, where the key says so, megabytes) and what it must reach. `large` needs the large data set."""

    key: str
    measure: Measure
    at_most: float | None
    at_least: float | None
    large: bool

    def holds(self, value: float) -> bool:
        """Whether the measured value is good enough."""
        return (self.at_most is None or value <= self.at_most) and (self.at_least is None or value >= self.at_least)

    @property
    def limit(self) -> str:
        """The limit as it is printed."""
        return f"<= {self.at_most}" if self.at_most is not None else f">= {self.at_least}"


GOALS: list[Goal] = []


def goal(
    key: str, *, at_most: float | None = None, at_least: float | None = None, large: bool = False
) -> Callable[[Measure], Measure]:
    """Register a measurement; they run in the order they are registered."""

    def register(measure: Measure) -> Measure:
        GOALS.append(Goal(key, measure, at_most, at_least, large))
        return measure

    return register
