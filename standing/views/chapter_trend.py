"""The last half year of the chapter's standing: each Monday's shares as a picture, a sentence and a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from chapters.access import requires
from chapters.clock import now
from standing.permissions import SEES_STANDING
from standing.states import Overall, RuleStatus
from standing.trend import OVERALL, Stood, trend_of
from standing.views.shown import Shown
from standing.views.table import heads
from standing.views.tabs import tabs_of

ALL_RULES = (Overall.MET, Overall.AT_RISK, Overall.BEHIND, Overall.SETTLING_IN)
ONE_RULE = (RuleStatus.MET, RuleStatus.AT_RISK, RuleStatus.BEHIND, RuleStatus.NOT_YET, RuleStatus.OFF)
SELDOM = frozenset({RuleStatus.NOT_YET, RuleStatus.OFF})
TALL, WIDE = 40, 4
"""Units of the picture from nobody to everybody, and from one Monday to the next."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a Monday's column, from the top: which status, where it begins, how tall it is."""

    status: str
    top: str
    tall: str


@dataclass(frozen=True, slots=True)
class Column:
    """One Monday: a column (where it stands, its pieces, in words) and a line of the table (the numbers, then all)."""

    left: str
    day: str
    says: str
    parts: tuple[Part, ...]
    numbers: tuple[int, ...]
    members: int


@requires(*SEES_STANDING)
@require_safe
def chapter_trend(request: Any) -> HttpResponse:
    """All rules together, or one (`?rule=`); one statement of its own."""
    chapter = request.chapter
    shown = Shown.of({"rule": request.GET.get("rule", "")})
    root = f"{chapter.path}standing/chapter/trend/"
    until = chapter.week(now()).monday
    mondays = trend_of(chapter, until=until, column=shown.rule or OVERALL)
    known: Sequence[Any] = ONE_RULE if shown.rule else ALL_RULES
    words = [word for word in known if word not in SELDOM or any(word.value in one.counts for one in mondays)]
    context = {
        "tabs": tabs_of(chapter, "chapter_trend"),
        "rules": shown.rules(root),
        "rule": heads()[shown.rule] if shown.rule else "",
        "columns": [_column(number, one, words) for number, one in enumerate(mondays)]
        if any(one.members for one in mondays)
        else [],
        "words": [(word.value, str(word.label)) for word in words],
        "says": _sentence([one for one in mondays if one.members]),
        "place": "chapter_standing",
    }
    return render(request, "standing/chapter_trend.html", context)


def _column(number: int, stood: Stood, words: Sequence[Any]) -> Column:
    day = date_format(stood.monday, "j M")
    numbers = tuple(stood.counts.get(word.value, 0) for word in words)
    said = [f"{count} {word.label}" for word, count in zip(words, numbers, strict=True) if count]
    parts: list[Part] = []
    below = 0
    for word, count in zip(words, numbers, strict=True):
        below += count
        if count:
            tall = TALL * count / stood.members
            parts.append(Part(word.value, f"{TALL - TALL * below / stood.members:.2f}", f"{tall:.2f}"))
    says = f"{day}: {', '.join(said) or _('nothing stored')}"
    return Column(str(WIDE * number), day, says, tuple(parts), numbers, stood.members)


def _sentence(stored: Sequence[Stood]) -> str:
    """Where the chapter is, and where it was on the first of these Mondays."""
    if not stored:
        return ""
    latest, first = stored[-1], stored[0]
    said = [_met(latest)]
    if first is not latest:
        said.append(
            _("On %(day)s it was %(met)s of %(all)s.")
            % {
                "day": date_format(first.monday, "j F"),
                "met": first.counts.get(Overall.MET, 0),
                "all": first.members,
            }
        )
    return " ".join(said)


def _met(stood: Stood) -> str:
    met = stood.counts.get(Overall.MET, 0)
    return ngettext(
        "On %(day)s, %(met)s of %(all)s member met what the group asks.",
        "On %(day)s, %(met)s of %(all)s members met what the group asks.",
        stood.members,
    ) % {"day": date_format(stood.monday, "j F"), "met": met, "all": stood.members}
