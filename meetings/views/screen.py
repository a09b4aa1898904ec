"""The big screen: what the whole room reads, on a projector; no controls, and nothing private.

Opened by a signed link that ends with the day. It asks for news every two seconds: two statements where there is none.
"""

from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from chapters.access import public
from chapters.clock import now
from chapters.models import Chapter
from meetings.codes import code_now
from meetings.happening import Given, happening_at
from meetings.minutes import minutes_of
from meetings.on_screen import screen_version
from meetings.permissions import can_arrive
from meetings.rhythm import ComingMeeting, meeting_on
from meetings.run_sheet import Sheet, Step
from meetings.sheets import over, sheet_of
from meetings.states import AgendaKind, Outcome, RunState
from meetings.tokens import screen_day
from meetings.views.run_sheet import MILLISECONDS, clock_words
from meetings.views.words import day_words
from referrals.states import Kind, Warmth
from referrals.values import written

MOST_LINES = 6
MOST_VISITORS = 8
LONGEST_WANTS = 180
SOON = timedelta(hours=1)
"""From when on the screen counts down to the beginning."""
WARMTH = {
    Warmth.TOLD: gettext_lazy("told them"),
    Warmth.CARD: gettext_lazy("gave the card"),
    Warmth.VOUCHED: gettext_lazy("spoke for them"),
    Warmth.INTRODUCED: gettext_lazy("introduced them"),
    Warmth.IN_PERSON: gettext_lazy("introduced in person"),
}
"""What the giver did, in as few words as ten metres allow."""
WITH_SLIPS = frozenset({AgendaKind.SLIPS})
WITH_VISITORS = frozenset({AgendaKind.NETWORKING, AgendaKind.WELCOME, AgendaKind.VISITORS})


@public(reason="a projector shows it to everybody in the room; its signed link names a day, and ends with it")
@cache_control(no_store=True)
@require_safe
def screen(request: Any, token: str) -> HttpResponse:
    """The screen of a day's meeting; asked with its version: nothing new (204), or what to show."""
    at = now()
    day = screen_day(request.chapter, token) if request.chapter else None
    if day is None or day < request.chapter.today(at):
        raise Http404
    version = screen_version(request.chapter, day, at)
    known = request.GET.get("version")
    if known == version:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    meeting = meeting_on(request.chapter, day)
    if meeting is None:
        raise Http404
    template = "meetings/screen.html" if known is None else "meetings/screen.html#room"
    context = {**_shown(request.chapter, meeting, at), "version": version}
    return render(request, template, context)


def _shown(chapter: Chapter, meeting: ComingMeeting, at: datetime) -> dict[str, Any]:
    sheet = over(meeting) if meeting.held else sheet_of(chapter, meeting)
    happening = happening_at(chapter, meeting)
    news = [_line(given) for given in happening.given]
    visits = [visit for visit in happening.visits if visit.outcome != Outcome.NO_SHOW]
    step = sheet.now
    return {
        "chapter": chapter,
        "meeting": meeting,
        "day": day_words(meeting.date, chapter.today(at)),
        "scene": _scene(sheet, meeting),
        "step": step,
        "wants": _wants(step),
        "next": _next(sheet),
        "news": news[:MOST_LINES],
        "latest": news[0] if news else None,
        "with_slips": step and step.kind in WITH_SLIPS,
        "visits": visits[:MOST_VISITORS] if step is None or step.kind in WITH_VISITORS else [],
        "more_visits": max(0, len(visits) - MOST_VISITORS),
        "counts": _counts(happening.given),
        "business": _business(chapter, meeting) if meeting.held else "",
        "code": code_now(chapter, meeting.date, at) if can_arrive(meeting, at) else None,
        **_clock(chapter, sheet, meeting, at),
    }


def _scene(sheet: Sheet, meeting: ComingMeeting) -> str:
    """What is shown: "off", "before", "item", "turn" or "over"."""
    if meeting.cancelled:
        return "off"
    if meeting.held or sheet.clock.state == RunState.OVER:
        return "over"
    if sheet.now is None:
        return "before"
    return "turn" if sheet.now.presenter else "item"


def _wants(step: Step | None) -> str:
    """Whom the presenter wants to meet, in one breath."""
    words = " ".join(step.presenter.wants.split()) if step and step.presenter else ""
    return words if len(words) <= LONGEST_WANTS else words[:LONGEST_WANTS].rsplit(" ", 1)[0] + "…"


def _next(sheet: Sheet) -> str:
    """What or who comes next."""
    step = sheet.next
    if step is None:
        return ""
    if step.presenter and step.turn:
        same = sheet.now and sheet.now.item == step.item
        return step.presenter.speaks if same else f"{step.title}: {step.presenter.speaks}"
    return f"{step.title}: {step.presenter.speaks}" if step.presenter else step.title


def _line(given: Given) -> tuple[str, str]:
    """A slip or thanks for the whole room: who, and what; never a prospect, a text or an amount."""
    giver = given.giver or _("A former member")
    if given.kind == Kind.LEAD:
        return giver, _("shared a lead")
    if given.kind == Kind.REFERRAL:
        return f"{giver} → {given.receiver}", str(WARMTH[Warmth(given.warmth)]) if given.warmth else _("a referral")
    return _("%(giver)s thanks %(receiver)s") % {"giver": giver, "receiver": given.receiver}, ""


def _counts(given: list[Given]) -> list[str]:
    """The day's slips and thanks in numbers."""
    slips = sum(one.kind in {Kind.LEAD, Kind.REFERRAL} for one in given)
    thanks = len(given) - slips
    return [
        ngettext("%(n)d slip", "%(n)d slips", slips) % {"n": slips},
        ngettext("%(n)d thank-you", "%(n)d thank-yous", thanks) % {"n": thanks},
    ]


def _business(chapter: Chapter, meeting: ComingMeeting) -> str:
    """The business of a closed meeting, the very figure of its minutes; empty where it is withheld.

    Thanks come in by name: the step from one total to another, earlier or over another span, would be somebody's
    amount (F36).
    """
    business = minutes_of(chapter, meeting).business
    return written(business, chapter.currency) if business else ""


def _clock(chapter: Chapter, sheet: Sheet, meeting: ComingMeeting, at: datetime) -> dict[str, Any]:
    """What the screen's own clock counts from: instants in milliseconds, and the same in words."""
    due = sheet.due(sheet.now) if sheet.now else None
    soon = timedelta() < meeting.starts_at - at <= SOON
    if sheet.clock.state == RunState.READY and soon and not meeting.held and not meeting.cancelled:
        due = meeting.starts_at
    offset = at.astimezone(chapter.zone).utcoffset() or timedelta()
    return {
        "clock": f"{at.astimezone(chapter.zone):%H:%M}",
        "starts": f"{meeting.starts_at.astimezone(chapter.zone):%H:%M}",
        "now_ms": round(at.timestamp() * MILLISECONDS),
        "offset_ms": round(offset.total_seconds() * MILLISECONDS),
        "due_ms": round(due.timestamp() * MILLISECONDS) if due else "",
        "left": clock_words(round((due - at).total_seconds())) if due else "",
    }
