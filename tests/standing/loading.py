"""An archive's tables made rows of a chapter, the short way: no checks, no merging, every fact that standing reads.

Moving in for real is `archive`; what is compared here is how the facts are judged.
"""

from collections import defaultdict
from datetime import UTC, date, datetime, time
from uuid import UUID

from chapters.models import Category, Chapter, Network, Recess, Rules, Seat
from chapters.rules import RULE_RANGES
from chapters.scope import chapter_scope
from meetings.models import Mark, Meeting, OneToOne
from members.models import Leave, Member, Partnership, Stay
from referrals.models import Slip

START = datetime(2000, 1, 1, tzinfo=UTC)


def day(text: str | None) -> date | None:
    return date.fromisoformat(text.strip()) if text and text.strip() else None


def instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text.strip()) if text and text.strip() else None


def number(text: str | None) -> int | None:
    return int(text) if text and text.strip() else None


def email(text: str) -> str:
    return text.strip().lower()


def load(tables, slug: str) -> Chapter:
    """The chapter of these tables, under a slug of its own."""
    (row,) = tables["chapter.csv"]
    network, _ = Network.objects.get_or_create(slug="harbour", defaults={"name": "Harbour"})
    chapter = Chapter.objects.create(
        network=network,
        slug=slug,
        name=slug,
        timezone=row["timezone"],
        currency="GBP",
        weekday=1,
        start_time=time(7),
        duration_minutes=90,
        record_from=day(row.get("record_from")),
        created_at=START,
    )
    with chapter_scope(chapter.pk):
        people = load_people(chapter, tables)
        load_calendar(chapter, tables, people)
        load_meetings(chapter, tables, people)
        load_slips(chapter, tables, people)
        load_pairs(chapter, tables, people)
    return chapter


def load_people(chapter, tables):
    rows = tables["members.csv"]
    emails = sorted({email(row["email"]) for row in rows})
    made = Member.objects.bulk_create(Member(chapter=chapter, email=one, name=one) for one in emails)
    people = {member.email: member for member in made}
    places = sorted({(row["category"], number(row.get("place")) or 1) for row in rows})
    names = sorted({category for category, _ in places})
    categories = {
        one.name: one
        for one in Category.objects.bulk_create(Category(chapter=chapter, name=name, key=name) for name in names)
    }
    seats = {
        (seat.category.name, seat.place): seat
        for seat in Seat.objects.bulk_create(
            Seat(chapter=chapter, category=categories[category], place=place, status="held")
            for category, place in places
        )
    }
    Stay.objects.bulk_create(
        Stay(
            chapter=chapter,
            member=people[email(row["email"])],
            joined_on=day(row["joined_on"]),
            left_on=day(row.get("left_on")),
            seat=seats[row["category"], number(row.get("place")) or 1],
        )
        for row in rows
    )
    return people


def load_calendar(chapter, tables, people):
    Rules.objects.bulk_create(
        Rules(
            chapter=chapter,
            effective_from=day(row["effective_from"]),
            **{key: number(row.get(key)) for key in RULE_RANGES},
        )
        for row in tables.get("rules.csv", ())
    )
    Recess.objects.bulk_create(
        Recess(chapter=chapter, first_day=day(row["from"]), last_day=day(row["to"]))
        for row in tables.get("recesses.csv", ())
    )
    Leave.objects.bulk_create(
        Leave(
            chapter=chapter,
            member=people[email(row["email"])],
            first_day=day(row.get("from")),
            last_day=day(row.get("to")),
            approved={"yes": True, "no": False}.get(row.get("approved", "")),
        )
        for row in tables.get("leaves.csv", ())
    )


def load_meetings(chapter, tables, people):
    meetings = {
        meeting.date: meeting
        for meeting in Meeting.objects.bulk_create(
            Meeting(chapter=chapter, date=day(row["date"]), status=row["status"])
            for row in tables.get("meetings.csv", ())
        )
    }
    Mark.objects.bulk_create(
        Mark(chapter=chapter, meeting=meetings[day(row["date"])], member=people[email(row["email"])], mark=row["mark"])
        for row in tables.get("attendance.csv", ())
    )


def load_slips(chapter, tables, people):
    bad_since = defaultdict(list)
    for row in tables.get("progress.csv", ()):
        if row["status"] == "bad":
            bad_since[row["slip"]].append(instant(row["at"]))
    Slip.objects.bulk_create(
        Slip(
            chapter=chapter,
            uuid=UUID(row["id"]),
            kind=row["kind"],
            given_at=instant(row["given_at"]),
            giver=people[email(row["giver"])],
            receiver=people[email(row["receiver"])] if row.get("receiver") else None,
            withdrawn_at=instant(row.get("withdrawn_at")),
            bad_at=instant(row.get("bad_at")) or min(bad_since[row["id"]], default=None),
        )
        for row in tables.get("slips.csv", ())
    )


def load_pairs(chapter, tables, people):
    def two(row):
        return sorted((people[email(row["a"])], people[email(row["b"])]), key=lambda member: member.pk)

    OneToOne.objects.bulk_create(
        OneToOne(
            chapter=chapter,
            uuid=UUID(int=index),
            date=day(row["date"]),
            a=two(row)[0],
            b=two(row)[1],
            n=number(row.get("n")) or 1,
            disputed=row.get("disputed") == "yes",
        )
        for index, row in enumerate(tables.get("one_to_ones.csv", ()))
    )
    Partnership.objects.bulk_create(
        Partnership(
            chapter=chapter,
            proposer=two(row)[0],
            partner=two(row)[1],
            state="ended" if row.get("ended_on") else "accepted",
            proposed_at=START,
            started_on=day(row["started_on"]),
            ended_on=day(row.get("ended_on")),
        )
        for row in tables.get("partnerships.csv", ())
    )
