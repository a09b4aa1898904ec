"""An invented chapter's people: its rules, recesses, stays with their seats, leaves and partnerships."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations, product, starmap

from tests.standing.history_author import DAY, WEEK, Author

# Code points order these otherwise than a dictionary does.
NAMES = ("ann.lee", "ann-lee", "annlee", "ann_lee", "ann+b", "a1", "b", "bo", "zed", "ann.le")
# The first of each is what an empty cell means.
RULE_VALUES: dict[str, tuple[int, ...]] = {
    "attendance_percent": (75, 66, 80, 50, 99, 100, 1, 0),
    "attendance_window_weeks": (26, 13, 4, 2, 1, 52, 104),
    "attendance_margin_percent": (10, 5, 25, 0, 100),
    "max_substitutes": (-1, 0, 1, 2, 3, 999),
    "leads_per_week": (2, 1, 1, 1, 3, 50, 0),
    "leads_window_weeks": (26, 13, 4, 2, 1, 52, 104),
    "one_to_ones_per_year": (2, 1, 1, 3, 4, 52, 0),
    "partner_one_to_ones_per_quarter": (1, 2, 3, 13, 0),
    "at_risk_percent": (75, 50, 90, 100, 0),
    "grace_weeks": (12, 0, 1, 2, 4, 4, 30),
    "flag_after_weeks": (4, 1, 0, 52),
}
Stay = tuple[date, date | None]


def write_chapter(author: Author) -> None:
    """The chapter, its rules, recesses and the edges its dates crowd around."""
    windows = [author.rules["attendance_window_weeks"], author.rules["leads_window_weeks"], 13, 52]
    begun = [author.end - weeks * WEEK for weeks in (13, *windows)]
    first_day = author.random.choice(begun) + author.random.choice((-1, 0, 1, 30)) * DAY
    record_from = first_day if author.chance(40) else None
    author.edges += begun + [author.end] * 3 + [author.as_of, first_day]
    author.add(
        "chapter.csv",
        slug="nasty",
        name="Nasty",
        timezone=author.zone.key,
        currency="EUR",
        weekday=author.random.randrange(7),
        start_time="07:00",
        duration_minutes=90,
        record_from=record_from,
    )
    for first in {author.day() for _ in range(author.random.choice((0, 0, 1, 2)))}:
        last = first + author.random.choice((0, 1, 6, 13)) * DAY
        author.add("recesses.csv", from_=first, to=last, reason="rest")


def write_rules(author: Author) -> None:
    """Versions of the rules on either side of ``E``, the one that holds kept in `author.rules`."""
    author.rules = {key: values[0] for key, values in RULE_VALUES.items()}
    holds = author.random.choice((None, 1, 1, 7, 300))
    others = author.random.sample((0, -1, -7), author.random.choice((0, 1, 2)))
    if holds:
        others += author.random.sample((301, 420, 500), author.random.choice((0, 1)))
        author.rules = drawn_rules(author)
        add_rules(author, holds, author.rules)
    for days in others:
        add_rules(author, days, drawn_rules(author))


def drawn_rules(author: Author) -> dict[str, int]:
    """One version's values, half of them the defaults."""
    return {
        key: values[0] if author.chance(50) else author.random.choice(values) for key, values in RULE_VALUES.items()
    }


def add_rules(author: Author, days: int, rules: dict[str, int]) -> None:
    """The row of a version from so many days before ``E``; a default is said or left empty."""
    cells = {
        key: "" if value == -1 or (value == RULE_VALUES[key][0] and author.chance(50)) else value
        for key, value in rules.items()
    }
    author.add("rules.csv", effective_from=author.end - days * DAY, **cells)


