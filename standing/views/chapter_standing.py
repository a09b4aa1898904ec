"""The chapter's standing, for those who look after its members: everybody by name, four small pictures each."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chapters.access import requires
from chapters.clock import now
from members.people import seats_on
from standing.engine import standings
from standing.flags import OpenFlag, open_flags
from standing.forms import ReasonForm
from standing.permissions import SEES_STANDING, can_flag
from standing.sentences import lines_of
from standing.states import Overall, RuleStatus
from standing.values import ChapterStanding
from standing.views.my_standing import evidence_of
from standing.views.table import FIGURES, ORDER, heads, rows_of, sorted_by

ONE_DAY = timedelta(days=1)
COLUMNS = frozenset({"name", "overall", *FIGURES})


@dataclass(frozen=True, slots=True)
class Shown:
    """What the address asks for: a status to filter by, a column to sort by ("-" before it: the other way round)."""

    status: str
    sort: str

    def query(self, **other: str) -> str:
        """The query string with something else chosen; empty for the page as it opens."""
        chosen = {"status": self.status, "sort": self.sort} | other
        said = {key: value for key, value in chosen.items() if value and value != "name"}
        return f"?{urlencode(said)}" if said else ""


@requires(*SEES_STANDING)
@require_safe
def chapter_standing(request: Any) -> HttpResponse:
    """The table; four statements of its own, whatever the chapter's size."""
    return render(request, "standing/chapter_standing.html", _table(request, _shown(request.GET), None))


@requires(*SEES_STANDING)
@require_safe
def member_standing(request: Any, member: int) -> HttpResponse:
    """One member's figures in words: beside the table at the desk, alone on a phone."""
    return render(request, "standing/chapter_standing.html", _table(request, _shown(request.GET), member))


@requires(*SEES_STANDING)
@require_safe
def member_evidence(request: Any, member: int, rule: str) -> HttpResponse:
    """The rows that made one figure of a member."""
    context = evidence_of(request, member, rule, own=False)
    back = f"{request.chapter.path}standing/chapter/{member}/"
    context |= {"back": back, "back_label": context["name"], "place": "chapter_standing"}
    return render(request, "standing/evidence.html", context)


def _shown(query: Any) -> Shown:
    status, sort = query.get("status", ""), query.get("sort", "")
    return Shown(status if status in Overall.values else "", sort if sort.removeprefix("-") in COLUMNS else "name")


def _table(request: Any, shown: Shown, open_member: int | None) -> dict[str, Any]:
    chapter, today = request.chapter, request.chapter.today(now())
    root = f"{chapter.path}standing/chapter/"
    found = standings(chapter, as_of=today, forecasts=open_member is not None, due_lists=False)
    flags = open_flags(chapter, reader=request.member.pk)
    chosen = [one for one in found.members if not shown.status or one.overall == shown.status]
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
        "filters": _filters(root, shown, found),
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
        "flag_form": ReasonForm(),
        "back": f"{request.chapter.path}standing/chapter/{shown.query()}",
    }


def _heads(root: str, shown: Shown) -> list[dict[str, str]]:
    found = []
    for key, label in heads().items():
        direction = {key: "ascending", f"-{key}": "descending"}.get(shown.sort, "")
        other = f"-{key}" if direction == "ascending" else key
        found.append({"label": label, "href": f"{root}{shown.query(sort=other)}", "sorted": direction})
    return found


def _filters(root: str, shown: Shown, found: ChapterStanding) -> list[dict[str, Any]]:
    counts = Counter(one.overall.value for one in found.members)
    chips = [("", _("All"), len(found.members))]
    chips += [(word.value, str(word.label).capitalize(), counts[word.value]) for word in ORDER]
    return [
        {"href": f"{root}{shown.query(status=key)}", "label": label, "count": count, "here": key == shown.status}
        for key, label, count in chips
    ]
