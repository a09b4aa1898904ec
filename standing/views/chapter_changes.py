"""Who stands differently than a week before, and why: the rows that made the change, or a version of the rules."""

from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from chapters.access import requires
from chapters.clock import now
from chapters.models import Chapter
from chapters.values import Week
from standing.changes import Changes, changes_of
from standing.permissions import SEES_STANDING
from standing.trend import WEEKS
from standing.views.change_words import rules_told, told
from standing.views.tabs import tabs_of

A_WEEK = timedelta(weeks=1)


@requires(*SEES_STANDING)
@require_safe
def chapter_changes(request: Any) -> HttpResponse:
    """The last Monday against the one before it, or an earlier one (`?until=`); four statements of its own."""
    chapter, latest = request.chapter, request.chapter.week(now()).monday
    until = _asked(request.GET.get("until", ""), latest)
    changes = changes_of(chapter, until=until)
    context = {"tabs": tabs_of(chapter, "chapter_changes"), "changes": changes, "place": "chapter_standing"}
    if changes.monday is not None:
        context |= _told(chapter, changes, changes.monday) | _weeks(chapter, changes.monday, latest)
    return render(request, "standing/chapter_changes.html", context)


def _asked(text: str, latest: date) -> date:
    """The Monday an address names, within the half year that is looked back on; else the latest."""
    with suppress(ValueError):
        monday = Week.of(date.fromisoformat(text)).monday
        if latest - WEEKS * A_WEEK < monday < latest:
            return monday
    return latest


def _told(chapter: Chapter, changes: Changes, monday: date) -> dict[str, Any]:
    root = f"{chapter.path}standing/chapter/"
    people = [(one.overall, told(one, href=f"{root}{one.member_id}/", monday=monday)) for one in changes.members]
    stand = [person for overall, person in people if overall]
    words = ngettext(
        "On %(now)s, one member stands differently than on %(before)s.",
        "On %(now)s, %(count)s members stand differently than on %(before)s.",
        len(stand),
    )
    none = _("On %(now)s, everybody stands as on %(before)s.")
    days = {"now": date_format(monday, "l j F"), "before": date_format(monday - A_WEEK, "j F")}
    return {
        "says": (words if stand else none) % (days | {"count": len(stand)}),
        "rules": rules_told(changes),
        "groups": [
            ("overall", _("Standing"), stand),
            ("one-rule", _("A rule, and not the standing"), [person for overall, person in people if not overall]),
        ],
    }


def _weeks(chapter: Chapter, monday: date, latest: date) -> dict[str, str]:
    """Where the week before and the week after are; empty where there is none to look at."""
    root = f"{chapter.path}standing/chapter/changes/"
    earlier, later = monday - A_WEEK, monday + A_WEEK
    return {
        "earlier": f"{root}?until={earlier}" if earlier > latest - WEEKS * A_WEEK else "",
        "later": "" if later > latest else root if later == latest else f"{root}?until={later}",
    }
