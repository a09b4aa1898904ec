"""My standing: each rule as a sentence with its figure, picture and next step; every figure opens into its rows."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import F, Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chapters.access import Role, requires
from chapters.clock import now
from standing.engine import standings
from standing.half_year import half_year_of
from standing.models import Dispute
from standing.notices.disputes import PEOPLE
from standing.pictures import pictures_of
from standing.sentences import lines_of, next_step
from standing.states import DisputeState
from standing.views.disputes import KEPT_IN_SIGHT, DisputeLine
from standing.views.rows import rows_of
from standing.what_if_words import rolls_of

MISSING = {"leads": "leads", "one_to_ones": "one-to-ones", "partner_one_to_ones": "one-to-ones"}
"""By the rule's word, where one says that something is missing."""


@requires(Role.MEMBER)
@require_safe
def my_standing(request: Any) -> HttpResponse:
    """All four rules, the last half year, and the way to the conversation about one's seat while that is open."""
    chapter, member, today = request.chapter, request.member, request.chapter.today(now())
    found = standings(chapter, as_of=today, members_only=[member.pk], due_lists=False, rolling=True)
    mine = found.of(member.pk)
    if mine is None or mine.past is None:
        raise Http404
    pictures = pictures_of(mine.past, week_end=found.week_end, rules=found.rules)
    cells = {"attendance": pictures.meetings, "leads": pictures.leads}
    rolls = rolls_of(mine, mine.past, found)
    lines = [replace(line, rolls=rolls.get(line.rule, "")) for line in lines_of(mine, found.rules)]
    half_year = half_year_of(chapter, member.pk, until=found.week_end)
    context = {
        "figures": [(line, cells.get(line.rule)) for line in lines if line.status != "off"],
        "overall": mine.overall.value,
        "step": next_step(lines, mine.overall),
        "half_year": half_year,
        "talk": f"{chapter.path}standing/flag/{half_year.flag}/",
        "disputes": _disputes(request, today),
    }
    return render(request, "standing/my_standing.html", context)


def _disputes(request: Any, today: date) -> list[DisputeLine]:
    """What I asked to have looked at again: what waits first, then what was answered in the last half year."""
    mine = Dispute.objects.in_chapter(request.chapter).filter(member=request.member)
    answered = Q(answered_at__date__gte=today - KEPT_IN_SIGHT)
    shown = mine.filter(Q(state=DisputeState.OPEN) | answered).select_related(*PEOPLE)
    return [DisputeLine.of(one, own=True) for one in shown.order_by(F("answered_at").desc(nulls_first=True), "-pk")]


@requires(Role.MEMBER)
@require_safe
def my_evidence(request: Any, rule: str) -> HttpResponse:
    """The rows that made one of my figures."""
    context = evidence_of(request, request.member.pk, rule)
    context |= {"back": f"{request.chapter.path}standing/", "back_label": _("My standing"), "place": "my_standing"}
    return render(request, "standing/evidence.html", context)


def evidence_of(request: Any, member_id: int, rule: str, *, officer: int | None = None) -> dict[str, Any]:
    """A figure with its rows, for its page, of oneself or as an officer reads it.

    404 where there is no such rule or the member is not current.
    """
    chapter = request.chapter
    found = standings(chapter, as_of=chapter.today(now()), members_only=[member_id], due_lists=False)
    standing = found.of(member_id)
    told = rows_of(rule, chapter, member_id, found, officer=officer) if standing else None
    if standing is None or told is None:
        raise Http404
    line = next(line for line in lines_of(standing, found.rules) if line.rule == rule)
    own = officer is None
    leaving = sum(1 for row in told.rows if row.leaves)
    missing = f"{chapter.path}standing/{MISSING[rule]}/missing/" if own and rule in MISSING else ""
    shown = {"line": line, "rows": told.rows, "cells": told.cells, "leaving": leaving}
    return shown | {"own": own, "name": standing.name, "missing": missing}
