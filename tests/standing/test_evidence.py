"""The rows behind each figure add up to it."""

from random import Random

import pytest

from chapters.scope import chapter_scope
from standing import evidence
from standing.engine import standings
from tests.standing.histories import history
from tests.standing.loading import load


@pytest.fixture(params=range(0, 200, 8))
def told(request, db):
    """A nasty little chapter, in scope, and the date asked for."""
    found = history(Random(request.param))
    chapter = load(found.tables, "riverside")
    with chapter_scope(chapter.pk):
        yield chapter, found.as_of


def test_the_rows_behind_every_figure_add_up_to_it(told):
    chapter, as_of = told
    answer = standings(chapter, as_of=as_of)
    for member in answer.members:
        meetings = evidence.meetings(chapter, member.member_id, as_of=as_of)
        assert sum(row.counts for row in meetings) == member.attendance.counted
        assert sum(row.credited for row in meetings) == member.attendance.credited
        weeks = evidence.weeks(chapter, member.member_id, as_of=as_of)
        assert sum(row.eligible for row in weeks) == member.leads.weeks
        assert sum(row.capped for row in weeks) == member.leads.given
        for rows, figure in (
            (evidence.pairs(chapter, member.member_id, as_of=as_of), member.one_to_ones),
            (evidence.partners(chapter, member.member_id, as_of=as_of), member.partner_one_to_ones),
        ):
            assert sum(min(row.done, row.required) for row in rows) == figure.done
            assert sum(row.required for row in rows) == figure.required
            assert tuple(row.email for row in rows if row.short) == figure.due
            assert all(len(row.dates) == row.done for row in rows)


def test_a_row_that_is_left_out_says_why(told):
    chapter, as_of = told
    for member in standings(chapter, as_of=as_of).members:
        for row in evidence.meetings(chapter, member.member_id, as_of=as_of):
            assert bool(row.left_out) is not row.counts
        for week in evidence.weeks(chapter, member.member_id, as_of=as_of):
            assert bool(week.left_out) is not week.eligible
