"""Seat reviews: every flag that is open, where its conversation stands, and those that are over."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chapters.access import requires
from chapters.clock import now
from reviews.sentences import day_of
from reviews.states import ReviewState
from reviews.views.finding import review_of, state_of
from standing.models import Flag
from standing.permissions import COMMITTEE

MOST_OVER = 30
LIVE = frozenset({ReviewState.VOTING, ReviewState.APPEALED, ReviewState.DECIDED})


@dataclass(frozen=True, slots=True)
class Line:
    """One review; `due` where somebody of the committee is to do something now."""

    href: str
    name: str
    note: str
    due: str
    aside: str


@requires(*COMMITTEE)
@require_safe
def seat_reviews(request: Any) -> HttpResponse:
    """Those that are open, the oldest first, then the latest that are over; nobody reads of their own here."""
    rows = Flag.objects.in_chapter(request.chapter).select_related("member", "review").exclude(member=request.member)
    today = request.chapter.today(now())
    going_on = rows.filter(closed_at__isnull=True).order_by("opened_at", "pk")
    over = rows.filter(closed_at__isnull=False).order_by("-closed_at", "-pk")[:MOST_OVER]
    context = {
        "going_on": [_line(request, flag, today) for flag in going_on],
        "over": [_line(request, flag, today) for flag in over],
        "place": "chapter_standing",
    }
    return render(request, "reviews/seat_reviews.html", context)


def _line(request: Any, flag: Flag, today: date) -> Line:
    state, review = state_of(flag), review_of(flag)
    since = _("since %(day)s") % {"day": day_of(request.chapter.today(flag.opened_at))}
    check_on = review.check_on if review and state == ReviewState.SUPPORTED else None
    due = str(state.label) if state in LIVE else ""
    if state == ReviewState.FLAGGED:
        due = _("a call is due")
    elif check_on and check_on <= today:
        due = _("look at how it went")
    note = _("look at it on %(day)s") % {"day": day_of(check_on)} if check_on and not due else ""
    return Line(
        href=f"{request.chapter.path}standing/flag/{flag.pk}/",
        name=flag.member.name,
        note=f"{since} · {note}" if note else since,
        due=due,
        aside="" if due else str(state.label),
    )
