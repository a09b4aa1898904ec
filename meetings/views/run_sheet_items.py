"""One meeting's agenda, item by item, before it starts: other minutes, another leader, something more or less."""

from dataclasses import asdict
from datetime import date
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chapters.access import requires
from chapters.clock import now
from chapters.fragments import go_to
from meetings.actions.run_sheet import write_items
from meetings.forms.run_sheet_items import LinesForm
from meetings.permissions import LEADING
from meetings.sheets import sheet_of
from meetings.states import RunState
from meetings.views.finding import meeting_or_404, path_of
from meetings.views.words import day_words
from members.refusals import Refusal


@requires(*LEADING)
@require_http_methods(["GET", "HEAD", "POST"])
def run_sheet_items(request: Any, day: date) -> HttpResponse:
    """All items at once, as the template has them or as they were changed; the template itself stays as it is."""
    at = now()
    meeting = meeting_or_404(request, day, at)
    sheet = sheet_of(request.chapter, meeting)
    here = f"{path_of(request, day)}run-sheet/"
    if sheet.closed or sheet.clock.state != RunState.READY:
        messages.error(request, _("The meeting has started: its agenda stays as it is."))
        return go_to(here)
    initial = [asdict(line) for line in sheet.plan.lines]
    form: Any = LinesForm(request.POST if request.method == "POST" else None, initial=initial)
    refusal = ""
    if form.is_valid():
        seen = request.POST.get("seen", "")
        try:
            write_items(chapter=request.chapter, day=day, lines=form.lines, seen=seen, by=request.member, at=at)
        except Refusal as refused:
            refusal = str(refused)
        else:
            messages.info(request, _("Saved for this meeting. The chapter’s agenda stays as it is."))
            return go_to(here)
    context = {
        "place": "meeting",
        "here": here,
        "day": day_words(day, request.chapter.today(at)),
        "form": form,
        "seen": request.POST.get("seen", sheet.items_seen),
        "minutes": round(sheet.plan.seconds / 60),
        "refusal": refusal,
    }
    status = HTTPStatus.CONFLICT if refusal else HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "meetings/run_sheet_items.html", context, status=status)
