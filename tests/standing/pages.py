"""A Wednesday in Riverside, and chapters of any size to open its pages in."""

import gzip
from datetime import UTC, date, datetime, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from chapters.scope import chapter_scope
from meetings.models import Mark, Meeting
from referrals.models import Slip
from tests import factories

WEDNESDAY = date(2026, 3, 4)
AT = datetime(2026, 3, 4, 12, tzinfo=UTC)
WEEK_END = date(2026, 3, 2)
MOST_STATEMENTS, MOST_BYTES = 8, 12 * 1024
OURS = ("SAVEPOINT", "RELEASE SAVEPOINT", "SELECT set_config")


def statements_of(client, path, data=None):
    """How many statements a page takes; a request inside a test adds savepoints and puts the scope back."""

    def ask():
        return client.get(path) if data is None else client.post(path, data)

    ask()
    with CaptureQueriesContext(connection) as seen:
        assert ask().status_code == 200
    return sum(not query["sql"].startswith(OURS) for query in seen)


def weight_of(client, path):
    """The page's bytes as they travel."""
    return len(gzip.compress(client.get(path).content))


def held_meetings(chapter, marks, *, last=date(2026, 2, 24)):
    """Weekly meetings that were held, the last of them on a Tuesday; `marks` by member, oldest first ("" is none)."""
    weeks = max(len(row) for row in marks.values())
    days = [last - timedelta(weeks=weeks - 1 - n) for n in range(weeks)]
    meetings = [factories.MeetingFactory(chapter=chapter, date=day, status="held") for day in days]
    Mark.objects.bulk_create(
        Mark(chapter=chapter, meeting=meeting, member=member, mark=mark)
        for member, row in marks.items()
        for meeting, mark in zip(meetings, row, strict=True)
        if mark
    )
    return meetings


def leads(chapter, member, weeks, *, each=2):
    """So many leads in each of the last weeks."""
    Slip.objects.bulk_create(
        factories.SlipFactory.build(
            chapter=chapter, kind="lead", receiver=None, giver=member, given_at=AT - timedelta(weeks=1 + week, hours=n)
        )
        for week in range(weeks)
        for n in range(each)
    )


def grow(chapter, people):
    """A chapter with so many more members, each with a year behind them."""
    with chapter_scope(chapter.pk):
        members = [
            factories.MemberFactory(chapter=chapter, user=None, name=f"Person {n:02} of a long and winding name")
            for n in range(people)
        ]
        if not Meeting.objects.in_chapter(chapter).exists():
            held_meetings(chapter, {member: ["present"] * 10 + ["absent"] * 4 for member in members})
        for member in members:
            leads(chapter, member, 6)
    return members
