"""Everybody who ever visited, by person; and the link by which a member invites somebody."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Case, Count, F, Max, Q, Value, When
from django.db.models.functions import Concat, Lower
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chapters.access import Role, requires
from chapters.clock import now
from meetings.models import Visit
from meetings.permissions import can_call_roll
from meetings.querysets import CAME
from meetings.rhythm import rhythm_of
from meetings.tokens import invite_address
from meetings.views.words import day_words

PAGE = 30
MOST_DAYS = 6
AHEAD = timedelta(weeks=14)
PERSON = Case(When(email="", then=Concat(Value("name "), Lower("name"))), default=Concat(Value("mail "), F("email")))
"""One person: by e-mail, else by name."""


@dataclass
class Guest:
    """A person with their visits, the latest first."""

    name: str
    category: str
    lines: list["Line"] = field(default_factory=list)


@dataclass(frozen=True)
class Line:
    """One visit in words: what became of it and whether it waits for its host."""

    href: str
    day: str
    became: str
    host: str
    waits: bool


@requires(Role.MEMBER)
@require_safe
def visitors(request: Any) -> HttpResponse:
    """By person, the latest first: everybody for who keeps the list, one's own guests for everybody else."""
    rows = Visit.objects.in_chapter(request.chapter)
    sees_all = can_call_roll(request.roles)
    if not sees_all:
        rows = rows.filter(Q(invited_by=request.member) | Q(host=request.member))
    people = rows.annotate(person=PERSON).values("person").annotate(last=Max("date"), visits=Count("pk"))
    page = Paginator(people.order_by("-last", "person"), PAGE).get_page(request.GET.get("page"))
    keys = [one["person"] for one in page]
    visits = rows.annotate(person=PERSON).filter(person__in=keys).select_related("invited_by", "host")
    found = _by_person(request, keys, visits.order_by("-date", "pk"))
    context = {"place": "meeting", "page": page, "guests": found, "sees_all": sees_all}
    return render(request, "meetings/visitors.html", context)


def _by_person(request: Any, keys: list[str], visits: Iterable[Any]) -> list[Guest]:
    today = request.chapter.today(now())
    guests: dict[str, Guest] = {}
    for visit in visits:
        guest = guests.setdefault(visit.person, Guest(visit.name, ""))
        guest.category = guest.category or visit.category
        host = visit.host or visit.invited_by
        waits = visit.outcome in CAME and visit.followed_up_at is None and today - visit.date <= timedelta(weeks=2)
        href = f"{request.chapter.path}visitors/{visit.pk}/"
        day = day_words(visit.date, today)
        guest.lines.append(Line(href, day, _became(visit, today), str(host) if host else "", waits))
    return [guests[key] for key in keys if key in guests]


def _became(visit: Any, today: Any) -> str:
    if visit.outcome:
        return str(visit.get_outcome_display())
    if visit.cannot_come_at:
        return _("can’t come")
    return _("expected") if visit.date >= today else _("not known")


@requires(Role.MEMBER)
@require_safe
def invite_visitor(request: Any) -> HttpResponse:
    """One's own link to the registration for one of the next meetings: to be copied, shared or shown."""
    at = now()
    today = request.chapter.today(at)
    coming = rhythm_of(request.chapter, today, today + AHEAD).meetings(today, today + AHEAD)
    ahead = [one for one in coming if not one.held and one.ends_at > at][:MOST_DAYS]
    asked = request.GET.get("day", "")
    chosen = next((one for one in ahead if one.date.isoformat() == asked), ahead[0] if ahead else None)
    context: dict[str, Any] = {"place": "meeting", "chosen": chosen}
    if chosen:
        local = chosen.starts_at.astimezone(request.chapter.zone)
        context |= {
            "day": day_words(chosen.date, today),
            "clock": f"{local:%H:%M}",
            "link": invite_address(request.chapter, request.member.pk, chosen.date),
            "choices": [_choice(one.date, today, chosen.date) for one in ahead],
        }
    return render(request, "meetings/invite_visitor.html", context)


def _choice(day: Any, today: Any, chosen: Any) -> dict[str, Any]:
    return {"href": f"?day={day}", "label": day_words(day, today), "here": day == chosen}
