"""For visitors, by their links: register for a meeting, and say that they cannot come after all."""

from datetime import datetime
from http import HTTPStatus
from typing import Any

from allauth.core.internal import ratelimit
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.guessing import guessed
from chapters.access import public
from chapters.clock import now
from chapters.fragments import go_to
from meetings.actions.visiting import register_visit, say_can_come, say_cannot_come
from meetings.forms.visitors import GuestForm
from meetings.models import Meeting, Visit
from meetings.rhythm import ComingMeeting, meeting_on
from meetings.states import MeetingStatus
from meetings.tokens import invited_by_and_when, visit_in
from meetings.views.words import day_words
from members.models import Member
from members.refusals import Refusal
from referrals.views.answers import status_of


@public(reason="a member sends this link to somebody who has no account; it is signed, and dead once the member left")
@require_http_methods(["GET", "HEAD", "POST"])
def visit(request: Any, token: str) -> HttpResponse:
    """Where and when, and who one is; shows nothing of the chapter but that, and who invites."""
    meant = invited_by_and_when(request.chapter, token) if request.chapter else None
    at = now()
    inviter = _inviter(request, meant[0], at) if meant else None
    if meant is None or inviter is None:
        return guessed(request, "visitor")
    meeting = _meeting(request, meant[1])
    context = {"inviter": inviter, **_where(request, meeting, at)}
    if meeting is None or meeting.cancelled or meeting.held or meeting.ends_at <= at:
        return _page(request, "meetings/visit.html", context | {"state": "over"})
    if "thanks" in request.GET:
        return _page(request, "meetings/visit.html", context | {"state": "thanks", "mail": request.GET["thanks"]})
    form = GuestForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and not ratelimit.consume(request, app="allauth.account", action="visitor"):
        return ratelimit.respond_429(request)
    if form.is_valid():
        act = {"chapter": request.chapter, "day": meeting.date, "invited_by": inviter, "at": at}
        try:
            register_visit(**act, guest=form.guest)
        except Refusal as refusal:
            refused = {"state": "refused", "refusal": str(refusal)}
            return _page(request, "meetings/visit.html", context | refused, HTTPStatus.CONFLICT)
        return go_to(f"{request.path}?thanks={'mail' if form.guest.email else ''}")
    return _page(request, "meetings/visit.html", context | {"state": "ask", "form": form}, status_of(form))


@public(reason="opened from a visitor's mail, by whoever holds its signed link")
@require_http_methods(["GET", "HEAD", "POST"])
def my_visit(request: Any, token: str) -> HttpResponse:
    """Ask (GET changes nothing); say that one cannot come, or can after all with `coming` (POST)."""
    key = visit_in(request.chapter, token) if request.chapter else None
    found: Visit | None = Visit.objects.in_chapter(request.chapter).filter(pk=key).first() if key else None
    if found is None:
        return guessed(request, "visitor")
    at = now()
    meeting = meeting_on(request.chapter, found.date)
    context = {"visit": found, "refusal": "", **_where(request, meeting, at)}
    over = meeting is None or meeting.cancelled or meeting.held or meeting.ends_at <= at or found.outcome
    if over:
        return _page(request, "meetings/my_visit.html", context | {"state": "over"})
    if request.method == "POST":
        try:
            say_can_come(visit=found) if "coming" in request.POST else say_cannot_come(visit=found, at=at)
        except Refusal as refusal:
            refused = {"state": "over", "refusal": str(refusal)}
            return _page(request, "meetings/my_visit.html", context | refused, HTTPStatus.CONFLICT)
        return go_to(request.path)
    state = "said" if found.cannot_come_at else "asked"
    return _page(request, "meetings/my_visit.html", context | {"state": state})


def _inviter(request: Any, key: int, at: datetime) -> Member | None:
    """Whoever sent the link, while they are a member: who has left has no links left either (F34)."""
    members = Member.objects.in_chapter(request.chapter).current_on(request.chapter.today(at))
    found: Member | None = members.filter(pk=key).first()
    return found


def _meeting(request: Any, day: Any) -> ComingMeeting | None:
    """The meeting of that day, or the one it was moved to."""
    meeting = meeting_on(request.chapter, day)
    if meeting is None or meeting.cancelled:
        rows = Meeting.objects.in_chapter(request.chapter).filter(moved_from=day)
        row = rows.exclude(status=MeetingStatus.CANCELLED).order_by("date").first()
        return meeting_on(request.chapter, row.date) if row else meeting
    return meeting


def _where(request: Any, meeting: ComingMeeting | None, at: datetime) -> dict[str, Any]:
    """When and where, in words."""
    if meeting is None:
        return {}
    local = meeting.starts_at.astimezone(request.chapter.zone)
    online = request.chapter.online_url
    return {
        "meeting": meeting,
        "day": day_words(meeting.date, request.chapter.today(at)),
        "clock": f"{local:%H:%M}",
        "online": online if online.startswith(("https://", "http://")) else "",
    }


def _page(request: Any, template: str, context: dict[str, Any], status: int = HTTPStatus.OK) -> HttpResponse:
    response = render(request, template, context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
