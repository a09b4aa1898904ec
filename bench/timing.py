"""Timing two things in turn, so that a busy moment of the machine meets both."""

from collections.abc import Callable
from statistics import median
from time import perf_counter


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    begun = perf_counter()
    work()
    return perf_counter() - begun


def in_turn(work: Callable[[], object], floor: Callable[[], object], *, rounds: int) -> tuple[float, float]:
    """The median seconds of each, run alternately after one round to warm up."""
    work(), floor()
    pairs = [(seconds(work), seconds(floor)) for _ in range(rounds)]
    return median(first for first, _ in pairs), median(second for _, second in pairs)


def ratio(work: Callable[[], object], floor: Callable[[], object], *, rounds: int) -> float:
    """How many times as long the one takes as the other."""
    ours, theirs = in_turn(work, floor, rounds=rounds)
    return ours / theirs
