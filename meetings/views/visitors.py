"""Visitors of a meeting: put on the list, hosted, said what became of them, followed up, taken off."""

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
from meetings.actions import visiting
from meetings.forms.visitors import FollowUpForm, HostForm, VisitForm
from meetings.models import Visit
from meetings.permissions import ROLL_CALL, can_call_roll, can_follow_up, can_see_visit, can_take_off, looks_after
from meetings.querysets import CAME
from meetings.refusals import VisitedOften
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
    keeps_list = can_call_roll(request.roles)
    often = False
    if form.is_valid():
        beyond = keeps_list and "beyond" in request.POST
        try:
            visit = visiting.add_visit(chapter=request.chapter, day=day, at=at, beyond=beyond, **form.cleaned_data)
        except VisitedOften as refusal:
            often = keeps_list
            form.add_error(None, str(refusal))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            undo = f"{request.chapter.path}visitors/{visit.pk}/remove/"
            messages.info(request, _("%(name)s is on the list.") % {"name": visit.name}, extra_tags=undo)
            return go_to(path_of(request, day))
    context = {
        "place": "meeting",
        "form": form,
        "often": often,
        "day": day_words(day, request.chapter.today(at)),
        "here": path_of(request, day),
        "meeting": meeting,
    }
    return render(request, "meetings/add_visitor.html", context, status=status_of(form))


@requires(Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def visitor(request: Any, visit: int) -> HttpResponse:
    """One visit: who they are, who looks after them, how it was. POST says whether they came.

    The same again, or an empty word, takes nothing amiss.
    """
    found = _found(request, visit)
    if request.method == "POST":
        if not can_call_roll(request.roles):
            raise PermissionDenied
        word = request.POST.get("outcome", "")
        visiting.settle_visit(visit=found, outcome=Outcome(word) if word in SETTLED else None)
        place = "roll-call" if request.POST.get("back") == "roll-call" else "meeting"
        return go_to(path_of(request, found.date, place))
    if not can_see_visit(request.roles, request.member, found):
        raise PermissionDenied
    at = now()
    today = request.chapter.today(at)
    visits = Visit.objects.in_chapter(request.chapter).of_person(name=found.name, email=found.email)
    keeps_list = can_call_roll(request.roles)
    people = Member.objects.in_chapter(request.chapter).current_on(today).by_name() if keeps_list else []
    context = {
        "place": "meeting",
        "visit": found,
        "here": f"{request.chapter.path}visitors/{found.pk}/",
        "day": day_words(found.date, today),
        "meeting_path": path_of(request, found.date),
        "came": found.outcome in CAME,
        "looks_after": looks_after(request.member, found),
        "follows_up": can_follow_up(request.roles, request.member, found),
        "host_form": HostForm(people=people, initial={"host": found.host_id}) if keeps_list else None,
        "follow_up_form": FollowUpForm(initial={"note": found.follow_up_note}),
        "others": [
            (f"{request.chapter.path}visitors/{one.pk}/", day_words(one.date, today), one.get_outcome_display())
            for one in visits.exclude(pk=found.pk).order_by("-date", "pk")
        ]
        if keeps_list
        else [],
    }
    return render(request, "meetings/visitor.html", context)


@requires(*ROLL_CALL)
@require_POST
def host_visitor(request: Any, visit: int) -> HttpResponse:
    """Ask a member to look after a visitor, or leave it to whoever invited them."""
    found = _found(request, visit)
    people = Member.objects.in_chapter(request.chapter).current_on(request.chapter.today(now())).by_name()
    form = HostForm(request.POST, people=people)
    if not form.is_valid():
        messages.error(request, _("Choose a member of the chapter."))
        return go_to(f"{request.chapter.path}visitors/{found.pk}/")
    host = form.cleaned_data["host"] or found.invited_by
    who = {"name": found.name, "host": host}
    says = _("%(host)s looks after %(name)s.") % who if host else _("Nobody looks after %(name)s yet.") % who
    return done(
        request,
        lambda: visiting.ask_to_host(visit=found, host=form.cleaned_data["host"]),
        path=f"{request.chapter.path}visitors/{found.pk}/",
        says=says,
    )


@requires(Role.MEMBER)
@require_POST
def follow_up_visitor(request: Any, visit: int) -> HttpResponse:
    """Say that a visitor was thanked, with a note; or take it back with `undo`."""
    found = _found(request, visit)
    if not can_follow_up(request.roles, request.member, found):
        raise PermissionDenied
    here = f"{request.chapter.path}visitors/{found.pk}/"
    if "undo" in request.POST:
        says = _("Then it is still to do.")
        return done(request, lambda: visiting.take_back_follow_up(visit=found), path=here, says=says)
    form = FollowUpForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("That note is too long."))
        return go_to(here)
    note = form.cleaned_data["note"].strip()
    says = _("Thank you for looking after %(name)s.") % {"name": found.name}
    return done(
        request,
        lambda: visiting.follow_up(visit=found, note=note, by=request.member, at=now()),
        path=here,
        says=says,
    )


@requires(Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def remove_visitor(request: Any, visit: int) -> HttpResponse:
    """Take a visitor off the list, once asked."""
    found = _found(request, visit)
    if not can_take_off(request.roles, request.member, found, request.chapter.today(now())):
        raise PermissionDenied
    here = path_of(request, found.date)
    if request.method == "POST":
        says = _("%(name)s is off the list.") % {"name": found.name}
        return done(request, found.delete, path=here, says=says)
    return render(request, "meetings/remove_visitor.html", {"place": "meeting", "visit": found, "here": here})


def _found(request: Any, visit: int) -> Visit:
    rows = Visit.objects.in_chapter(request.chapter).select_related("invited_by", "host", "followed_up_by")
    found: Visit = get_object_or_404(rows, pk=visit)
    return found
