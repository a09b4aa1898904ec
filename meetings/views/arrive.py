"""A phone scanned the code at the door: a member says "I'm here", a visitor says who they are."""

from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any

from allauth.core.internal import ratelimit
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render, resolve_url
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from accounts.guessing import guessed
from chapters.access import public
from chapters.clock import now
from chapters.fragments import go_to
from meetings.actions.arriving import check_in, say_here
from meetings.actions.visiting import welcome_visitor
from meetings.codes import SIGN_IN_WITHIN, Scan, read_code, remember, remembered_at
from meetings.forms.visitors import DoorForm
from meetings.models import Arrival, Mark
from meetings.permissions import can_arrive
from meetings.rhythm import ComingMeeting, meeting_at_hand, meeting_on
from meetings.roll import THERE
from meetings.states import ArrivalState, Attendance
from meetings.views.words import day_words
from members.refusals import Refusal

COOKIE = "scan"


@dataclass(frozen=True)
class Door:
    """A scan that holds: when it was made, and the meeting it is about (None where there is none)."""

    scan: Scan
    scanned_at: datetime
    meeting: ComingMeeting | None

    def is_open(self, at: datetime) -> bool:
        """Whether people may say now that they are here."""
        return self.meeting is not None and can_arrive(self.meeting, at)


@public(reason="opened by scanning a code, before anybody signed in; the code is the secret")
@require_http_methods(["GET", "HEAD", "POST"])
def arrive(request: Any, token: str) -> HttpResponse:
    """GET changes nothing, but the phone remembers the scan while its owner signs in or types; POST says it."""
    scan = read_code(request.chapter, token) if request.chapter else None
    if scan is None:
        return guessed(request, "arrival")
    at = now()
    remembered = remembered_at(request.chapter, scan, request.COOKIES.get(COOKIE, ""), at)
    if remembered is None and not scan.is_good(at):
        return _page(request, {"state": "changed"}, HTTPStatus.GONE)
    found = meeting_at_hand(request.chapter, at) if scan.day is None else meeting_on(request.chapter, scan.day)
    door = Door(scan, remembered or at, found)
    answer = _of_member(request, door, at) if request.member else _of_visitor(request, door, at)
    if remembered is None:
        _remember(request, answer, scan, at)
    return answer


def _remember(request: Any, answer: HttpResponse, scan: Scan, at: datetime) -> None:
    answer.set_cookie(
        COOKIE,
        remember(request.chapter, scan, at),
        max_age=SIGN_IN_WITHIN,
        path=f"{request.chapter.path}arrive/",
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _page(request: Any, context: dict[str, Any], status: int = HTTPStatus.OK) -> HttpResponse:
    response = render(request, "meetings/arrive.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _where(request: Any, door: Door, at: datetime) -> dict[str, Any]:
    """The meeting in words."""
    if door.meeting is None:
        return {}
    local = door.meeting.starts_at.astimezone(request.chapter.zone)
    day = day_words(door.meeting.date, request.chapter.today(at))
    return {"when": f"{day}, {local:%H:%M}", "meeting_path": f"{request.chapter.path}meeting/{door.meeting.date}/"}


def _of_member(request: Any, door: Door, at: datetime) -> HttpResponse:
    context: dict[str, Any] = {"printed": door.scan.printed, **_where(request, door, at)}
    if request.method != "POST":
        return _page(request, context | {"state": _state(request, door, at)})
    if door.meeting is None:
        return go_to(request.path)
    act = {"chapter": request.chapter, "day": door.meeting.date, "member": request.member, "at": at}
    try:
        if door.scan.printed:
            say_here(**act)
        else:
            check_in(**act, scanned_at=door.scanned_at)
    except Refusal as refusal:
        return _page(request, context | {"state": "refused", "refusal": str(refusal)}, HTTPStatus.CONFLICT)
    return go_to(request.path)


def _state(request: Any, door: Door, at: datetime) -> str:
    """What the page says to a member: shut | present | late | otherwise | waiting | ask."""
    if door.meeting is None or not door.is_open(at):
        return "shut"
    mark = Mark.objects.in_chapter(request.chapter).on(door.meeting.date).filter(member=request.member).first()
    if mark and mark.mark in THERE:
        return Attendance(mark.mark).value
    if mark and mark.marked_by_id != request.member.pk:
        return "otherwise"
    arrivals = Arrival.objects.in_chapter(request.chapter).filter(meeting__date=door.meeting.date)
    waiting = arrivals.filter(member=request.member, state=ArrivalState.WAITING)
    return "waiting" if door.scan.printed and waiting.exists() else "ask"


def _of_visitor(request: Any, door: Door, at: datetime) -> HttpResponse:
    if door.meeting is None or not door.is_open(at):
        return _page(request, {"state": "shut", **_where(request, door, at)})
    if "welcome" in request.GET:
        return _page(request, {"state": "welcome", "again": request.path})
    form = DoorForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and not ratelimit.consume(request, app="allauth.account", action="visitor"):
        return ratelimit.respond_429(request)
    if form.is_valid():
        act = {"chapter": request.chapter, "day": door.meeting.date, "at": at}
        try:
            welcome_visitor(**act, guest=form.guest, printed=door.scan.printed)
        except Refusal as refusal:
            return _page(request, {"state": "refused", "refusal": str(refusal)}, HTTPStatus.CONFLICT)
        return go_to(f"{request.path}?welcome")
    sign_in = f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': request.path})}"
    state = "visiting" if form.is_bound or "visiting" in request.GET else "who"
    context = {"state": state, "form": form, "sign_in": sign_in}
    return _page(request, context, HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK)
