"""A meeting: where and when, who comes, the visitors, the slips and thanks as they come in."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from http import HTTPStatus
from itertools import pairwise
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chapters.access import Role, requires
from chapters.clock import now
from chapters.fragments import answer
from chapters.models import Chapter
from meetings.happening import Given, Happening, happening_at, version_of
from meetings.permissions import can_arrive, can_call_roll, can_lead, can_reopen
from meetings.rhythm import ComingMeeting, meeting_at_hand
from meetings.roll import Roll, RollRow, roll_of
from meetings.states import Attendance, MeetingStatus
from meetings.tokens import cant_come_address
from meetings.views.finding import meeting_or_404, path_of
from meetings.views.words import day_words, how_soon, moment
from referrals.states import Kind, Warmth

ELSEWHERE = frozenset({Attendance.MEDICAL, Attendance.ABSENT_NOTIFIED, Attendance.SUBSTITUTE})


@dataclass(frozen=True)
class Line:
    """A slip or thanks in words."""

    who: str
    title: str
    note: str
    when: str


@requires(Role.MEMBER)
@require_safe
def meeting(request: Any, day: date | None = None) -> HttpResponse:
    """Today's meeting, or the next, or that of a day. A screen that polls with its version gets 204, or what is new."""
    at = now()
    if day and request.htmx and request.GET.get("version") == version_of(request.chapter, day):
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    found = meeting_or_404(request, day, at) if day else meeting_at_hand(request.chapter, at)
    if found is None:
        return render(request, "meetings/no_meeting.html")
    version = version_of(request.chapter, found.date)
    roll = roll_of(request.chapter, found)
    happening = happening_at(request.chapter, found)
    context = {
        **_where(request, found, at),
        **_who(request, found, roll),
        "version": version,
        "turns": list(_turns(happening, request.chapter, found.date)),
        "lines": [_line(given, request, found.date) for given in happening.given],
        "visits": happening.visits,
        "feature": happening.feature,
        "rota": f"{request.chapter.path}presentations/",
        "ask": f"{request.chapter.path}week-ask/{found.date.isoformat()}/" if _asks(found) else "",
        "settles": can_call_roll(request.roles) and not found.held,
    }
    return answer(request, "meetings/meeting.html", context, fragment="live")


def _where(request: Any, found: ComingMeeting, at: datetime) -> dict[str, Any]:
    chapter = request.chapter
    today = chapter.today(at)
    local = found.starts_at.astimezone(chapter.zone)
    online = chapter.online_url if chapter.online_url.startswith(("https://", "http://")) else ""
    return {
        "meeting": found,
        "here": path_of(request, found.date),
        "roll_call": path_of(request, found.date, "roll-call"),
        "minutes": path_of(request, found.date, "minutes"),
        "day": day_words(found.date, today),
        "clock": f"{local:%H:%M}",
        "online": online,
        "soon": how_soon(found, chapter, at),
        "begun": found.starts_at <= at,
        "due": found.held or (found.date <= today and not found.cancelled),
        "live": found.date == today,
        "over": found.ends_at <= at,
        "arriving": can_arrive(found, at),
        "leads": can_lead(request.roles),
        "reopens": bool(found.held and found.row and can_reopen(chapter, found.row, at)),
        "calls_roll": can_call_roll(request.roles),
        "pass_path": f"{chapter.path}pass/",
        "cant_come": cant_come_address(chapter, request.member.pk, found.date) if _ahead(found, at) else "",
    }


def _ahead(found: ComingMeeting, at: datetime) -> bool:
    return found.status == MeetingStatus.SCHEDULED and at < found.ends_at


def _asks(found: ComingMeeting) -> bool:
    """Whether members can say whom they want to meet at it."""
    return found.status == MeetingStatus.SCHEDULED


def _who(request: Any, found: ComingMeeting, roll: Roll) -> dict[str, Any]:
    away = [row for row in roll.rows if row.mark in ELSEWHERE]
    leave = [row for row in roll.rows if row.on_leave and not row.mark]
    absent = sum(row.mark == Attendance.ABSENT for row in roll.rows)
    return {
        "me": next((row for row in roll.rows if row.pk == request.member.pk), None),
        "away": [(row.name, _instead(row)) for row in away],
        "leave": [row.name for row in leave],
        "coming": len(roll.rows) - len(away) - len(leave) - absent,
        "there": roll.there,
        "unmarked": len(roll.unmarked),
        "all": len(roll.rows),
    }


def _instead(row: RollRow) -> str:
    if row.mark != Attendance.SUBSTITUTE:
        return ""
    return _("%(name)s comes instead") % {"name": row.substitute} if row.substitute else _("sends a substitute")


def _line(given: Given, request: Any, day: date) -> Line:
    when = moment(given.at, request.chapter, day)
    giver = given.giver or _("A former member")
    if given.kind == Kind.LEAD:
        return Line(giver, giver, _("shared a lead"), when)
    title = f"{giver} → {given.receiver}"
    if given.kind == Kind.REFERRAL:
        return Line(giver, title, _referral(given.warmth), when)
    return Line(giver, title, _("Thanks: %(text)s") % {"text": given.text} if given.text else _("Thanks"), when)


def _referral(warmth: int | None) -> str:
    if warmth is None:
        return _("a referral")
    said: str | Promise = Warmth(warmth).label
    return _("a referral, warmth %(warmth)d: %(said)s") % {"warmth": warmth, "said": said}


def _turns(happening: Happening, chapter: Chapter, day: date) -> Iterator[dict[str, str]]:
    """What was done to the meeting, newest first, for timeline.html; that it was opened is no news."""
    for turn, before in pairwise(happening.turns):
        words = {
            (MeetingStatus.SCHEDULED, MeetingStatus.HELD): _("Closed by %(name)s"),
            (MeetingStatus.HELD, MeetingStatus.SCHEDULED): _("Reopened by %(name)s"),
            (MeetingStatus.SCHEDULED, MeetingStatus.CANCELLED): _("Cancelled by %(name)s"),
            (MeetingStatus.CANCELLED, MeetingStatus.SCHEDULED): _("Brought back by %(name)s"),
        }
        said = words.get((MeetingStatus(before.status), MeetingStatus(turn.status)), _("Moved by %(name)s"))
        by = turn.by or _("the record")
        yield {"what": said % {"name": by}, "note": turn.note, "when": moment(turn.at, chapter, day)}
