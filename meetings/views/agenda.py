"""Set up: the chapter's own agenda, from which each meeting's run sheet is made."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from chapters.access import requires
from chapters.clock import now
from chapters.fragments import go_to
from meetings.actions import agenda as acts
from meetings.agenda import usual_agenda
from meetings.forms.agenda import AgendaItemForm
from meetings.models import AgendaItem
from meetings.permissions import LEADING
from meetings.run_sheet import MINUTE
from meetings.states import AgendaKind
from members.models import Member
from members.states import OfficeName
from referrals.views.answers import status_of

LONGEST_PLACE = 5
"""Digits of a place on the agenda."""


@requires(*LEADING)
@require_http_methods(["GET", "HEAD", "POST"])
def agenda(request: Any) -> HttpResponse:
    """The items in order, and a new one; the usual agenda where the chapter has none of its own."""
    chapter = request.chapter
    form = AgendaItemForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        acts.add_item(chapter=chapter, item=form.item)
        messages.info(request, _("The item is on the agenda, at its end."))
        return go_to(_here(request))
    own = list(AgendaItem.objects.in_chapter(chapter).order_by("position"))
    items: Any = own or usual_agenda(chapter.duration_minutes)
    members = Member.objects.in_chapter(chapter).current_on(chapter.today(now())).count()
    total = sum(_minutes(item, members) for item in items)
    context = {
        "place": "set_up",
        "form": form,
        "items": [(item, OfficeName(item.office).label if item.office else "") for item in items],
        "own": own,
        "members": members,
        "total": total,
        "over": total - chapter.duration_minutes,
        "spare": chapter.duration_minutes - total,
        "here": _here(request),
    }
    return render(request, "meetings/agenda.html", context, status=status_of(form))


def _here(request: Any) -> str:
    return f"{request.chapter.path}set-up/agenda/"


def _minutes(item: Any, members: int) -> int:
    """How long an item takes with everybody there."""
    minutes: int = item.minutes
    is_round = item.kind == AgendaKind.PRESENTATIONS and item.seconds_each
    return round(item.seconds_each * members / MINUTE) if is_round else minutes


def _row(request: Any, item: int) -> AgendaItem:
    return get_object_or_404(AgendaItem.objects.in_chapter(request.chapter), pk=item)


@requires(*LEADING)
@require_POST
def own_agenda(request: Any) -> HttpResponse:
    """Begin an agenda of the chapter's own from the usual one."""
    acts.begin_own(chapter=request.chapter)
    return go_to(_here(request))


@requires(*LEADING)
@require_POST
def usual_again(request: Any) -> HttpResponse:
    """Give the own agenda up; the page has asked first."""
    acts.give_up_own(chapter=request.chapter)
    messages.info(request, _("The usual agenda holds again."))
    return go_to(_here(request))


@requires(*LEADING)
@require_http_methods(["GET", "HEAD", "POST"])
def agenda_item(request: Any, item: int) -> HttpResponse:
    """Change one item."""
    row = _row(request, item)
    form = AgendaItemForm(request.POST if request.method == "POST" else None, initial=vars(row))
    if form.is_valid():
        acts.change_item(row=row, item=form.item)
        messages.info(request, _("Saved."))
        return go_to(_here(request))
    context = {"place": "set_up", "form": form, "row": row, "here": _here(request)}
    return render(request, "meetings/agenda_item.html", context, status=status_of(form))


@requires(*LEADING)
@require_POST
def move_agenda_item(request: Any, item: int) -> HttpResponse:
    """One place up or down, from the place where it was seen."""
    row = _row(request, item)
    seen = request.POST.get("seen", "")
    if seen.isdecimal() and len(seen) <= LONGEST_PLACE:
        acts.move_item(row=row, up=request.POST.get("way") == "up", seen=int(seen))
    return go_to(f"{_here(request)}#item-{row.pk}")


@requires(*LEADING)
@require_POST
def remove_agenda_item(request: Any, item: int) -> HttpResponse:
    """Take an item off; the page has asked first."""
    acts.remove_item(row=_row(request, item))
    messages.info(request, _("The item is off the agenda."))
    return go_to(_here(request))
