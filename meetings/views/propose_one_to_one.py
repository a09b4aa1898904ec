"""Propose a one-to-one; answer with other times; move one that was agreed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chapters.access import Role, requires
from chapters.clock import now
from chapters.fragments import go_to
from meetings.actions import appointments as acts
from meetings.forms.one_to_ones import OtherTimesForm, ProposeForm
from meetings.models import Appointment
from meetings.refusals import AppointmentMoved, NotHere, NotThen, ProposedAlready
from meetings.states import AppointmentState
from meetings.views.log_one_to_one import longest_not_met
from meetings.views.planning import appointment_or_404, clash_words, other_of
from referrals.views.answers import sent_once, status_of

PLACE = "my_week"


@requires(Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once
def propose_one_to_one(request: Any) -> HttpResponse:
    """Whoever is chosen already comes first, then those longest not met."""
    at, chapter = now(), request.chapter
    chosen = request.POST.get("other") or request.GET.get("with", "")
    people = sorted(longest_not_met(request, at), key=lambda person: str(person.pk) != chosen)
    initial = {"other": chosen}
    form = ProposeForm(request.POST or None, people=people, zone=chapter.zone, initial=initial)
    if form.is_valid():
        other, root = form.cleaned_data["other"], f"{chapter.path}one-to-ones/plan/"
        try:
            made = acts.propose_one_to_one(
                chapter=chapter, uuid=form.sending.uuid, other=other, idea=form.idea, by=request.member, at=at
            )
        except (NotThen, NotHere) as refusal:
            form.add_error("first" if isinstance(refusal, NotThen) else "other", str(refusal))
        except ProposedAlready as refusal:
            messages.error(request, str(refusal))
            return go_to(f"{root}{refusal.found.uuid}/")
        else:
            says = _("%(name)s is asked now.") % {"name": other}
            messages.info(request, " ".join([says, *_clashes(request, made, form.times)]))
            return go_to(f"{root}{made.uuid}/")
    context = {"form": form, "people": people, "place": PLACE}
    return render(request, "meetings/propose_one_to_one.html", context, status=status_of(form))


@requires(Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def other_times(request: Any, appointment: UUID) -> HttpResponse:
    """Other times than those proposed."""
    return _times(request, appointment, acts.propose_other_times, AppointmentState.PROPOSED)


@requires(Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def move_one_to_one(request: Any, appointment: UUID) -> HttpResponse:
    """Another time than the one agreed on."""
    return _times(request, appointment, acts.move_one_to_one, AppointmentState.AGREED)


def _times(request: Any, key: UUID, act: Any, state: AppointmentState) -> HttpResponse:
    at, found = now(), appointment_or_404(request, key)
    other, here = other_of(found, request.member), f"{request.chapter.path}one-to-ones/plan/{found.uuid}/"
    form = OtherTimesForm(request.POST or None, zone=request.chapter.zone)
    if request.method != "POST" and found.state != state:
        messages.error(request, str(AppointmentMoved(found.state)))
        return redirect(here)
    if form.is_valid():
        try:
            act(appointment=found, times=form.times, by=request.member, at=at)
        except NotThen as refusal:
            form.add_error("first", str(refusal))
        except (AppointmentMoved, NotHere) as refusal:
            messages.error(request, str(refusal))
            return go_to(here)
        else:
            says = _("%(name)s is asked now.") % {"name": other}
            messages.info(request, " ".join([says, *_clashes(request, found, form.times)]))
            return go_to(here)
    moves = state == AppointmentState.AGREED
    context = {"form": form, "other": other, "here": here, "moves": moves, "place": PLACE}
    return render(request, "meetings/other_times.html", context, status=status_of(form))


def _clashes(request: Any, made: Appointment, times: tuple[Any, ...]) -> list[str]:
    """Whom the reader meets at these times already, each said once. One statement."""
    mine = Appointment.objects.in_chapter(request.chapter).of(request.member).agreed().exclude(pk=made.pk)
    agreed = list(mine.select_related("proposer", "other"))
    words = (clash_words(time, made.minutes, agreed, request.member) for time in times)
    return list(dict.fromkeys(filter(None, words)))
