"""What the one statement tells of each member's weeks, against the same read slowly, row by row."""

import os
from datetime import date, timedelta
from random import Random

import pytest
from django.db import transaction

from chapters.models import Recess
from chapters.rules import RuleSet
from chapters.scope import chapter_scope
from meetings.models import Mark, Meeting, OneToOne
from members.models import Leave, Stay
from referrals.models import Slip
from standing.courses import asked_of, courses
from tests.standing.histories import history
from tests.standing.loading import load

SEEDS = int(os.environ.get("COURSES_HISTORIES", "30"))
WEEK = timedelta(weeks=1)


class Slowly:
    """One chapter's rows as of a date, and what each member did, worked out a member and a week at a time."""

    def __init__(self, chapter, as_of):
        self.chapter, self.as_of = chapter, as_of
        self.end = as_of - timedelta(days=as_of.weekday())
        self.recesses = list(Recess.objects.in_chapter(chapter))
        self.leaves = list(Leave.objects.in_chapter(chapter).filter(approved=True))
        self.meetings = [one for one in Meeting.objects.in_chapter(chapter) if one.status == "held"]
        self.marks = {(one.meeting_id, one.member_id): one.mark for one in Mark.objects.in_chapter(chapter)}
        self.slips = [one for one in Slip.objects.in_chapter(chapter) if self.good(one)]
        self.met = [one for one in OneToOne.objects.in_chapter(chapter) if not one.disputed and one.date <= as_of]
        self.oldest = self.end - 52 * WEEK

    def local(self, at):
        return at.astimezone(self.chapter.zone).date()

    def good(self, slip):
        known = [self.local(at) for at in (slip.withdrawn_at, slip.bad_at) if at]
        return self.local(slip.given_at) <= self.as_of and not any(day <= self.as_of for day in known)

    def counts(self, member, since, monday):
        days = [monday + timedelta(days=n) for n in range(7)]
        spans = [(one.first_day, one.last_day) for one in self.recesses]
        spans += [
            (one.first_day or date.min, one.last_day or date.max) for one in self.leaves if one.member_id == member
        ]
        return monday >= since and not any(first <= day <= last for first, last in spans for day in days)

    def told(self, stay):
        """The same as a course says, as plain values."""
        member, since = stay.member_id, max(stay.joined_on, self.chapter.record_from or date.min)
        mondays = [self.end - n * WEEK for n in range(1, 53) if self.counts(member, since, self.end - n * WEEK)][:26]
        mondays = [self.end, *mondays]
        return {
            "weeks": tuple((self.end - monday).days // 7 for monday in mondays),
            "meetings": tuple(sum(mark != "medical" for mark in self.of_week(member, monday)) for monday in mondays),
            "came": tuple(
                sum(mark in {"present", "late", "substitute"} for mark in self.of_week(member, monday))
                for monday in mondays
            ),
            "given": tuple(self.within(self.given(member), monday) for monday in mondays),
            "one_to_ones": tuple(self.within(self.one_to_ones(member), monday) for monday in mondays),
            "gave": self.latest(self.given(member)),
            "got": self.latest(self.local(one.given_at) for one in self.slips if one.receiver_id == member),
            "met": self.latest(self.one_to_ones(member)),
        }

    def of_week(self, member, monday):
        return [
            self.marks.get((one.pk, member), "")
            for one in self.meetings
            if monday <= one.date < monday + WEEK and one.date <= self.as_of
        ]

    def given(self, member):
        return [self.local(one.given_at) for one in self.slips if one.giver_id == member]

    def one_to_ones(self, member):
        return [one.date for one in self.met if member in {one.a_id, one.b_id}]

    def within(self, days, monday):
        return sum(monday <= day < monday + WEEK for day in days)

    def latest(self, days):
        return max((day for day in days if day >= self.oldest), default=None)


@pytest.mark.django_db
def test_nasty_little_chapters_are_told_as_a_slow_reader_tells_them():
    told = 0
    for seed in range(SEEDS):
        found = history(Random(seed))
        with transaction.atomic():
            chapter = load(found.tables, "nasty")
            with chapter_scope(chapter.pk):
                stays = Stay.objects.in_chapter(chapter).current_on(found.as_of).filter(left_on=None)
                slow = Slowly(chapter, found.as_of)
                expected = {stay.member_id: slow.told(stay) for stay in stays}
                terms = asked_of(chapter, as_of=found.as_of, rules=RuleSet())
                ours = {
                    one.member_id: {name: getattr(one, name) for name in next(iter(expected.values()))}
                    for one in courses([terms], {chapter.pk: chapter.zone})
                }
            assert ours == expected, f"history {seed}"
            told += len(ours)
            transaction.set_rollback(True)
    assert told > SEEDS
