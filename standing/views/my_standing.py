"""My standing: each rule as a sentence with its figure, picture and next step; every figure opens into its rows."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chapters.access import Role, requires
from chapters.clock import now
from standing.engine import standings
from standing.pictures import history_of, pictures_of
from standing.sentences import lines_of, next_step
from standing.views.rows import rows_of

MET = frozenset({"one_to_ones", "partner_one_to_ones"})
"""Rules whose rows are people one met."""


@requires(Role.MEMBER)
@require_safe
def my_standing(request: Any) -> HttpResponse:
    """All four rules, and the last half year."""
    chapter, member, today = request.chapter, request.member, request.chapter.today(now())
    found = standings(chapter, as_of=today, members_only=[member.pk], due_lists=False)
    mine = found.of(member.pk)
    if mine is None:
        raise Http404
    pictures = pictures_of(chapter, member.pk, as_of=today, rules=found.rules)
    lines = lines_of(mine, found.rules)
    cells = {"attendance": pictures.meetings, "leads": pictures.leads}
    context = {
        "figures": [(line, cells.get(line.rule)) for line in lines if line.status != "off"],
        "overall": mine.overall.value,
        "step": next_step(lines, mine.overall),
        "history": history_of(chapter, member.pk, until=found.week_end),
    }
    return render(request, "standing/my_standing.html", context)


@requires(Role.MEMBER)
@require_safe
def my_evidence(request: Any, rule: str) -> HttpResponse:
    """The rows that made one of my figures."""
    context = evidence_of(request, request.member.pk, rule, own=True)
    context |= {"back": f"{request.chapter.path}standing/", "back_label": _("My standing"), "place": "my_standing"}
    return render(request, "standing/evidence.html", context)


def evidence_of(request: Any, member_id: int, rule: str, *, own: bool) -> dict[str, Any]:
    """A figure with its rows, for its page; 404 where there is no such rule or the member is not current."""
    chapter = request.chapter
    found = standings(chapter, as_of=chapter.today(now()), members_only=[member_id], due_lists=False)
    standing = found.of(member_id)
    told = rows_of(rule, chapter, member_id, found, own=own) if standing else None
    if standing is None or told is None:
        raise Http404
    line = next(line for line in lines_of(standing, found.rules) if line.rule == rule)
    leaving = sum(1 for row in told.rows if row.leaves)
    missing = f"{chapter.path}standing/one-to-ones/missing/" if own and rule in MET else ""
    shown = {"line": line, "rows": told.rows, "cells": told.cells, "leaving": leaving}
    return shown | {"own": own, "name": standing.name, "missing": missing}
