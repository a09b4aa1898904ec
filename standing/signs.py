"""Early signs: what may say, before any rule is broken, that somebody drifts. A reason to call, never a verdict.

Judged on what one member did in the weeks that count (`standing.courses`), by the same few lines for a page and for the
invented histories of `bench.signs`, on which the thresholds were chosen. Everything is integer arithmetic.

A sign that an officer set aside comes back once it says more than it did by `WORSE`, or after `SET_ASIDE`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from standing.courses import Course
from standing.drift import HORIZON, WEEKS
from standing.states import SignKind

RECENT, EARLIER_AT_LEAST = 6, 13
"""Fading: the last weeks that count, against at least so many before them (up to 26 together)."""
MEETING = 3
"""One meeting says as much as so many slips or one-to-ones: who comes nearly always is missed at once."""
FADED_TO_PERCENT = 65
USUALLY_AT_LEAST = 6
"""Of whoever did next to nothing before, less says nothing."""
SILENT, NO_ONE_TO_ONE, NOT_OPENED, ONLY_COMES, ONLY_GIVES = 8, 8, 6, 13, 20
"""After so many weeks that count without it."""
COMES_TO_PERCENT, COMES_OF_AT_LEAST = 75, 6
"""Somebody comes: this share of at least so many meetings."""
GIVES_AT_LEAST = 6
UNMET_FROM = 4
"""Weeks that count before anybody wonders who has met a newcomer; asked as long as all of their stay is looked at."""
LOOKED_AT = timedelta(weeks=HORIZON)

SET_ASIDE = timedelta(weeks=12)
WORSE = dict.fromkeys(SignKind, 6) | {SignKind.FADING: 20}
"""What brings a sign back that was set aside: so many weeks more, or percent less."""


@dataclass(frozen=True, slots=True)
class Faded:
    """What somebody did in the last weeks, and in how many before them: came of meetings, given, one-to-ones."""

    since: date
    came: int
    meetings: int
    given: int
    one_to_ones: int
    before_weeks: int
    before_came: int
    before_meetings: int
    before_given: int
    before_one_to_ones: int

    @property
    def usual(self) -> int:
        """What they would usually have done, as `MEETING` weighs it, times earlier weeks times earlier meetings."""
        meetings = MEETING * self.before_came * self.meetings * self.before_weeks
        return meetings + (self.before_given + self.before_one_to_ones) * RECENT * (self.before_meetings or 1)

    @property
    def percent(self) -> int:
        """What they did of what is usual for them, rounded up; 100 where next to nothing is usual."""
        if self.usual < USUALLY_AT_LEAST * self.before_weeks * (self.before_meetings or 1):
            return 100
        came = self.came if self.before_meetings else 0
        did = (MEETING * came + self.given + self.one_to_ones) * self.before_weeks * (self.before_meetings or 1)
        return -(-100 * did // self.usual)


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign about a member: `weight` grows as it says more (weeks, or percent fallen).

    `since` is the latest day of what is missing (None: none in the record), `number` and `of` what else was counted;
    `faded` has the figures of fading.
    """

    kind: SignKind
    weight: int
    since: date | None = None
    number: int = 0
    of: int = 0
    faded: Faded | None = None

    def outweighs(self, weight: int) -> bool:
        """Whether it says so much more than it did that it comes back."""
        return self.weight >= weight + WORSE[self.kind]


def signs_of(course: Course) -> list[Sign]:
    """The signs about one member, in the order of `SignKind`.

    Whoever is settling in is not judged: of them it is only said that nobody has met them, or that they opened nothing.
    """
    found = [sign for look in LOOKS if (sign := look(course)) is not None]
    said = {sign.kind for sign in found}
    return [sign for sign in found if not (SAID_BY[sign.kind] & said)]


def _fading(course: Course) -> Sign | None:
    faded = faded_of(course)
    if course.settling_in or faded is None or faded.percent > FADED_TO_PERCENT:
        return None
    return Sign(SignKind.FADING, 100 - faded.percent, since=faded.since, faded=faded)


def faded_of(course: Course) -> Faded | None:
    """The last weeks against those before; None where too few count yet."""
    earlier = course.counted - RECENT
    if earlier < EARLIER_AT_LEAST:
        return None
    recent, before = slice(1, RECENT + 1), slice(RECENT + 1, None)
    return Faded(
        since=course.monday(RECENT),
        came=sum(course.came[recent]),
        meetings=sum(course.meetings[recent]),
        given=sum(course.given[recent]),
        one_to_ones=sum(course.one_to_ones[recent]),
        before_weeks=earlier,
        before_came=sum(course.came[before]),
        before_meetings=sum(course.meetings[before]),
        before_given=sum(course.given[before]),
        before_one_to_ones=sum(course.one_to_ones[before]),
    )


def _silent(course: Course) -> Sign | None:
    last = max((day for day in (course.gave, course.got) if day), default=None)
    return _missing(course, SignKind.SILENT, last, SILENT)


def _no_one_to_one(course: Course) -> Sign | None:
    return _missing(course, SignKind.NO_ONE_TO_ONE, course.met, NO_ONE_TO_ONE)


def _missing(course: Course, kind: SignKind, last: date | None, after: int) -> Sign | None:
    weeks = course.weeks_since(last)
    return Sign(kind, weeks, since=last) if weeks >= after and not course.settling_in else None


def _not_opened(course: Course) -> Sign | None:
    weeks = course.weeks_since(course.opened_week)
    if course.opened_week is None or weeks < NOT_OPENED:
        return None
    return Sign(SignKind.NOT_OPENED, weeks, since=course.opened_week)


def _only_comes(course: Course) -> Sign | None:
    sign = _missing(course, SignKind.ONLY_COMES, course.gave, ONLY_COMES)
    if sign is None:
        return None
    came, meetings = sum(course.came[: sign.weight + 1]), sum(course.meetings[: sign.weight + 1])
    comes = meetings >= COMES_OF_AT_LEAST and 100 * came >= COMES_TO_PERCENT * meetings
    return Sign(sign.kind, sign.weight, sign.since, came, meetings) if comes else None


def _only_gives(course: Course) -> Sign | None:
    sign = _missing(course, SignKind.ONLY_GIVES, course.got, ONLY_GIVES)
    if sign is None:
        return None
    given = sum(course.given[: sign.weight + 1])
    return Sign(sign.kind, sign.weight, sign.since, given) if given >= GIVES_AT_LEAST else None


def _unmet(course: Course) -> Sign | None:
    new = course.whole and course.joined_on > course.week_end - LOOKED_AT and UNMET_FROM <= course.counted < WEEKS
    if not new or course.met is not None:
        return None
    return Sign(SignKind.UNMET, course.counted, since=course.joined_on)


LOOKS: tuple[Callable[[Course], Sign | None], ...] = (
    _fading,
    _silent,
    _no_one_to_one,
    _not_opened,
    _only_comes,
    _only_gives,
    _unmet,
)
SAID_BY: dict[SignKind, frozenset[SignKind]] = dict.fromkeys(SignKind, frozenset()) | {
    SignKind.NO_ONE_TO_ONE: frozenset({SignKind.UNMET}),
    SignKind.ONLY_COMES: frozenset({SignKind.SILENT}),
}
"""What is not said where another sign says it already."""
