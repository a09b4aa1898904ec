"""What officers do to a meeting: open, close, reopen, cancel, bring back, move."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from chapters.access import requires
from chapters.clock import now
from chapters.fragments import go_to
from meetings.actions import running
from meetings.forms.meeting import CancelForm, MoveForm
from meetings.notices.minutes import is_news
from meetings.permissions import LEADING
from meetings.refusals import AlreadyClosed, NotBegun
from meetings.roll import roll_of
from meetings.views.finding import done, meeting_or_404, path_of
from meetings.views.words import day_words, moment
from members.refusals import Refusal
from referrals.views.answers import status_of


@requires(*LEADING)
@require_POST
def open_meeting(request: Any, day: date) -> HttpResponse:
    """Open a meeting and go on to its roll call."""
    at = now()
    try:
        running.open_meeting(chapter=request.chapter, day=day, by=request.member, at=at)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return go_to(path_of(request, day))
    return go_to(path_of(request, day, "roll-call"))


@requires(*LEADING)
@require_http_methods(["GET", "HEAD", "POST"])
def close_meeting(request: Any, day: date) -> HttpResponse:
    """Say who has no mark yet, and close. Whoever comes second reads who closed it (F10)."""
    at = now()
    meeting = meeting_or_404(request, day, at)
    here = path_of(request, day)
    if request.method == "POST":
        try:
            early = "early" in request.POST
            running.close_meeting(chapter=request.chapter, day=day, by=request.member, at=at, early=early)
        except AlreadyClosed as closed:
            messages.info(request, _closed_by(request, closed))
            return go_to(here)
        except NotBegun as refusal:
            messages.error(request, str(refusal))
            return go_to(f"{here}close/")
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return go_to(here)
        messages.info(request, _("The meeting is closed. Marks are final."), extra_tags=f"{here}reopen/")
        return go_to(here)
    context = {
        "place": "meeting",
        "here": here,
        "day": day_words(day, request.chapter.today(at)),
        "early": meeting.starts_at > at,
        "mails": is_news(day, request.chapter.today(at)),
        "unmarked": roll_of(request.chapter, meeting).unmarked,
        "meeting": meeting,
    }
    return render(request, "meetings/close_meeting.html", context)


def _closed_by(request: Any, closed: AlreadyClosed) -> str:
    row = closed.meeting
    when = moment(row.closed_at, request.chapter, row.date) if row.closed_at else ""
    return _("%(name)s closed this meeting already: %(when)s.") % {"name": row.closed_by or _("Somebody"), "when": when}


@requires(*LEADING)
@require_POST
def reopen_meeting(request: Any, day: date) -> HttpResponse:
    """Take the close back."""
    return done(
        request,
        lambda: running.reopen_meeting(chapter=request.chapter, day=day, by=request.member, at=now()),
        path=path_of(request, day),
        says=_("The meeting is open again. Close it once the marks are right."),
    )


@requires(*LEADING)
@require_http_methods(["GET", "HEAD", "POST"])
def cancel_meeting(request: Any, day: date) -> HttpResponse:
    """Call a meeting off, with a line for the members."""
    at = now()
    meeting = meeting_or_404(request, day, at)
    here = path_of(request, day)
    form = CancelForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        note = form.cleaned_data["note"]
        return done(
            request,
            lambda: running.cancel_meeting(chapter=request.chapter, day=day, note=note, by=request.member, at=at),
            path=here,
            says=_("The meeting is cancelled. Nobody is reminded of it."),
            undo=f"{here}restore/",
        )
    context = {
        "place": "meeting",
        "form": form,
        "here": here,
        "day": day_words(day, request.chapter.today(at)),
        "meeting": meeting,
    }
    return render(request, "meetings/cancel_meeting.html", context, status=status_of(form))


@requires(*LEADING)
@require_POST
def restore_meeting(request: Any, day: date) -> HttpResponse:
    """Bring a cancelled meeting back."""
    return done(
        request,
        lambda: running.restore_meeting(chapter=request.chapter, day=day, by=request.member, at=now()),
        path=path_of(request, day),
        says=_("The meeting takes place."),
    )


@requires(*LEADING)
@require_http_methods(["GET", "HEAD", "POST"])
def move_meeting(request: Any, day: date) -> HttpResponse:
    """Move one meeting to another day, hour or place."""
    at = now()
    meeting = meeting_or_404(request, day, at)
    clock = meeting.starts_at.astimezone(request.chapter.zone).time()
    form = MoveForm(request.POST or None, initial={"day": day, "clock": clock, "place": meeting.place})
    if form.is_valid():
        to = form.cleaned_data
        try:
            running.move_meeting(
                chapter=request.chapter,
                day=day,
                to_day=to["day"],
                clock=to["clock"],
                place=to["place"] or request.chapter.place,
                by=request.member,
                at=at,
            )
        except Refusal as refusal:
            form.add_error("day", str(refusal))
        else:
            says = _("Moved to %(day)s, %(clock)s.")
            said = {"day": day_words(to["day"], request.chapter.today(at)), "clock": f"{to['clock']:%H:%M}"}
            messages.info(request, says % said)
            return go_to(path_of(request, to["day"]))
    context = {
        "place": "meeting",
        "form": form,
        "here": path_of(request, day),
        "day": day_words(day, request.chapter.today(at)),
    }
    return render(request, "meetings/move_meeting.html", context, status=status_of(form))
