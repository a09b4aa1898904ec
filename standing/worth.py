"""What do I get for it? What one member put in and what came of it, year by year of their time in the chapter."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from chapters.models import Chapter
from chapters.statements import ask
from members.models import Member
from referrals.states import ENDED, Stage
from standing.models.worth import OwnEstimate

NOTHING = Decimal(0)
DAYS_A_YEAR = Decimal("365.25")
MONTHS = 12
ONE_TO_ONE_MINUTES = 60
"""A one-to-one counts as an hour: how long it took nobody writes down."""
ONE_DAY = timedelta(days=1)

# Of each kind one branch by an index of its chapter; who is the other one is never read.
RECORD = """
SELECT 'stay' AS what, NULL::integer AS year, '' AS word, y.joined_on AS first, y.left_on AS end, 0::bigint AS number,
       0::numeric AS amount
FROM members_stay y WHERE y.chapter_id = %(chapter)s AND y.member_id = %(me)s AND y.joined_on <= %(today)s
UNION ALL
SELECT 'meeting', extract(year FROM g.date)::integer, '', NULL, NULL, count(*), 0
FROM meetings_mark k JOIN meetings_meeting g ON g.chapter_id = k.chapter_id AND g.id = k.meeting_id
WHERE k.chapter_id = %(chapter)s AND k.member_id = %(me)s AND k.mark IN ('present', 'late') AND g.status = 'held'
GROUP BY 2
UNION ALL
SELECT 'one_to_one', extract(year FROM o.date)::integer, '', NULL, NULL, count(*), 0
FROM meetings_onetoone o
WHERE o.chapter_id = %(chapter)s AND %(me)s IN (o.a_id, o.b_id) AND NOT o.disputed AND o.date <= %(today)s
GROUP BY 2
UNION ALL
SELECT CASE WHEN t.giver_id = %(me)s THEN 'got' ELSE 'brought' END,
       extract(year FROM t.at AT TIME ZONE %(zone)s::text)::integer, '', NULL, NULL, count(*),
       coalesce(sum(t.amount), 0)
FROM referrals_thankyou t WHERE t.chapter_id = %(chapter)s AND %(me)s IN (t.giver_id, t.receiver_id)
GROUP BY 1, 2
UNION ALL
SELECT CASE WHEN s.receiver_id = %(me)s THEN 'to_me' ELSE 'from_me' END, NULL, s.stage, NULL, NULL, count(*), 0
FROM referrals_slip s
WHERE s.chapter_id = %(chapter)s AND %(me)s IN (s.giver_id, s.receiver_id) AND s.kind = 'referral'
  AND s.withdrawn_at IS NULL AND s.bad_at IS NULL AND s.stage <> ALL (%(ended)s)
  AND NOT EXISTS (SELECT FROM referrals_handedon d WHERE d.chapter_id = s.chapter_id AND d.slip_id = s.id)
GROUP BY 1, 3
"""


@dataclass
class YearOfMine:
    """One calendar year of somebody's membership.

    `got` is business they thanked for, `brought` what they were thanked for, both in the chapter's currency; `days` is
    how long they were a member in it.
    """

    year: int
    days: int = 0
    meetings: int = 0
    one_to_ones: int = 0
    thanks: int = 0
    got: Decimal = NOTHING
    thanked: int = 0
    brought: Decimal = NOTHING
    hours: Decimal = NOTHING
    dues: Decimal = NOTHING


@dataclass
class Worth:
    """All of it: `years` the latest first, `all` their sum; what is under way by stage, in the order of a referral."""

    years: list[YearOfMine]
    all: YearOfMine
    hour_is_worth: Decimal
    to_me: list[tuple[str, int]] = field(default_factory=list)
    from_me: list[tuple[str, int]] = field(default_factory=list)

    @property
    def cost(self) -> Decimal:
        """Dues, and hours at what an hour is worth to them."""
        return self.all.dues + self.all.hours * self.hour_is_worth

    @property
    def payback(self) -> Decimal | None:
        """How many times the cost came back, to a tenth; None where no cost is known."""
        return (self.all.got / self.cost).quantize(Decimal("0.1")) if self.cost else None


def worth_of(chapter: Chapter, member: Member, *, own: OwnEstimate, today: date) -> Worth:
    """What this member put in and got, over all their stays up to a local date. One statement."""
    asked: dict[str, Any] = {
        "chapter": chapter.pk,
        "me": member.pk,
        "today": today,
        "zone": chapter.timezone,
        "ended": [stage.value for stage in ENDED],
    }
    years: dict[int, YearOfMine] = {}
    flying: dict[str, dict[str, int]] = defaultdict(dict)
    for what, year, word, first, end, number, amount in ask(RECORD, asked):
        if what == "stay":
            _add_days(years, first, min(end or today + ONE_DAY, today + ONE_DAY))
        elif year is None:
            flying[what][word] = number
        else:
            _add(years.setdefault(year, YearOfMine(year)), what, number, amount)
    for one in years.values():
        _cost(one, chapter, own)
    latest_first = sorted(years.values(), key=lambda one: -one.year)
    found = Worth(latest_first, _sum(latest_first), own.hour_is_worth or NOTHING)
    found.to_me, found.from_me = (_by_stage(flying[what]) for what in ("to_me", "from_me"))
    return found


def _add_days(years: dict[int, YearOfMine], first: date, end: date) -> None:
    for year in range(first.year, (end - ONE_DAY).year + 1):
        from_day, until = max(first, date(year, 1, 1)), min(end, date(year + 1, 1, 1))
        years.setdefault(year, YearOfMine(year)).days += (until - from_day).days


def _add(one: YearOfMine, what: str, number: int, amount: Decimal) -> None:
    if what == "meeting":
        one.meetings += number
    elif what == "one_to_one":
        one.one_to_ones += number
    elif what == "got":
        one.thanks, one.got = number, amount
    else:
        one.thanked, one.brought = number, amount


def _cost(one: YearOfMine, chapter: Chapter, own: OwnEstimate) -> None:
    minutes = one.meetings * chapter.duration_minutes + one.one_to_ones * ONE_TO_ONE_MINUTES
    share = one.days / DAYS_A_YEAR
    one.hours = Decimal(minutes) / 60 + (own.hours_a_month or NOTHING) * MONTHS * share
    one.dues = (own.dues_a_year or NOTHING) * share


def _sum(years: Iterable[YearOfMine]) -> YearOfMine:
    total = YearOfMine(0)
    for one in years:
        for name in vars(total).keys() - {"year"}:
            setattr(total, name, getattr(total, name) + getattr(one, name))
    return total


def _by_stage(counted: dict[str, int]) -> list[tuple[str, int]]:
    return [(str(stage.label), counted[stage]) for stage in Stage if stage in counted]
