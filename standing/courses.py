"""What each current member did lately, week by week, and who could call them: what early signs are judged on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from chapters.models import Chapter
from chapters.rules import RuleSet
from chapters.statements import ask_named
from chapters.values import DAYS, first_instant, local_date
from standing.drift import HORIZON, PARTS, QUESTION
from standing.statement import BY_HASH, with_terms
from standing.terms import Terms, terms_of, week_starts

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Caller:
    """Who could call: their key and name, what binds the two, and the day of their latest one-to-one in a year."""

    key: int
    name: str
    bond: str
    day: date | None


@dataclass(frozen=True, slots=True)
class Course:
    """What one member did lately.

    `weeks` are the ages of the weeks that count, the youngest first, after the running week (0); `meetings` (held, and
    not marked medical), `came` (or sent a substitute), `given` (good leads and referrals) and `one_to_ones` are what
    was in each. `gave`, `got` (a referral, or a lead they took an interest in) and `met` are the latest days of the
    last year, None where there was none. `whole` says that the record holds all of their stay.
    """

    chapter_id: int
    member_id: int
    name: str
    seat: str
    joined_on: date
    whole: bool
    week_end: date
    settling_in: bool
    opened_week: date | None
    weeks: tuple[int, ...]
    meetings: tuple[int, ...]
    came: tuple[int, ...]
    given: tuple[int, ...]
    one_to_ones: tuple[int, ...]
    gave: date | None
    got: date | None
    met: date | None
    caller: Caller | None = None

    @property
    def counted(self) -> int:
        """How many weeks that count are told."""
        return len(self.weeks) - 1

    def monday(self, nth: int) -> date:
        """The first day of the nth week that counts, going back."""
        return self.week_end - timedelta(days=DAYS * self.weeks[nth])

    def weeks_since(self, day: date | None) -> int:
        """Weeks that count since the week of a day, this one left out; all of them since None."""
        if day is None:
            return self.counted
        return sum(self.monday(nth) > day for nth in range(1, len(self.weeks)))


def asked_of(chapter: Chapter, *, as_of: date, rules: RuleSet) -> Terms:
    """A chapter's question as of a local date: a year of weeks, this one, and today as the end of what is known."""
    terms = terms_of(chapter, as_of=as_of, rules=rules)
    starts = (*week_starts(terms.week_end, HORIZON, chapter.zone), first_instant(as_of + ONE_DAY, chapter.zone))
    return replace(terms, week_starts=starts)


def courses(asked: Sequence[Terms], zones: Mapping[int, ZoneInfo]) -> list[Course]:
    """The members current in these chapters, which are in scope, by chapter and name. One statement.

    `zones` are the chapters' time zones, by key. Whoever has a last day to come is left out.
    """
    known, parameters = with_terms(asked, PARTS)
    found, names = ask_named(f"{known} {QUESTION}", parameters, settings=BY_HASH)
    return [_course(dict(zip(names, row, strict=True)), zones) for row in found]


def _course(row: dict[str, Any], zones: Mapping[int, ZoneInfo]) -> Course:
    zone = zones[row["chapter_id"]]
    caller = Caller(row["caller_id"], row["caller"], row["bond"], row["day"]) if row["caller_id"] else None
    return Course(
        chapter_id=row["chapter_id"],
        member_id=row["member_id"],
        name=row["name"],
        seat=row["seat"],
        joined_on=row["joined_on"],
        whole=row["whole"],
        week_end=row["week_end"],
        settling_in=row["weeks_in"] < row["grace_weeks"],
        opened_week=row["opened_week"] if row["has_account"] else None,
        weeks=tuple(row["weeks"]),
        meetings=tuple(row["meetings"]),
        came=tuple(row["came"]),
        given=tuple(row["given"]),
        one_to_ones=tuple(row["one_to_ones"]),
        gave=local_date(row["gave"], zone) if row["gave"] else None,
        got=local_date(row["got"], zone) if row["got"] else None,
        met=row["met"],
        caller=caller,
    )
