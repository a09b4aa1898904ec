"""A one-to-one that was planned counts like one that was logged, from the Monday after it on, for both."""

from datetime import UTC, datetime, timedelta

from meetings.actions.appointments import mark_met
from standing.engine import standings
from tests.factories import AppointmentFactory

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


def done(chapter, member, day):
    return standings(chapter, as_of=day).of(member.pk).one_to_ones.done


def test_we_met_counts_for_both(chapter, member, officer):
    planned = AppointmentFactory(
        chapter=chapter, proposer=member, other=officer, state="agreed", starts_at=NOON, turn_of=None
    )
    monday = NOON.date() + timedelta(days=5)
    assert [done(chapter, person, monday) for person in (member, officer)] == [0, 0]
    mark_met(appointment=planned, by=officer, at=NOON + timedelta(hours=1))
    assert [done(chapter, person, monday) for person in (member, officer)] == [1, 1]
