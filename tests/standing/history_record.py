"""What an invented chapter's people did: meetings and marks, slips and thanks, one-to-ones, visitors."""

from datetime import date, datetime
from itertools import combinations
from uuid import UUID

from tests.standing.history_author import DAY, WEEK, Author, stamp

MARKS = ("present", "late", "substitute", "medical", "absent_notified", "absent")
# How often each of these marks is somebody's: the diligent, the middling, the one who sends others, the rare guest.
MANNERS = ((90, 4, 2, 1, 1, 2), (60, 5, 10, 5, 10, 10), (30, 5, 45, 5, 5, 10), (20, 10, 20, 10, 20, 20))


def write_meetings(author: Author) -> None:
    """Weeks of meetings of every status up to a few days after ``E``, some weeks with none or two."""
    weeks = min(author.rules["attendance_window_weeks"] + 3, author.random.choice((3, 8, 30, 30, 56, 110)))
    weekday = int(author.tables["chapter.csv"][0]["weekday"])
    days = {author.end + (weekday - 7 * number) * DAY for number in range(-2, weeks) if author.chance(92)}
    days |= {author.day() for _ in range(author.random.choice((0, 1, 3)))}
    for day in sorted(days):
        status = author.random.choices(("held", "scheduled", "cancelled"), (85, 7, 8))[0]
        author.add("meetings.csv", date=day, status=status, note="")
    for email in author.emails:
        manner = author.random.choice(MANNERS)
        for day in sorted(days):
            if author.chance(93):
                write_mark(author, day, email, author.random.choices(MARKS, manner)[0])


def write_mark(author: Author, day: date, email: str, mark: str) -> None:
    """One mark, with somebody's name where a substitute came."""
    substitute = "Sam Stand-In" if mark == "substitute" else ""
    author.add("attendance.csv", date=day, email=email, mark=mark, substitute=substitute)


def write_slips(author: Author) -> None:
    """Weeks of slips: none, enough, twice enough and a pile, for the weeks of a window and a little around it."""
    rule = min(author.rules["leads_per_week"], 3) or 1
    weeks = min(author.rules["leads_window_weeks"] + 2, author.random.choice((4, 15, 28)))
    for email in author.emails:
        counts = author.random.choice(
            ((0, rule), (rule, rule, 0, 2 * rule), (rule - 1, rule, 2 * rule + 2), (rule,), (rule, rule + 1), (0, 0, 1))
        )
        for number in range(-1, weeks):
            for _ in range(author.random.choice(counts)):
                write_slip(author, email, author.instant_in(author.end - number * WEEK))


def write_slip(author: Author, giver: str, given_at: datetime) -> None:
    """One lead or referral, some withdrawn, some marked bad, some of either just about when ``E`` begins."""
    slip = UUID(int=author.random.getrandbits(128), version=4)
    receiver = author.random.choice([email for email in author.emails if email != giver])
    kind = author.random.choice(("lead", "referral"))
    withdrawn_at, bad_at = (afterthought(author, given_at) if author.chance(12) else None for _ in range(2))
    status = "bad" if bad_at else author.random.choice(("passed", "passed", "contacted", "won"))
    author.add(
        "slips.csv",
        id=slip,
        kind=kind,
        given_at=stamp(given_at),
        giver=giver,
        receiver=receiver if kind == "referral" else None,
        prospect="Pat Prospect",
        need="a hand",
        warmth=3 if kind == "referral" else None,
        inside="no",
        use_name="yes",
        status=status,
        withdrawn_at=withdrawn_at and stamp(withdrawn_at),
        bad_at=bad_at and stamp(bad_at),
        bad_reason="wrong number" if bad_at else None,
    )
    if status != "passed":
        author.add("progress.csv", slip=slip, at=stamp(bad_at or given_at), status=status, note="")
    if status == "won":
        write_thanks(author, str(slip), stamp(given_at), author.emails)


def afterthought(author: Author, given_at: datetime) -> datetime:
    """When a slip was withdrawn or marked bad: about the instant ``E`` begins, at once, or some days later."""
    days = author.random.choice((0, 0, 3, 30))
    return max(given_at, author.random.choice((author.instant_near(author.end), given_at + days * DAY)))


def write_thanks(author: Author, slip: str, at: str, people: list[str]) -> None:
    """Thanks for a slip; they count for nothing here."""
    thanks = UUID(int=author.random.getrandbits(128), version=4)
    giver, receiver = author.random.sample(people, 2)
    author.add("thanks.csv", id=thanks, at=at, from_=giver, to=receiver, slip=slip, amount="10.00", text="Thanks")


def write_one_to_ones(author: Author) -> None:
    """One-to-ones of every pair, on edges, disputed, and several on a day."""
    often = author.random.choice(((0, 1, 2), (1, 2, 3), (2, 2, 3, 5), (1, 1, 1, 3)))
    for a, b in combinations(sorted(author.emails), 2):
        met: dict[date, int] = {}
        for _ in range(author.random.choice(often)):
            day = author.day()
            for _ in range(author.random.choice((1, 1, 1, 1, 2))):
                met[day] = met.get(day, 0) + 1
                disputed = "yes" if author.chance(15) else "no"
                author.add("one_to_ones.csv", date=day, a=a, b=b, n=met[day], topics="", disputed=disputed)


def write_visitors(author: Author) -> None:
    """A visitor, for good measure."""
    if author.chance(30):
        author.add(
            "visitors.csv",
            date=author.end - WEEK,
            name="Vic Visitor",
            email="vic@visitor.example",
            category="Baker",
            invited_by=author.emails[0],
            outcome="came",
        )
