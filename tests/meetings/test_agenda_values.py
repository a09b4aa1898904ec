"""The usual agenda: whole at 60, 75 and 90 minutes, in proportion at any other length."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.agenda import ITEMS, LONGEST_MINUTES, usual_agenda
from meetings.states import AgendaKind


@pytest.mark.parametrize("duration", [60, 75, 90])
def test_the_three_usual_lengths_fill_the_meeting(duration):
    agenda = usual_agenda(duration)
    assert sum(item.minutes for item in agenda) == duration
    assert [item.kind for item in agenda] == [item.kind for item in ITEMS]
    longest = max(agenda, key=lambda item: item.minutes)
    assert longest.kind == AgendaKind.PRESENTATIONS


@given(st.integers(min_value=1, max_value=1440))
def test_any_other_length_is_filled_too_as_far_as_items_can_be(duration):
    minutes = [item.minutes for item in usual_agenda(duration)]
    assert all(1 <= part <= LONGEST_MINUTES for part in minutes)
    if len(minutes) <= duration and max(minutes) < LONGEST_MINUTES:
        assert sum(minutes) == duration
