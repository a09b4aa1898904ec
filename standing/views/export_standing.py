"""The chapter's standing as a spreadsheet: what the page shows, without amounts, prospects or forecasts."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chapters.access import requires
from chapters.clock import now
from chapters.spreadsheets import csv_of
from members.people import seats_on
from standing.engine import standings
from standing.permissions import SEES_STANDING
from standing.values import MemberStanding
from standing.views.shown import Shown
from standing.views.table import FIGURES, NOTHING, heads, sorted_by


@requires(*SEES_STANDING)
@require_safe
def export_standing(request: Any) -> HttpResponse:
    """A line a member, filtered and in the order of the page it was asked from."""
    chapter, shown = request.chapter, Shown.of(request.GET)
    today = chapter.today(now())
    found = standings(chapter, as_of=today, forecasts=False, due_lists=False)
    seats = seats_on(chapter, day=today)
    names = heads()
    columns = [names["name"], _("Category"), names["overall"]]
    for rule in FIGURES:
        of_rule = {"rule": names[rule]}
        columns += [names[rule], _("%(rule)s: done") % of_rule, _("%(rule)s: out of") % of_rule]

    def line(one: MemberStanding) -> list[Any]:
        cells: list[Any] = [one.name, seats.get(one.member_id, ""), one.overall.label]
        for told in FIGURES.values():
            status, done, asked, _length, _tick = told(one, found.rules)
            cells += [status.label, "", ""] if status in NOTHING else [status.label, done, asked]
        return cells

    people = sorted_by(shown.sort, shown.chosen(found), found.rules)
    headers = {
        "Content-Disposition": f'attachment; filename="{chapter.slug}-standing-{found.week_end}.csv"',
        "Cache-Control": "no-store",
    }
    data = csv_of([columns, *map(line, people)])
    return HttpResponse(data, content_type="text/csv; charset=utf-8", headers=headers)
