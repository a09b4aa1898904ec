"""Invented histories of chapters in which it is known who leaves, when, and whether they drifted before.

Rates and spreads are those of the field: members who leave (53 % a year, 58 % in their first, a fifth of them without
any sign), marks, leads and referrals (Gamma 1.9; a chapter's mean between 0.8 and 1.6 a week), one-to-ones (0.7 to 2.3)
that go along with what one gives (0.60), what comes back hardly so (0.23). Whoever drifts does less and less of
everything over a drawn 4 to 16 weeks; everybody has dips of 2 to 6 weeks, two a year, and some take leave. How often
members open the app is in no source: a drawn share of weeks, less as they drift.

The same seed gives the same chapter. Weeks are told by their number; a member by theirs.
"""

from dataclasses import dataclass, field
from math import exp
from random import Random

WEEKS = 120
PEOPLE = 30
SHAPE = 1.9
LEAVE_A_WEEK, LEAVE_IN_FIRST_YEAR = 0.0145, 0.0167
SUDDENLY = 0.2
DRIFT, DRIFTED_TO = (4, 16), 0.1
DIPS_A_WEEK, DIP, DIPPED_TO = 2 / 52, (2, 6), (0.2, 0.6)
LEAVES_A_WEEK, ON_LEAVE = 0.1 / 52, (1, 4)
MARKS = {"present": 81, "substitute": 11, "medical": 3, "absent": 3, "late": 3}
REFERRALS = 0.7
RECESSES = (51, 103)
"""The first of two weeks around New Year in which the chapter does not meet."""
YEAR = 52


@dataclass
class Person:
    """A member: from the week they joined to the week they left (None: later than is told), and how much they do."""

    number: int
    joined: int
    gives: float
    meets: float
    liked: float
    opens: float
    left: int | None = None
    drifts_from: int | None = None
    dips: list[tuple[int, int, float]] = field(default_factory=list)
    away: list[tuple[int, int]] = field(default_factory=list)

    def share(self, week: int) -> float:
        """What they do this week of what they usually do."""
        for first, last, share in self.dips:
            if first <= week <= last and self.drifts_from is None:
                return share
        if self.left is None or self.drifts_from is None or week < self.drifts_from:
            return 1.0
        gone = (week + 1 - self.drifts_from) / (self.left - self.drifts_from)
        return 1.0 - (1.0 - DRIFTED_TO) * min(gone, 1.0)

    def here(self, week: int) -> bool:
        """A member in this week and not on leave."""
        member = self.joined <= week and (self.left is None or week < self.left)
        return member and not any(first <= week <= last for first, last in self.away)


@dataclass
class Told:
    """What a chapter's record holds: rows by number of week, day in it, and member."""

    people: list[Person]
    marks: list[tuple[int, int, str]] = field(default_factory=list)
    slips: list[tuple[int, int, int, int | None]] = field(default_factory=list)
    one_to_ones: list[tuple[int, int, int, int]] = field(default_factory=list)
    opened: list[tuple[int, int]] = field(default_factory=list)


def history(seed: int) -> Told:
    """A chapter of thirty and its two years: its people with their fate, then what they did week by week."""
    random = Random(seed)
    told = Told(_people(random))
    for week in range(WEEKS):
        if not any(first <= week <= first + 1 for first in RECESSES):
            _week(random, told, week)
    return told


def _people(random: Random) -> list[Person]:
    gives, meets = random.uniform(0.8, 1.6), random.uniform(0.7, 2.3)
    people: list[Person] = []
    vacant = [-random.randrange(1, 300) for _ in range(PEOPLE)]
    while vacant:
        person = _person(random, len(people), vacant.pop(), gives, meets)
        people.append(person)
        if person.left is not None and (again := person.left + 1 + round(random.expovariate(1 / 4))) < WEEKS - 1:
            vacant.append(again)
    return people


def _person(random: Random, number: int, joined: int, gives: float, meets: float) -> Person:
    active, sociable, lucky = (random.gammavariate(SHAPE, 1 / SHAPE) for _ in range(3))
    person = Person(
        number,
        joined,
        gives=gives * active,
        meets=meets * (0.43 * active + 0.57 * sociable),
        liked=0.19 * active + 0.81 * lucky,
        opens=random.betavariate(6, 1.5),
    )
    for week in range(max(joined, 0), WEEKS):
        if random.random() < (LEAVE_IN_FIRST_YEAR if week - joined < YEAR else LEAVE_A_WEEK) and week > joined + 3:
            person.left = week
            break
    if person.left is not None and random.random() >= SUDDENLY:
        person.drifts_from = max(person.left - random.randint(*DRIFT), joined)
    _pauses(random, person)
    return person


def _pauses(random: Random, person: Person) -> None:
    week = max(person.joined, 0)
    while week < (person.left or WEEKS):
        if random.random() < DIPS_A_WEEK:
            last = week + random.randint(*DIP) - 1
            person.dips.append((week, last, random.uniform(*DIPPED_TO)))
            week = last
        elif random.random() < LEAVES_A_WEEK:
            last = week + random.randint(*ON_LEAVE) - 1
            person.away.append((week, last))
            week = last
        week += 1


def _week(random: Random, told: Told, week: int) -> None:
    here = [person for person in told.people if person.here(week)]
    share = {person.number: person.share(week) for person in here}
    for person in here:
        _attend(random, told, week, person, share[person.number])
        if random.random() < person.opens * share[person.number]:
            told.opened.append((week, person.number))
        others = [other for other in here if other is not person]
        for _ in range(_poisson(random, person.gives * share[person.number])):
            liked = random.choices(others, [other.liked for other in others])[0]
            receiver = liked.number if random.random() < REFERRALS else None
            told.slips.append((week, random.randrange(7), person.number, receiver))
        wanted = [other.meets * share[other.number] for other in others]
        for _ in range(_poisson(random, person.meets * share[person.number] / 2)):
            other = random.choices(others, wanted)[0]
            told.one_to_ones.append((week, random.randrange(7), person.number, other.number))


def _attend(random: Random, told: Told, week: int, person: Person, share: float) -> None:
    mark = random.choices(list(MARKS), list(MARKS.values()))[0]
    if mark in {"present", "late"} and random.random() > share:
        mark = "absent" if random.random() < 0.7 else "substitute"  # an assumption, as good as another
    told.marks.append((week, person.number, mark))


def _poisson(random: Random, mean: float) -> int:
    limit, product, number = exp(-mean), random.random(), 0
    while product > limit:
        product *= random.random()
        number += 1
    return number
