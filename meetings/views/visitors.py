"""Visitors of a meeting: put on the list, say what became of them, take off."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from chapters.access import Role, requires
from chapters.clock import now
from chapters.fragments import go_to
from meetings.actions.visiting import add_visit, settle_visit
from meetings.forms import VisitForm
from meetings.models import Visit
from meetings.permissions import ROLL_CALL, can_take_off
from meetings.states import Outcome
from meetings.views.finding import done, meeting_or_404, path_of
from meetings.views.words import day_words
from members.models import Member
from members.refusals import Refusal
from referrals.views.answers import status_of

SETTLED = (Outcome.CAME, Outcome.NO_SHOW)


@requires(Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def add_visitor(request: Any, day: date) -> HttpResponse:
    """Announce a visitor; whoever announces one invited them, unless they say otherwise."""
    at = now()
    meeting = meeting_or_404(request, day, at)
    people = Member.objects.in_chapter(request.chapter).current_on(day).by_name()
    posted = request.POST if request.method == "POST" else None
    form = VisitForm(posted, people=people, initial={"invited_by": request.member.pk})
    if form.is_valid():
        try:
            visit = add_visit(chapter=request.chapter, day=day, at=at, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            undo = f"{request.chapter.path}visitors/{visit.pk}/remove/"
            messages.info(request, _("%(name)s is on the list.") % {"name": visit.name}, extra_tags=undo)
            return go_to(path_of(request, day))
    context = {
        "place": "meeting",
        "form": form,
        "day": day_words(day, request.chapter.today(at)),
        "here": path_of(request, day),
        "meeting": meeting,
    }
    return render(request, "meetings/add_visitor.html", context, status=status_of(form))


@requires(*ROLL_CALL)
@require_POST
def settle_visitor(request: Any, visit: int) -> HttpResponse:
    """Say whether a visitor came; the same again, or an empty word, takes nothing amiss."""
    found = get_object_or_404(Visit.objects.in_chapter(request.chapter), pk=visit)
    word = request.POST.get("outcome", "")
    outcome = Outcome(word) if word in SETTLED else None
    settle_visit(visit=found, outcome=outcome)
    place = "roll-call" if request.POST.get("back") == "roll-call" else "meeting"
    return go_to(path_of(request, found.date, place))


@requires(Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def remove_visitor(request: Any, visit: int) -> HttpResponse:
    """Take a visitor off the list, once asked."""
    found = get_object_or_404(Visit.objects.in_chapter(request.chapter), pk=visit)
    if not can_take_off(request.roles, request.member, found, request.chapter.today(now())):
        raise PermissionDenied
    here = path_of(request, found.date)
    if request.method == "POST":
        says = _("%(name)s is off the list.") % {"name": found.name}
        return done(request, found.delete, path=here, says=says)
    return render(request, "meetings/remove_visitor.html", {"place": "meeting", "visit": found, "here": here})
