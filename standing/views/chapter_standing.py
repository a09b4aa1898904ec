"""The chapter's standing, for those who look after its members: everybody by name, four small pictures each."""

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chapters.access import requires
from chapters.clock import now
from members.people import seats_on
from standing.engine import standings
from standing.flags import OpenFlag, open_flags
from standing.permissions import ANSWERS_DISPUTES, SEES_STANDING, can_flag
from standing.sentences import lines_of
from standing.states import RuleStatus
from standing.values import ChapterStanding
from standing.views.my_standing import evidence_of
from standing.views.shown import Shown
from standing.views.table import heads, rows_of, sorted_by
from standing.views.tabs import tabs_of

ONE_DAY = timedelta(days=1)


@requires(*SEES_STANDING)
@require_safe
def chapter_standing(request: Any) -> HttpResponse:
    """The table; four statements of its own, whatever the chapter's size."""
    return render(request, "standing/chapter_standing.html", _table(request, Shown.of(request.GET), None))


@requires(*SEES_STANDING)
@require_safe
def member_standing(request: Any, member: int) -> HttpResponse:
    """One member's figures in words: beside the table at the desk, alone on a phone."""
    return render(request, "standing/chapter_standing.html", _table(request, Shown.of(request.GET), member))


@requires(*SEES_STANDING)
@require_safe
def member_evidence(request: Any, member: int, rule: str) -> HttpResponse:
    """The rows that made one figure of a member; of second looks only whoever answers them reads."""
    context = evidence_of(request, member, rule, officer=request.member.pk)
    if request.roles.isdisjoint(ANSWERS_DISPUTES):
        context["rows"] = [row.unlooked() for row in context["rows"]]
    back = f"{request.chapter.path}standing/chapter/{member}/"
    context |= {"back": back, "back_label": context["name"], "place": "chapter_standing"}
    return render(request, "standing/evidence.html", context)


def _table(request: Any, shown: Shown, open_member: int | None) -> dict[str, Any]:
    chapter, today = request.chapter, request.chapter.today(now())
    root = f"{chapter.path}standing/chapter/"
    found = standings(chapter, as_of=today, forecasts=open_member is not None, due_lists=False)
    flags = open_flags(chapter, reader=request.member.pk, roles=request.roles)
    chosen = shown.chosen(found)
    rules, filters = shown.rules(root), shown.statuses(root, found)
    context = {
        "rows": rows_of(
            sorted_by(shown.sort, chosen, found.rules),
            found.rules,
            seats=seats_on(chapter, day=today),
            flagged={flag.member_id for flag in flags},
            href=f"{root}%s/{shown.query().replace('%', '%%')}",
            opened=open_member,
        ),
        "heads": _heads(root, shown),
        "tabs": tabs_of(chapter, "chapter_standing"),
        "rules": rules,
        "filters": filters,
        "asked": ": ".join(chip.label for chip in (*rules, *filters) if chip.here),
        "export": f"{root}export/{shown.query()}",
        "flags": flags,
        "until": found.week_end - ONE_DAY,
        "count": len(chosen),
        "root": root,
        "place": "chapter_standing",
    }
    return context if open_member is None else context | _panel(request, found, open_member, flags, shown)


def _panel(
    request: Any, found: ChapterStanding, open_member: int, flags: list[OpenFlag], shown: Shown
) -> dict[str, Any]:
    one = found.of(open_member)
    if one is None:
        raise Http404
    return {
        "opened_path": f"{request.chapter.path}standing/chapter/{open_member}/",
        "one": one,
        "figures": [(line, None) for line in lines_of(one, found.rules) if line.status != RuleStatus.OFF],
        "flag": next((flag for flag in flags if flag.member_id == open_member), None),
        "can_flag": can_flag(request.roles),
        "back": f"{request.chapter.path}standing/chapter/{shown.query()}",
    }


def _heads(root: str, shown: Shown) -> list[dict[str, str]]:
    found = []
    for key, label in heads().items():
        direction = {key: "ascending", f"-{key}": "descending"}.get(shown.sort, "")
        other = f"-{key}" if direction == "ascending" else key
        found.append({"label": label, "href": f"{root}{shown.query(sort=other)}", "sorted": direction})
    return found
