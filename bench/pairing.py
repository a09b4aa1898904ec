"""Planning a month's one-to-ones: what a plan is worth against greedy's, and how long a chapter of sixty takes."""

from itertools import combinations
from random import Random
from statistics import mean
from time import perf_counter

from bench.goals import goal
from standing.pairing import Need, greedy, pair, points_of

CHAPTERS, SMALLEST, SPREAD = 100, 5, 40
SIXTY = 60


def invented(seed: int, people: int = 0) -> tuple[list[Need], dict[int, int]]:
    """What each two of an invented chapter need, and everybody's number; the same seed gives the same chapter."""
    random = Random(seed)
    people = people or SMALLEST + seed % SPREAD
    newcomers = {person for person in range(people) if random.random() < 0.12}
    needs = []
    for a, b in combinations(range(people), 2):
        newcomer = a in newcomers or b in newcomers
        never_met = random.random() < (0.5 if newcomer else 0.08)
        partner_due = not never_met and random.random() < 2 / people
        short = 2 if never_met else random.choice((0, 0, 1, 1, 2))
        needs.append(Need(a, b, partner_due, never_met, newcomer, short, tie=random.randrange(60)))
    return needs, {person: random.choice((0, 1, 2, 2, 2, 3, 4)) for person in range(people)}


@goal("pairing_vs_greedy", at_least=1.0)
def against_greedy() -> float:
    """The mean, over a hundred seeded chapters, odd and even, of our plan's points to greedy's (8, 4, 2 and 1)."""
    ratios = []
    for seed in range(CHAPTERS):
        needs, numbers = invented(seed)
        floor = points_of(greedy(needs, numbers))
        ratios.append(points_of(pair(needs, numbers)) / floor if floor else 1.0)
    return mean(ratios)


@goal("pairing_seconds_60_members", at_most=2.0)
def sixty() -> float:
    """Seconds to pair a chapter of sixty, the longest of five."""
    taken = []
    for seed in range(5):
        needs, numbers = invented(seed, SIXTY)
        begun = perf_counter()
        pair(needs, numbers)
        taken.append(perf_counter() - begun)
    return max(taken)
