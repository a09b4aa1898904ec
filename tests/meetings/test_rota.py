"""Whose turn it is to present, from values alone."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from meetings.rota import APART, Speaker, planned, who_is_next

FIRST = date(2026, 3, 3)
DAYS = [FIRST + timedelta(weeks=n) for n in range(6)]
JOINED = date(2024, 1, 1)
RAMP = timedelta(weeks=12)


def speaker(key, name="Ben", **options):
    return Speaker(key, name, options.pop("joined_on", JOINED), **options)


def turn(*people, passed=(), day=FIRST):
    found = who_is_next(people, day, ramp=RAMP, passed=passed)
    return found and found.key


def test_who_never_spoke_comes_first_then_who_spoke_longest_ago():
    lately, long_ago = speaker(1, speaks=(date(2025, 11, 4),)), speaker(2, speaks=(date(2025, 6, 3),))
    assert turn(lately, long_ago, speaker(3)) == 3
    assert turn(lately, long_ago) == 2


def test_ties_go_by_joining_then_by_name():
    assert turn(speaker(1, joined_on=date(2025, 1, 1)), speaker(2)) == 2
    assert turn(speaker(1, "Cara"), speaker(2, "ben"), speaker(3, "Cara")) == 2
    assert turn(speaker(3, "Cara"), speaker(1, "Cara")) == 1


def test_a_newcomers_turn_comes_once_the_ramp_is_over():
    assert turn(speaker(1, joined_on=FIRST - RAMP + timedelta(days=1))) is None
    assert turn(speaker(1, joined_on=FIRST - RAMP)) == 1


def test_not_who_is_away_has_left_or_comes_later():
    assert turn(speaker(1, away=((FIRST, FIRST),))) is None
    assert turn(speaker(1, away=((FIRST - timedelta(days=9), FIRST - timedelta(days=1)),))) == 1
    assert turn(speaker(1, left_on=FIRST)) is None
    assert turn(speaker(1, left_on=FIRST + timedelta(days=1))) == 1
    assert turn(speaker(1, joined_on=FIRST + timedelta(days=1))) is None


def test_not_who_passed_and_not_who_speaks_within_six_weeks():
    assert turn(speaker(1), passed={1}) is None
    for near in (FIRST - APART + timedelta(days=1), FIRST + APART - timedelta(days=1)):
        assert turn(speaker(1, speaks=(near,))) is None
    assert turn(speaker(1, speaks=(FIRST - APART, FIRST + APART))) == 1


def test_three_members_present_three_times_and_the_rest_stays_open():
    found = planned([speaker(1, "A"), speaker(2, "B"), speaker(3, "C")], dict.fromkeys(DAYS, ()), ramp=RAMP)
    assert list(found.values()) == [1, 2, 3, None, None, None]


def test_over_a_year_everybody_presents_as_often_as_the_others():
    people = [speaker(key, f"Member {key:02}") for key in range(13)]
    year = [FIRST + timedelta(weeks=n) for n in range(52)]
    found = planned(people, dict.fromkeys(year, ()), ramp=RAMP)
    assert {list(found.values()).count(person.key) for person in people} == {4}


people_of = st.lists(
    st.builds(
        Speaker,
        key=st.integers(1, 10**6),
        name=st.sampled_from(["Ann", "ben", "Cara"]),
        joined_on=st.dates(date(2025, 6, 1), date(2026, 5, 1)),
        away=st.lists(
            st.tuples(st.sampled_from(DAYS), st.sampled_from(DAYS)).map(lambda two: tuple(sorted(two))), max_size=2
        ).map(tuple),
        speaks=st.lists(st.dates(date(2025, 1, 1), date(2026, 5, 1)), max_size=3).map(tuple),
    ),
    max_size=12,
    unique_by=lambda person: person.key,
)


@given(people_of, st.dictionaries(st.sampled_from(DAYS), st.sets(st.integers(1, 20)), min_size=1))
def test_whatever_the_chapter_nobody_is_planned_who_should_not_be(people, open_days):
    found = planned(people, open_days, ramp=RAMP)
    by_key = {person.key: person for person in people}
    keys = [key for key in found.values() if key]
    assert len(keys) == len(set(keys))
    for day, key in found.items():
        if key:
            person = by_key[key]
            assert person.can_speak(day)
            assert person.is_rested(day)
            assert person.joined_on + RAMP <= day
            assert key not in open_days[day]