def write_members(author: Author) -> None:
    """Two to seven people with their stays, nearly all of them current as of the date asked for."""
    names = author.random.sample(NAMES, author.random.choice((2, 3, 3, 4, 4, 5, 6, 7)))
    author.emails = [f"{name}@{author.random.choice(('x', 'x-y'))}.example" for name in names]
    for number, email in enumerate(author.emails):
        stays = list(drawn_stays(author))
        category, place = free_seat(author, f"Trade {number}", stays)
        for joined_on, left_on in stays:
            author.add(
                "members.csv",
                email=email,
                joined_on=joined_on,
                left_on=left_on,
                name=email.partition("@")[0].title(),
                category=category,
                place=place,
                roles="president" if email == author.emails[0] else "",
            )
            author.edges += [day for day in (joined_on, left_on) if day and day > author.end - 60 * WEEK]
    for seat in sorted({(row["category"], row["place"]) for row in author.tables["members.csv"]}):
        author.add("seats.csv", category=seat[0], place=seat[1], status="held")


def drawn_stays(author: Author) -> Iterator[Stay]:
    """One person's stays: perhaps one before, the one about the date asked for, perhaps one after."""
    end, pick = author.end, author.random.choice
    grace = author.rules["grace_weeks"]
    weeks = pick((60, 60, 110, 110, 200, 200, 52, 52, 39, 30, 13, 3, 0, grace, grace))
    joined_on = end - weeks * WEEK - pick((0, 0, 1, 5, 6, -1, -2)) * DAY
    left_on = pick((None, None, None, None, end, author.as_of, author.as_of + DAY, end + pick((1, 7, 40)) * DAY))
    if author.chance(30):
        earlier_left = joined_on - pick((0, 1, 7, 30, 100)) * DAY
        yield earlier_left - pick((1, 20, 300)) * DAY, earlier_left
    if left_on and left_on <= joined_on:
        left_on = None
    yield joined_on, left_on
    if left_on and author.chance(40):
        yield left_on + pick((0, 1, 3, 14)) * DAY, None


def free_seat(author: Author, trade: str, stays: list[Stay]) -> tuple[str, int]:
    """A seat nobody else holds on a day of the stays: in a new trade, a second place, or one that fell free."""
    seats: dict[tuple[str, int], list[Stay]] = {}
    for row in author.tables.get("members.csv", ()):
        left_on = date.fromisoformat(row["left_on"]) if row["left_on"] else None
        held = seats.setdefault((row["category"], int(row["place"])), [])
        held.append((date.fromisoformat(row["joined_on"]), left_on))
    free = [seat for seat, held in seats.items() if not any(starmap(share_a_day, product(held, stays)))]
    second = [(category, place + 1) for category, place in seats if (category, place + 1) not in seats]
    return author.random.choice([(trade, 1), (trade, 1), *free, *second[:1]])


def share_a_day(one: Stay, other: Stay) -> bool:
    """Whether two stays overlap."""
    return (other[1] is None or one[0] < other[1]) and (one[1] is None or other[0] < one[1])


def write_leaves(author: Author) -> None:
    """Leaves of every length, answered and not, open, and on either side of an edge."""
    for email in author.emails:
        for first in {author.day() for _ in range(author.random.choice((0, 0, 1, 1, 2)))}:
            days = author.random.choice((0, 0, 1, 6, 7, 13, 40, None))
            author.add(
                "leaves.csv",
                email=email,
                from_=first,
                to=None if days is None else first + days * DAY,
                reason="away",
                approved=author.random.choice(("yes", "yes", "yes", "no", "")),
            )


def write_partnerships(author: Author) -> None:
    """Partnerships about 91 days old: young, ended, renewed and side by side."""
    for a, b in combinations(sorted(author.emails), 2):
        if author.chance(60):
            continue
        ages = (90, 91, 91, 92, 200, 300, 30)
        for age in set(author.random.choices(ages, k=author.random.choice((1, 1, 2, 3)))):
            started_on = author.end - timedelta(days=age)
            ended_on = author.end + author.random.choice((-30, -1, 0, 0, 1, 7)) * DAY
            author.add(
                "partnerships.csv",
                a=a,
                b=b,
                started_on=started_on,
                ended_on=max(ended_on, started_on) if author.chance(40) else None,
            )
