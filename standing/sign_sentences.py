"""Early signs in words: the evidence in numbers and days, a way to begin, and who could call. Never a reproach."""

from collections.abc import Callable
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from chapters.values import DAYS
from standing.courses import Caller, Course
from standing.drift import WEEKS
from standing.signs import RECENT, Sign
from standing.states import SignKind

Cell = tuple[str, str]
DAY = "j F"

STARTS = {
    SignKind.FADING: gettext_lazy("“I see less of you than I used to. How are things with you?”"),
    SignKind.SILENT: gettext_lazy("“What would help you most just now? Whom should we listen out for?”"),
    SignKind.NO_ONE_TO_ONE: gettext_lazy("“Shall we have a coffee, this week or next?”"),
    SignKind.NOT_OPENED: gettext_lazy("“Is the app any use to you? Shall I show you how I do it?”"),
    SignKind.ONLY_COMES: gettext_lazy("“Whom did you talk to this week that one of us could help?”"),
    SignKind.ONLY_GIVES: gettext_lazy("“You give a lot, and little comes back. Whom should we look for, for you?”"),
    SignKind.UNMET: gettext_lazy("“Good that you are here. Whom would you like to meet first?”"),
}
"""If you get nothing, why would you stay? The first question is theirs to answer."""

BONDS = {
    "partner": gettext_lazy("power partner"),
    "sponsor": gettext_lazy("sponsor"),
    "met": gettext_lazy("met them one-to-one most lately"),
    "vice_president": gettext_lazy("vice president"),
    "president": gettext_lazy("president"),
    "secretary": gettext_lazy("secretary"),
}


def evidence(sign: Sign) -> str:
    """What a sign rests on: numbers and days, nothing of what was said or of any prospect."""
    return SENTENCES[sign.kind](sign)


def _fading(sign: Sign) -> str:
    faded = sign.faded
    if faded is None:
        return ""
    now = _(
        "%(came)s of %(meetings)s meetings, %(given)s passed, %(met)s one-to-ones in the %(weeks)s weeks since %(day)s."
    ) % {
        "came": faded.came,
        "meetings": faded.meetings,
        "given": faded.given,
        "met": faded.one_to_ones,
        "weeks": RECENT,
        "day": date_format(faded.since, DAY),
    }
    usual = _("Usual for them in as many, going by the %(weeks)s weeks before: %(came)s, %(given)s and %(met)s.") % {
        "weeks": faded.before_weeks,
        "came": _rounded(faded.before_came * faded.meetings, faded.before_meetings),
        "given": _rounded(faded.before_given * RECENT, faded.before_weeks),
        "met": _rounded(faded.before_one_to_ones * RECENT, faded.before_weeks),
    }
    return f"{now} {usual}"


def _rounded(number: int, by: int) -> int:
    """To the nearest whole, halves up; 0 of nothing."""
    return (2 * number + by) // (2 * by) if by else 0


def _weeks(number: int) -> str:
    return ngettext("%(count)s week", "%(count)s weeks", number) % {"count": number}


def _silent(sign: Sign) -> str:
    if sign.since is None:
        return _("Nothing passed or received in %(weeks)s.") % {"weeks": _weeks(sign.weight)}
    return _("The last they passed or received was on %(day)s, %(weeks)s ago.") % _since(sign)


def _no_one_to_one(sign: Sign) -> str:
    if sign.since is None:
        return _("No one-to-one in %(weeks)s.") % {"weeks": _weeks(sign.weight)}
    return _("The last one-to-one was on %(day)s, %(weeks)s ago.") % _since(sign)


def _not_opened(sign: Sign) -> str:
    return _("No page here opened since the week of %(day)s, %(weeks)s ago.") % _since(sign)


def _only_comes(sign: Sign) -> str:
    came = {"came": sign.number, "meetings": sign.of, **_since(sign)}
    if sign.since is None:
        return _("Came to %(came)s of %(meetings)s meetings; nothing passed in %(weeks)s.") % came
    return _("Came to %(came)s of %(meetings)s meetings since they last passed something, on %(day)s.") % came


def _only_gives(sign: Sign) -> str:
    given = {"given": sign.number, **_since(sign)}
    if sign.since is None:
        return _("Passed %(given)s in %(weeks)s, and no referral came to them.") % given
    return _("Passed %(given)s since a referral last came to them, on %(day)s.") % given


def _unmet(sign: Sign) -> str:
    return _("Joined on %(day)s; no one-to-one with anybody yet, in %(weeks)s.") % _since(sign)


def _since(sign: Sign) -> dict[str, str]:
    return {"day": date_format(sign.since, DAY) if sign.since else "", "weeks": _weeks(sign.weight)}


SENTENCES: dict[SignKind, Callable[[Sign], str]] = {
    SignKind.FADING: _fading,
    SignKind.SILENT: _silent,
    SignKind.NO_ONE_TO_ONE: _no_one_to_one,
    SignKind.NOT_OPENED: _not_opened,
    SignKind.ONLY_COMES: _only_comes,
    SignKind.ONLY_GIVES: _only_gives,
    SignKind.UNMET: _unmet,
}


def bond(caller: Caller) -> str:
    """What binds who could call to them, with the day they last met one-to-one."""
    word = str(BONDS[caller.bond])
    if caller.day is None:
        return word
    return _("%(bond)s, last one-to-one on %(day)s") % {"bond": word, "day": date_format(caller.day, DAY)}


def cells(course: Course, mondays: dict[int, str]) -> list[Cell]:
    """The last weeks as cells, oldest first: who came and did something for others, one of the two, or neither.

    `mondays` are the weeks' days in words, by their age.
    """
    words = {"full": _("both"), "part": _("one of the two"), "none": _("neither"), "excused": _("does not count")}
    kinds = dict.fromkeys(range(1, WEEKS + 1), "excused")
    did = zip(course.weeks, course.came, course.given, course.one_to_ones, strict=True)
    for age, came, given, met in did:
        kinds[age] = ("none", "part", "full")[bool(came) + bool(given + met)]
    return [(kinds[age], f"{mondays[age]}: {words[kinds[age]]}") for age in range(WEEKS, 0, -1)]


def mondays_of(week_end: date) -> dict[int, str]:
    """The days of the last weeks in words, by the age of each week."""
    return {age: date_format(week_end - timedelta(days=DAYS * age), "j M") for age in range(1, WEEKS + 1)}
