"""What each two members need of a month's plan, and who can be planned for: the facts that `standing.pairing` matches.

Five statements, whatever the chapter's size; the chapter is in scope.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from chapters.models import Chapter
from meetings.models import MonthPlan, PlannedPair
from members.models import Leave, Stay
from members.people import folded
from standing.pairing import Need
from standing.statement import rows
from standing.tally import PAIRS, PEOPLE
from standing.terms import rules_in_force, terms_of

ONE_DAY = timedelta(days=1)
EARLIER_PLANS = 6
PER_MISSED, MOST_MISSED = 7, 35
"""A tie-break for each one-to-one that earlier plans did not find somebody, and the most there is of it."""
PER_WORD, MOST_SIMILAR, SIMILAR_FROM, SHORTEST = 5, 25, 2, 4
"""A tie-break for each word that two profiles share of whom they serve; from two on it is said as a reason."""

# Rules 3 and 4 as standing tallies them up to last Monday, and what the two did since. Whoever plans a one-to-one with
# somebody already needs no other with them.
NEEDS = """
SELECT t.a_id AS a, t.b_id AS b, m.a_id IS NULL AS never_met,
       greatest(t.required - t.done - coalesce(m.fresh, 0), 0)::integer AS short,
       t.partner_required > t.partner_done + coalesce(m.fresh, 0) AS partner_due,
       a.weeks_in < a.grace_weeks OR b.weeks_in < b.grace_weeks AS newcomer
FROM two t
JOIN people a ON a.member_id = t.a_id
JOIN people b ON b.member_id = t.b_id
LEFT JOIN (
  SELECT o.a_id, o.b_id, count(*) FILTER (WHERE o.date >= w.week_end)::integer AS fresh
  FROM meetings_onetoone o JOIN terms w ON w.chapter_id = o.chapter_id
  WHERE o.chapter_id = ANY (%(chapters)s) AND NOT o.disputed
  GROUP BY o.a_id, o.b_id
) m ON m.a_id = t.a_id AND m.b_id = t.b_id
LEFT JOIN (
  SELECT DISTINCT least(proposer_id, other_id) AS a_id, greatest(proposer_id, other_id) AS b_id
  FROM meetings_appointment WHERE chapter_id = ANY (%(chapters)s) AND state IN ('proposed', 'agreed')
) p ON p.a_id = t.a_id AND p.b_id = t.b_id
WHERE p.a_id IS NULL
ORDER BY t.a_id, t.b_id"""


@dataclass(frozen=True, slots=True)
class Person:
    """A current member as a month's plan sees them: `number` is theirs a month, `away` says on leave for all of it.

    `serves` are the words of whom they serve.
    """

    key: int
    name: str
    seat: str
    number: int
    away: bool
    joined_on: date
    serves: frozenset[str]

    @property
    def room(self) -> int:
        """How many one-to-ones can be planned for them."""
        return 0 if self.away else self.number


def month_end(month: date) -> date:
    """The last day of the month that begins on this day."""
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1) - ONE_DAY


def people_of(chapter: Chapter, month: date, today: date) -> dict[int, Person]:
    """Who is a member on the first day of the month that is left, by key, in the order of names. Two statements."""
    first, last = max(month, today), month_end(month)
    stays = Stay.objects.in_chapter(chapter).current_on(first).order_by("member__name", "member")
    columns = ("member", "member__name", "seat__category__name", "member__one_to_ones_a_month", "joined_on")
    away = _away(chapter, first, last)
    return {
        key: Person(key, name, seat, number, key in away, joined, _words(serves or ""))
        for key, name, seat, number, joined, serves in stays.values_list(*columns, "member__profile__whom_i_serve")
    }


def needs_of(chapter: Chapter, people: Mapping[int, Person], month: date, today: date) -> list[Need]:
    """What each two of these people need, with the tie-breaks. Three statements."""
    terms = terms_of(chapter, as_of=today, rules=rules_in_force(chapter, today))
    missed = missed_by(chapter, people.values(), month)
    found = rows(terms, (PEOPLE, PAIRS), NEEDS)
    return [_need(row, people, missed) for row in found if row["a"] in people and row["b"] in people]


def _need(row: Mapping[str, int], people: Mapping[int, Person], missed: Counter[int]) -> Need:
    one, other = people[row["a"]], people[row["b"]]
    shared = len(one.serves & other.serves)
    fair = sum(min(missed[person.key] * PER_MISSED, MOST_MISSED) for person in (one, other))
    tie = fair + min(shared * PER_WORD, MOST_SIMILAR)
    return Need(**dict(row), similar=shared >= SIMILAR_FROM, tie=tie)  # type: ignore[arg-type]


def _away(chapter: Chapter, first: date, last: date) -> set[int]:
    """Who is on leave on every day of a span; several leaves may follow each other."""
    leaves = Leave.objects.in_chapter(chapter).filter(approved=True)
    free_from: dict[int, date] = {}
    for key, begins, ends in leaves.order_by("first_day").values_list("member", "first_day", "last_day"):
        reached = free_from.get(key, first)
        if (begins or first) <= reached:
            free_from[key] = max(reached, ends + ONE_DAY if ends and ends < date.max else date.max)
    return {key for key, free in free_from.items() if free > last}


def missed_by(chapter: Chapter, people: Iterable[Person], month: date) -> Counter[int]:
    """How many one-to-ones the latest plans sent did not find each, of the number they ask for. One statement."""
    sent = MonthPlan.objects.in_chapter(chapter).filter(sent_at__isnull=False, month__lt=month)
    plans = sent.order_by("-month").values("pk")[:EARLIER_PLANS]
    pairs = PlannedPair.objects.in_chapter(chapter).filter(plan__in=plans)
    planned = list(pairs.values_list("plan__month", "a", "b"))
    got = Counter((of, key) for of, *two in planned for key in two)
    months = {of for of, *_two in planned}
    return Counter(
        {
            person.key: sum(max(person.number - got[of, person.key], 0) for of in months if of >= person.joined_on)
            for person in people
        }
    )


def _words(text: str) -> frozenset[str]:
    """The words that say something, however they are written."""
    letters = "".join(c if c.isalpha() else " " for c in folded(text))
    return frozenset(word for word in letters.split() if len(word) >= SHORTEST)


def why_of(need: Need) -> str:
    """Why a pair is planned, as it is kept; `standing.why` says it in words."""
    reasons = {
        "partner": need.partner_due,
        "never": need.never_met,
        "newcomer": need.newcomer,
        f"short:{need.short}": need.short > 0,
        "similar": need.similar,
    }
    return " ".join(reason for reason, holds in reasons.items() if holds)


def rooms(people: Iterable[Person]) -> dict[int, int]:
    """Each one's number, none for who is away."""
    return {person.key: person.room for person in people}
