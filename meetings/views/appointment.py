"""A one-to-one to come, as one of the two sees it: times to take with one tap, worksheets, notes, "We met"."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chapters.access import Role, requires
from chapters.clock import now
from chapters.fragments import go_to
from meetings.actions import appointments as acts
from meetings.forms.one_to_ones import NoteForm, WorksheetForm
from meetings.models import Appointment, PairNote, Worksheet
from meetings.permissions import can_accept, can_change_note, can_say_met
from meetings.refusals import AppointmentMoved
from meetings.states import AppointmentState
from meetings.views.finding import done
from meetings.views.planning import appointment_or_404, clash_words, other_of, times_and_others, when_words
from members.models import Member
from members.refusals import Refusal

PLACE = "my_week"
OPEN = frozenset({AppointmentState.PROPOSED, AppointmentState.AGREED})


@requires(Role.MEMBER)
@require_safe
def appointment(request: Any, appointment: UUID) -> HttpResponse:
    """Everything about it that the two know."""
    at, me = now(), request.member
    found = appointment_or_404(request, appointment)
    other = other_of(found, me)
    proposed = found.state == AppointmentState.PROPOSED
    context = {
        "appointment": found,
        "other": other,
        "when": when_words(found.starts_at, request.chapter, at) if found.starts_at else "",
        "my_turn": can_accept(me, found),
        "can_met": can_say_met(found, request.chapter.today(at)),
        "open": found.state in OPEN,
        "here": f"{request.chapter.path}one-to-ones/plan/{found.uuid}/",
        "place": PLACE,
        **(_times(found, me, at) if proposed else {}),
        **_sheets(found, me, other),
        **notes_context(me, other),
    }
    return render(request, "meetings/appointment.html", context)


def _times(found: Appointment, me: Member, at: datetime) -> dict[str, Any]:
    times, others = times_and_others(found, me)
    return {
        "times": [
            {
                "pk": time.pk,
                "when": when_words(time.starts_at, found.chapter, at),
                "past": time.starts_at <= at,
                "clash": clash_words(time.starts_at, found.minutes, others, me),
            }
            for time in times
        ],
        "by_me": any(time.by_id == me.pk for time in times),
        "all_past": bool(times) and all(time.starts_at <= at for time in times),
    }


def _sheets(found: Appointment, me: Member, other: Member) -> dict[str, Any]:
    """Mine and theirs, each a list of heading and text; empty where nothing is written."""
    rows = Worksheet.objects.in_chapter(found.chapter_id).filter(appointment=found)
    written = {row.member_id: row for row in rows}
    return {"mine": _parts(written.get(me.pk)), "theirs": _parts(written.get(other.pk))}


def _parts(sheet: Worksheet | None) -> list[tuple[Any, str]]:
    fields = WorksheetForm.base_fields.items()
    parts = [(field.label, getattr(sheet, name, "")) for name, field in fields]
    return parts if any(text.strip() for _label, text in parts) else []


def notes_context(me: Member, other: Member, form: NoteForm | None = None) -> dict[str, Any]:
    """The notes about these two that the reader may read, and the form for another. One statement."""
    rows = PairNote.objects.in_chapter(me.chapter_id).read_by(me).about_two(me, other).select_related("writer")
    notes = [{"note": note, "own": can_change_note(me, note)} for note in rows.latest_first()]
    return {"notes": notes, "note_form": form or NoteForm()}


@requires(Role.MEMBER)
@require_POST
def accept_time(request: Any, appointment: UUID) -> HttpResponse:
    """Take one of the times; its key comes in `time`."""
    found = appointment_or_404(request, appointment)
    typed = request.POST.get("time", "")
    time = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < len(str(2**63)) else 0
    path = f"{request.chapter.path}one-to-ones/plan/{found.uuid}/"
    says = _("Agreed. You both get it by mail, for your calendars.")
    return done(
        request,
        lambda: acts.accept_time(appointment=found, time=time, by=request.member, at=now()),
        path=path,
        says=says,
    )


@requires(Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def decline_one_to_one(request: Any, appointment: UUID) -> HttpResponse:
    """Say no to a proposal; asks first."""
    found = appointment_or_404(request, appointment)
    words = {
        "title": _("Not now?"),
        "says": _("%(name)s is told that you can’t make it just now. You can propose a time yourself later."),
        "act": _("Say not now"),
        "done": _("%(name)s is told."),
    }
    return _ask_then(request, found, words, acts.decline_one_to_one, AppointmentState.PROPOSED)


@requires(Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def call_off(request: Any, appointment: UUID) -> HttpResponse:
    """Call off what was proposed or agreed; asks first."""
    found = appointment_or_404(request, appointment)
    agreed = found.starts_at is not None
    words = {
        "title": _("Call it off?") if agreed else _("Take it back?"),
        "says": _("%(name)s is told, and it goes out of both calendars.") if agreed else _("%(name)s is told."),
        "act": _("Call it off") if agreed else _("Take it back"),
        "done": _("Called off. %(name)s is told.") if agreed else _("Taken back. %(name)s is told."),
    }
    return _ask_then(request, found, words, acts.call_off, *OPEN)


def _ask_then(
    request: Any, found: Appointment, words: dict[str, str], act: Any, *when: AppointmentState
) -> HttpResponse:
    said = {key: text % {"name": other_of(found, request.member).name} for key, text in words.items()}
    here = f"{request.chapter.path}one-to-ones/plan/{found.uuid}/"
    if request.method == "POST":
        path = f"{request.chapter.path}one-to-ones/"
        return done(request, lambda: act(appointment=found, by=request.member, at=now()), path=path, says=said["done"])
    if found.state not in when:
        messages.error(request, str(AppointmentMoved(found.state)))
        return redirect(here)
    return render(request, "meetings/end_appointment.html", {"said": said, "here": here, "place": PLACE})


@requires(Role.MEMBER)
@require_POST
def mark_met(request: Any, appointment: UUID) -> HttpResponse:
    """We met: logged in one tap, and taken back with one more."""
    found = appointment_or_404(request, appointment)
    path = f"{request.chapter.path}one-to-ones/"
    try:
        logged = acts.mark_met(appointment=found, by=request.member, at=now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return go_to(f"{path}plan/{found.uuid}/")
    own = logged is not None and logged.logged_by_id == request.member.pk
    says = _("Logged. %(name)s is told and can say if it did not happen.") % {"name": other_of(found, request.member)}
    undo = f"{path}{logged.uuid}/withdraw/" if own and logged else ""
    messages.info(request, says if own else _("It is logged."), extra_tags=undo)
    return go_to(path)
