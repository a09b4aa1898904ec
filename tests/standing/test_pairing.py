"""A month's pairs: worth more than greedy's, nobody above their number, no two twice, and the same each time."""

from collections import Counter
from itertools import combinations
from random import Random

import pytest

from bench.pairing import CHAPTERS, invented
from standing.pairing import MOST_TIE, Need, greedy, pair, points_of


def best(needs, numbers):
    """The most points there are, by trying everything; for a handful of pairs."""
    if not needs:
        return 0
    first, *rest = needs
    without = best(rest, numbers)
    if numbers[first.a] and numbers[first.b]:
        less = numbers | {first.a: numbers[first.a] - 1, first.b: numbers[first.b] - 1}
        return max(without, first.points + best(rest, less))
    return without


def test_on_a_hundred_chapters_it_is_never_worse_than_greedy_and_better_in_total():
    ours, theirs = 0, 0
    for seed in range(CHAPTERS):
        needs, numbers = invented(seed)
        plan, floor = pair(needs, numbers), points_of(greedy(needs, numbers))
        met = Counter(person for need in plan for person in (need.a, need.b))
        assert all(met[person] <= numbers[person] for person in met), seed
        assert len({(need.a, need.b) for need in plan}) == len(plan), seed
        assert all(need.points for need in plan), seed
        assert points_of(plan) >= floor, seed
        ours, theirs = ours + points_of(plan), theirs + floor
    assert ours > theirs * 1.02


@pytest.mark.parametrize("seed", range(40))
def test_in_small_chapters_it_is_close_to_the_best_there_is(seed):
    random = Random(seed)
    needs = [Need(a, b, short=random.choice((0, 1, 2, 4))) for a, b in combinations(range(5), 2)]
    numbers = {person: random.choice((0, 1, 2)) for person in range(5)}
    assert points_of(pair(needs, numbers)) >= best([need for need in needs if need.points], numbers) - 1


def test_the_heaviest_pair_gives_way_where_two_others_are_worth_more():
    needs = [Need(1, 2, short=4), Need(2, 3, short=5), Need(3, 4, short=4)]
    ones = dict.fromkeys((1, 2, 3, 4), 1)
    assert [(need.a, need.b) for need in greedy(needs, ones)] == [(2, 3)]
    assert [(need.a, need.b) for need in pair(needs, ones)] == [(1, 2), (3, 4)]


def test_the_best_first_round_does_not_spoil_the_second():
    """Two rounds one after the other would take 1-2 and 3-4, then find only what is left of 1-3 and 2-4."""
    needs = [Need(1, 2, short=5), Need(3, 4, short=5), Need(1, 3, short=4), Need(2, 4, short=4)]
    assert points_of(pair(needs, dict.fromkeys((1, 2, 3, 4), 2))) == 18


def test_tie_breaks_decide_between_equals_and_never_outweigh_a_point():
    equal = [Need(1, 2, short=1), Need(1, 3, short=1, tie=5)]
    assert [need.b for need in pair(equal, {1: 1, 2: 1, 3: 1})] == [3]
    many = [Need(2 * n, 2 * n + 1, short=1, tie=10_000) for n in range(200)]
    assert all(need.weight < 2 * Need(0, 1, short=1).weight for need in many)
    assert sum(need.weight - Need(0, 1, short=need.short).weight for need in many) == 200 * MOST_TIE
    assert Need(0, 1, short=1).weight > 200 * MOST_TIE


def test_the_points_are_those_of_the_goal():
    assert Need(1, 2, partner_due=True, never_met=True, newcomer=True, short=3).points == 8 + 4 + 2 + 3


@pytest.mark.parametrize("numbers", [{}, {1: 0, 2: 5}, {1: 5}])
def test_nobody_is_paired_who_asked_for_none(numbers):
    assert pair([Need(1, 2, never_met=True)], numbers) == []


def test_the_same_question_has_the_same_answer():
    assert pair(*invented(7)) == pair(*invented(7))
