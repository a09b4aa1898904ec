"""Invented chapters of thirty members and a year, with the amounts and spreads of demo/riverside.

Rows name chapters and members by number; `bench.data` multiplies them. The same seed gives the same rows.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random

MEMBERS = 30
WEEKS = 52
END = date(2026, 11, 16)
START = END - timedelta(weeks=WEEKS)

Row = tuple[object, ...]

# Of 100 marks; slips a week by member, from the least to the most active; one-to-ones a year by pair.
MARKS = {"present": 860, "substitute": 60, "absent_notified": 28, "absent": 26, "late": 17, "medical": 9}
SLIPS_A_WEEK = (0.9, 0.9, 1.0, 1.3, 1.4, 1.5, 1.6, 1.6, 1.6, 1.6, 1.7, 1.7, 1.7, 1.8, 1.8, 1.9, 1.9, 1.9, 2.0, 2.0)
SLIPS_A_WEEK += (2.0, 2.1, 2.2, 2.2, 2.2, 2.3, 2.7, 2.9, 3.0, 3.8)
ONE_TO_ONES = (2, 2, 2, 2, 2, 3, 3, 3, 1, 1)
BAD, WITHDRAWN, DISPUTED, REFERRALS = 0.05, 0.014, 0.01, 0.7
LATE_JOINERS = 4
PARTNERSHIPS = 6


def joined(member: int) -> date:
    """Most were there before the year began; some joined in the course of it."""
    if member < MEMBERS - LATE_JOINERS:
        return date(2021, 1, 5) + timedelta(days=41 * member)
    return START + timedelta(days=70 * (member - MEMBERS + LATE_JOINERS) + 15)


def marks(random: Random) -> Iterator[Row]:
    """week, member, mark: every week has one meeting."""
    words, weights = list(MARKS), list(MARKS.values())
    for week in range(WEEKS):
        for member, mark in enumerate(random.choices(words, weights, k=MEMBERS)):
            if joined(member) <= START + timedelta(days=7 * week + 1):
                yield week, member, mark


def slips(random: Random) -> Iterator[Row]:
    """given_at, giver, receiver (empty: a lead), withdrawn_at, bad_at."""
    first = datetime.combine(START, datetime.min.time(), UTC)
    for giver, a_week in enumerate(random.sample(SLIPS_A_WEEK, MEMBERS)):
        for week in range(WEEKS):
            for _ in range(min(7, round(random.gammavariate(a_week, 1)))):
                given_at = first + timedelta(weeks=week, seconds=random.randrange(7 * 86_400))
                receiver = (giver + random.randrange(1, MEMBERS)) % MEMBERS if random.random() < REFERRALS else None
                fate, known = random.random(), given_at + timedelta(days=random.randrange(1, 20))
                yield (
                    given_at,
                    giver,
                    receiver,
                    known if fate < WITHDRAWN else None,
                    known if WITHDRAWN <= fate < WITHDRAWN + BAD else None,
                )


def one_to_ones(random: Random) -> Iterator[Row]:
    """date, a, b, n, disputed."""
    for a in range(MEMBERS):
        for b in range(a + 1, MEMBERS):
            days = random.sample(range(7 * WEEKS), random.choice(ONE_TO_ONES))
            for day in days:
                yield START + timedelta(days=day), a, b, 1, random.random() < DISPUTED


def partnerships(random: Random) -> Iterator[Row]:
    """a, b, started_on."""
    for a, b in {tuple(sorted(random.sample(range(MEMBERS), 2))) for _ in range(PARTNERSHIPS)}:
        yield a, b, END - timedelta(days=random.randrange(60, 360))


def leaves(random: Random) -> Iterator[Row]:
    """member, first_day, last_day, approved."""
    for member in random.sample(range(MEMBERS), 3):
        first = START + timedelta(days=random.randrange(300))
        yield member, first, first + timedelta(days=random.choice((2, 14, 56))), random.random() < 0.7
