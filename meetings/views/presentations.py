"""The rota of feature presentations: the weeks ahead, requests to swap, and what was."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from chapters.access import Role, requires
from chapters.clock import now
from chapters.fragments import go_to
from chapters.models import Chapter
from meetings.actions.presenting import fill_rota, volunteer
from meetings.models import Mark, Meeting, Presentation, Swap
from meetings.permissions import SETTING_SPEAKERS, can_set_speaker
from meetings.rhythm import HORIZON, rhythm_of
from meetings.rota import FILLED, OPEN
from meetings.states import Attendance, MeetingStatus, SwapState
from meetings.views.finding import done
from meetings.views.words import day_words
from members.models import Member
from members.refusals import Refusal

PAGE = 26
AWAY = (Attendance.ABSENT_NOTIFIED, Attendance.SUBSTITUTE, Attendance.MEDICAL)


@dataclass(frozen=True)
class Line:
    """A day of the rota. `note` says what is the matter with it; `day` is the key to volunteer by, where it is open."""

    when: str
    href: str
    name: str
    title: str
    note: str
    mine: bool
    day: date | None = None


@requires(Role.MEMBER)
@require_safe
def presentations(request: Any) -> HttpResponse:
    """Four statements: the meetings to come, who presents at them, open requests, and the latest that were."""
    chapter, at = request.chapter, now()
    lines = _ahead(request, at)
    before = _day_of(request.GET.get("before", ""))
    past = _past(chapter, before or chapter.today(at))
    context = {
        "place": "meeting",
        "filled": [] if before else lines[:FILLED],
        "later": [] if before else lines[FILLED:],
        "swaps": [] if before else _swaps(request, at),
        "past": [_was(request, row, chapter.today(at)) for row in past[:PAGE]],
        "before": past[PAGE - 1].date.isoformat() if len(past) > PAGE else "",
        "older": bool(before),
        "sets": can_set_speaker(request.roles),
        "gaps": any(line.day for line in lines[:FILLED]),
    }
    return render(request, "meetings/presentations.html", context)


def _ahead(request: Any, at: datetime) -> list[Line]:
    """The next meetings, and days on which somebody is down for a meeting that does not take place."""
    chapter = request.chapter
    today = chapter.today(at)
    rhythm = rhythm_of(chapter, today, today + HORIZON)
    coming = [meeting for meeting in rhythm.meetings(today, today + HORIZON) if not meeting.held][:OPEN]
    away = Mark.objects.in_chapter(chapter).filter(
        meeting__date=OuterRef("date"), member=OuterRef("member"), mark__in=AWAY
    )
    rows = Presentation.objects.in_chapter(chapter).filter(date__gte=today).select_related("member")
    by_day = {row.date: row for row in rows.annotate(away=Exists(away))}
    idle = [row for day, row in by_day.items() if row.member_id and _is_off(rhythm.on(day))]
    lines = [
        (meeting.date, _line(request, by_day.get(meeting.date), meeting.date, today, begun=meeting.starts_at <= at))
        for meeting in coming
    ]
    lines += [(row.date, _line(request, row, row.date, today, off=True)) for row in idle]
    return [line for _day, line in sorted(lines, key=lambda pair: pair[0])]


def _is_off(meeting: Any) -> bool:
    return meeting is None or meeting.cancelled


def _line(request: Any, row: Any, day: date, today: date, *, begun: bool = False, off: bool = False) -> Line:
    speaker: Member | None = row.member if row else None
    note = ""
    if off:
        note = _("No meeting on this day")
    elif row and row.away:
        note = _("can’t come")
    return Line(
        when=day_words(day, today),
        href=f"{request.chapter.path}presentations/{row.pk}/" if row else "",
        name=speaker.name if speaker else "",
        title=row.title if row else "",
        note=note,
        mine=speaker is not None and speaker.pk == request.member.pk,
        day=day if speaker is None and not begun and not off else None,
    )


def _swaps(request: Any, at: datetime) -> list[dict[str, Any]]:
    """Requests that stand, asked of the reader or by them, the latest first."""
    chapter, member = request.chapter, request.member
    today = chapter.today(at)
    rows = Swap.objects.in_chapter(chapter).filter(state=SwapState.ASKED, wanted__date__gte=today)
    found = rows.select_related("wanted", "own", "asked", "asked_by").order_by("-asked_at", "-pk")
    return [
        {
            "pk": swap.pk,
            "other": swap.asked_by if swap.asked_id == member.pk else swap.asked,
            "of_me": swap.asked_id == member.pk,
            "wanted": day_words(swap.wanted.date, today),
            "own": day_words(swap.own.date, today) if swap.own else "",
        }
        for swap in found
        if member.pk in {swap.asked_id, swap.asked_by_id} and _stands(swap)
    ]


def _stands(swap: Swap) -> bool:
    """Whether the days are still those that were asked about."""
    theirs = swap.wanted.member_id == swap.asked_id
    return theirs and (swap.own is None or swap.own.member_id == swap.asked_by_id)


def _past(chapter: Chapter, before: date) -> list[Presentation]:
    """Presentations given before a day, the latest first: one more than a page has."""
    off = Meeting.objects.in_chapter(chapter).filter(date=OuterRef("date"), status=MeetingStatus.CANCELLED)
    rows = Presentation.objects.in_chapter(chapter).filter(date__lt=before, member__isnull=False)
    return list(rows.exclude(Exists(off)).select_related("member").order_by("-date")[: PAGE + 1])


def _was(request: Any, row: Presentation, today: date) -> Line:
    name = row.member.name if row.member else ""
    mine = row.member_id == request.member.pk
    href = f"{request.chapter.path}presentations/{row.pk}/"
    return Line(when=day_words(row.date, today), href=href, name=name, title=row.title, note="", mine=mine)


def _day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@requires(*SETTING_SPEAKERS)
@require_POST
def fill_the_rota(request: Any) -> HttpResponse:
    """Give every open day of the next six to whose turn it is."""
    path = f"{request.chapter.path}presentations/"
    return done(
        request,
        lambda: fill_rota(chapter=request.chapter, at=now()),
        path=path,
        says=_("The next six meetings are planned, as far as it is somebody’s turn."),
    )


@requires(Role.MEMBER)
@require_POST
def volunteer_to_present(request: Any, day: date) -> HttpResponse:
    """Present on an open day."""
    try:
        row = volunteer(chapter=request.chapter, day=day, by=request.member, at=now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return go_to(f"{request.chapter.path}presentations/")
    messages.info(request, _("The day is yours. What will you speak about?"))
    return go_to(f"{request.chapter.path}presentations/{row.pk}/")
