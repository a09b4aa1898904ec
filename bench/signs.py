"""Early signs on invented histories whose leavers are known (`bench.leaving`): how often they cry wolf, whom they miss,
and how early they speak; beside the plain rule, that somebody is behind, on the same histories.

Every Monday of more than a year is asked of the same statement and judged by the same lines as the page; nothing is set
aside. A sign *speaks* about a member on the Monday it is there after two Mondays without any. It is *right* where they
leave within 16 weeks, the longest drift. `signs_precision` is the share of what is said that is right, `signs_recall`
the share of leavers about whom it was (a fifth leave without any sign), `signs_weeks_before` how long before, in the
middle. Thresholds were chosen on the seeds 0 to 19; what is reported is of others.

`python -m bench.sign_by_sign FIRST` prints more of the histories from that seed on: sign by sign, and by chance.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from statistics import median

from bench import data, leavers
from bench.data import ROOM
from bench.goals import CHAPTERS, goal
from bench.leaving import DRIFT, WEEKS, history
from chapters.models import Chapter
from chapters.rules import RuleSet
from chapters.scope import chapter_scope
from chapters.statements import ask_named
from standing.courses import asked_of, courses
from standing.engine import FIGURES
from standing.signs import signs_of
from standing.statement import BY_HASH, with_terms
from standing.states import SignKind
from standing.terms import terms_of

SEEDS = range(100, 120)
FIRST, LAST = 32, WEEKS - DRIFT[1]
"""The Mondays asked: from when half a year is behind them until the last of whose signs it is known what came."""
AHEAD, QUIET = DRIFT[1], 2
RULES = RuleSet(leads_per_week=1, one_to_ones_per_year=1)
"""The plain rule's: what a chapter with these rates can ask for. By the defaults it would say more, and worse."""
BEHIND = "behind"

Weeks = dict[int, set[int]]
"""By member, the weeks on whose Mondays something was said about them."""


@dataclass(frozen=True)
class Found:
    """What one rule is worth: how often it spoke, the shares that were right and found, and the weeks before."""

    spoke: int
    precision: float
    recall: float
    weeks_before: float


@dataclass(frozen=True)
class Year:
    """What was said, by rule, and when each member left (None: not in what is told)."""

    said: dict[str, Weeks]
    left: dict[int, int | None]
    here: Weeks

    def found(self, *rules: str) -> Found:
        """What these rules are worth together."""
        weeks: Weeks = defaultdict(set)
        for rule in rules:
            for member, when in self.said[rule].items():
                weeks[member] |= when
        spoke = list(_begins(weeks))
        right = [(member, self._ahead(member, week)) for member, week in spoke if self._ahead(member, week)]
        first: dict[int, int] = {}
        for member, ahead in right:
            first[member] = max(ahead, first.get(member, 0))
        gone = [member for member, week in self.left.items() if week is not None and FIRST + AHEAD < week <= LAST]
        return Found(
            spoke=len(spoke),
            precision=len(right) / max(len(spoke), 1),
            recall=sum(member in first for member in gone) / len(gone),
            weeks_before=median(first[member] for member in gone if member in first),
        )

    def by_chance(self) -> float:
        """How often whoever is picked on any Monday leaves so soon."""
        picked = [bool(self._ahead(member, week)) for member, weeks in self.here.items() for week in weeks]
        return sum(picked) / len(picked)

    def _ahead(self, member: int, week: int) -> int:
        left = self.left[member]
        return left - week if left is not None and 0 < left - week <= AHEAD else 0


@goal("signs_precision", at_least=0.35)
def precision() -> float:
    """Of the times that signs begin to speak about somebody, the share after which they leave within 16 weeks."""
    return measured().found(*SignKind.values).precision


@goal("signs_recall", at_least=0.4)
def recall() -> float:
    """Of those who leave, the share about whom signs began to speak in their last 16 weeks."""
    return measured().found(*SignKind.values).recall


@goal("signs_weeks_before", at_least=3)
def weeks_before() -> float:
    """How many weeks before somebody leaves the signs spoke, in the middle."""
    return measured().found(*SignKind.values).weeks_before


@goal("signs_precision_vs_behind", at_least=1.3)
def precision_vs_behind() -> float:
    """How much more often the signs are right than that somebody is behind."""
    return precision() / measured().found(BEHIND).precision


@goal("signs_recall_vs_behind", at_least=1.3)
def recall_vs_behind() -> float:
    """How many more of the leavers they find."""
    return recall() / measured().found(BEHIND).recall


@cache
def measured() -> Year:
    """The histories that are reported, asked once; the tables hold the usual data set again afterwards."""
    year = ask(SEEDS)
    data.build(CHAPTERS)
    return year


def ask(seeds: range) -> Year:
    """Load these histories and ask every Monday, all chapters at once."""
    histories = [history(seed) for seed in seeds]
    leavers.load(histories)
    chapters = list(Chapter.objects.order_by("pk"))
    said: dict[str, Weeks] = {rule: defaultdict(set) for rule in (*SignKind.values, BEHIND)}
    here: Weeks = defaultdict(set)
    for week in range(1, LAST):
        leavers.turn_to(week)
        if week >= FIRST:
            for member, rules in _said(chapters, week).items():
                here[member].add(week)
                for rule in rules:
                    said[rule][member].add(week)
    people = [(c * ROOM + one.number, one.left) for c, told in enumerate(histories, 1) for one in told.people]
    return Year(said, dict(people), here)


def _said(chapters: list[Chapter], week: int) -> dict[int, list[str]]:
    """What is said on a Monday, by member."""
    day = leavers.monday(week)
    zones = {chapter.pk: chapter.zone for chapter in chapters}
    with chapter_scope(*zones):
        found = courses([asked_of(chapter, as_of=day, rules=RULES) for chapter in chapters], zones)
        known, parameters = with_terms(
            [terms_of(chapter, as_of=day, rules=RULES) for chapter in chapters], FIGURES.parts
        )
        behind, _ = ask_named(f"{known} SELECT member_id, overall FROM standing", parameters, settings=BY_HASH)
    said = {course.member_id: [sign.kind.value for sign in signs_of(course)] for course in found}
    for member, overall in behind:
        if overall == BEHIND:
            said[member].append(BEHIND)
    return said


def _begins(weeks: Weeks) -> Iterator[tuple[int, int]]:
    """When each began to speak about whom; what was there from the first Monday on began earlier."""
    for member, when in weeks.items():
        for week in sorted(when):
            if week > FIRST and not any(week - n in when for n in range(1, QUIET + 1)):
                yield member, week
