"""Who should meet whom this month: a maximum-weight matching, in rounds up to each one's stated number.

    pair(needs, numbers)      the pairs to plan: nobody in more than their number, no two twice
    greedy(needs, numbers)    the same by taking the heaviest pair first, for comparison and as a floor

No database here: `standing.needs` says what each two need.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from random import Random

import networkx as nx

PARTNER_DUE, NEVER_MET, NEWCOMER = 8, 4, 2
MOST_TIE = 99
"""The most that a tie-break adds to a pair."""
SCALE = 1_000_000
"""What one point weighs against tie-breaks: more than those of any plan together."""
LIKELY = 10
"""So many of each one's heaviest pairs are looked at."""
TRIES = 8
"""So many rounds are matched anew in vain before a plan is good enough."""


@dataclass(frozen=True, slots=True)
class Need:
    """Why two members should meet; `a` has the smaller key.

    `short` is how many one-to-ones they lack of what is required with each other. `similar`: they serve the same kind
    of clients. `tie` (0 to 99) decides between plans that are worth the same.
    """

    a: int
    b: int
    partner_due: bool = False
    never_met: bool = False
    newcomer: bool = False
    short: int = 0
    similar: bool = False
    tie: int = 0

    @property
    def points(self) -> int:
        """What a plan gains by this pair."""
        return PARTNER_DUE * self.partner_due + NEVER_MET * self.never_met + NEWCOMER * self.newcomer + self.short

    @property
    def weight(self) -> int:
        """Points first, tie-breaks after them."""
        return self.points * SCALE + min(max(self.tie, 0), MOST_TIE)


def points_of(plan: Iterable[Need]) -> int:
    """What a plan is worth: the sum over its pairs."""
    return sum(need.points for need in plan)


def pair(needs: Iterable[Need], numbers: Mapping[int, int]) -> list[Need]:
    """The pairs to plan, the most needed first; pairs that need nothing are left out.

    Round after round is a maximum-weight matching of whoever has room. The best first round can spoil the second, so
    that rounds may end below greedy: the better of the two is improved round by round, and never gets worse.
    """
    useful = [need for need in needs if need.points > 0]
    likely = _likely(useful)
    found = max((_in_rounds(likely, numbers), greedy(useful, numbers)), key=_worth)
    return sorted(_improved(found, list({*likely, *found}), numbers), key=_heaviest)


def greedy(needs: Iterable[Need], numbers: Mapping[int, int]) -> list[Need]:
    """The heaviest pair first, then the heaviest that still fits, and so on."""
    room, taken = Counter(numbers), []
    for need in sorted((need for need in needs if need.points > 0), key=_heaviest):
        if room[need.a] > 0 and room[need.b] > 0:
            room.subtract((need.a, need.b))
            taken.append(need)
    return taken


def _likely(needs: Iterable[Need]) -> list[Need]:
    """Everybody's heaviest few: the others are hardly ever in the best plan, and would take the longest."""
    rank: Counter[int] = Counter()
    kept = []
    for need in sorted(needs, key=_heaviest):
        if min(rank[need.a], rank[need.b]) < LIKELY:
            kept.append(need)
        rank.update((need.a, need.b))
    return kept


def _in_rounds(needs: list[Need], numbers: Mapping[int, int]) -> list[Need]:
    taken: list[Need] = []
    while added := _matched(needs, taken, numbers):
        taken += added
    return taken


def _improved(plan: list[Need], needs: list[Need], numbers: Mapping[int, int]) -> list[Need]:
    """Take one round out at a time and match it anew among everybody with room, until that no longer helps.

    A plan falls into rounds in many ways; a few of them are tried, the same ones each time.
    """
    random, in_vain = Random(0), 0  # noqa: S311  # nothing secret: the same needs give the same plan
    while plan and in_vain < TRIES:
        out = _rounds_of(random.sample(plan, len(plan)))[0]
        rest = [need for need in plan if need not in out]
        anew = rest + _matched(needs, rest, numbers)
        if _worth(anew) > _worth(plan):
            plan, in_vain = anew, 0
        else:
            in_vain += 1
    return plan


def _rounds_of(plan: Iterable[Need]) -> list[set[Need]]:
    """The plan's pairs in rounds, in each of which nobody is twice."""
    rounds: list[tuple[set[Need], set[int]]] = []
    for need in plan:
        for pairs, busy in rounds:
            if busy.isdisjoint((need.a, need.b)):
                pairs.add(need)
                busy.update((need.a, need.b))
                break
        else:
            rounds.append(({need}, {need.a, need.b}))
    return [pairs for pairs, _busy in rounds]


def _matched(needs: Iterable[Need], taken: Collection[Need], numbers: Mapping[int, int]) -> list[Need]:
    """One more round: the heaviest matching of whoever has room beside the pairs that are taken."""
    busy = Counter(person for need in taken for person in (need.a, need.b))
    known = {(need.a, need.b) for need in taken}
    open_ = {
        (need.a, need.b): need
        for need in needs
        if (need.a, need.b) not in known
        and busy[need.a] < numbers.get(need.a, 0)
        and busy[need.b] < numbers.get(need.b, 0)
    }
    graph = nx.Graph()
    graph.add_weighted_edges_from((a, b, need.weight) for (a, b), need in open_.items())
    matching: set[tuple[int, int]] = nx.max_weight_matching(graph)
    return sorted((open_[min(two), max(two)] for two in matching), key=_heaviest)


def _worth(plan: Iterable[Need]) -> int:
    return sum(need.weight for need in plan)


def _heaviest(need: Need) -> tuple[int, int, int]:
    return -need.weight, need.a, need.b
