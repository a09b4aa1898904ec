"""My one-to-ones: what is agreed, what waits for whom, and the log: what I logged, what was logged with me."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from chapters.access import Role, requires
from chapters.clock import now
from meetings.actions.one_to_ones import confirm_one_to_one as confirm
from meetings.actions.one_to_ones import dispute_one_to_one as dispute
from meetings.actions.one_to_ones import withdraw_one_to_one as withdraw
from meetings.models import OneToOne
from meetings.permissions import can_answer, can_withdraw
from meetings.views.finding import done
from meetings.views.planning import planned_of
from meetings.views.words import day_words

PAGE = 20


@requires(Role.MEMBER)
@require_safe
def my_one_to_ones(request: Any) -> HttpResponse:
    """What is to come, then the log, newest first; what waits for my answer can be answered in the line."""
    at = now()
    today = request.chapter.today(at)
    rows = OneToOne.objects.in_chapter(request.chapter).of(request.member).select_related("a", "b").latest_first()
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    lines = [_line(request, one_to_one, today) for one_to_one in page]
    context: dict[str, Any] = {"page": page, "lines": lines, "place": "log_one_to_one"}
    if page.number == 1:
        context["planned"] = planned_of(request, at)
    return render(request, "meetings/my_one_to_ones.html", context)


def _line(request: Any, one_to_one: OneToOne, today: Any) -> dict[str, Any]:
    me = request.member
    other = one_to_one.b if one_to_one.a_id == me.pk else one_to_one.a
    answers = can_answer(me, one_to_one) and one_to_one.logged_by_id is not None
    return {
        "key": one_to_one.uuid,
        "name": other.name,
        "day": day_words(one_to_one.date, today),
        "topics": one_to_one.topics,
        "state": _state(me.pk, one_to_one, other.name),
        "soon": answers and not one_to_one.confirmed_at and not one_to_one.disputed,
        "can_confirm": answers and not one_to_one.confirmed_at,
        "can_dispute": can_answer(me, one_to_one) and not one_to_one.disputed,
        "can_withdraw": can_withdraw(me, one_to_one),
    }


def _state(me: int, one_to_one: OneToOne, other: str) -> str:
    if one_to_one.disputed:
        mine = one_to_one.disputed_by_id == me
        return _("you say it did not happen") if mine else _("%(name)s does not remember it") % {"name": other}
    if one_to_one.logged_by_id is None:
        return _("brought over, day not known") if one_to_one.day_unknown else ""
    if one_to_one.confirmed_at:
        return _("confirmed")
    return _("logged by you") if one_to_one.logged_by_id == me else _("logged by %(name)s") % {"name": other}


def _mine(request: Any, key: UUID) -> OneToOne:
    rows = OneToOne.objects.in_chapter(request.chapter).of(request.member).select_related("logged_by", "chapter")
    found: OneToOne | None = rows.filter(uuid=key).first()
    if found is None:
        raise Http404
    return found


@requires(Role.MEMBER)
@require_POST
def confirm_one_to_one(request: Any, key: UUID) -> HttpResponse:
    """Yes, it happened."""
    found = _mine(request, key)
    path = f"{request.chapter.path}one-to-ones/"
    return done(
        request, lambda: confirm(one_to_one=found, by=request.member, at=now()), path=path, says=_("Confirmed.")
    )


@requires(Role.MEMBER)
@require_POST
def dispute_one_to_one(request: Any, key: UUID) -> HttpResponse:
    """No, it did not happen: it does not count."""
    found = _mine(request, key)
    path = f"{request.chapter.path}one-to-ones/"
    return done(
        request,
        lambda: dispute(one_to_one=found, by=request.member, at=now()),
        path=path,
        says=_("It does not count now."),
        undo=f"{path}{key}/confirm/" if can_answer(request.member, found) and found.logged_by_id else "",
    )


@requires(Role.MEMBER)
@require_POST
def withdraw_one_to_one(request: Any, key: UUID) -> HttpResponse:
    """Take back one's own log."""
    found = _mine(request, key)
    path = f"{request.chapter.path}one-to-ones/"
    return done(request, lambda: withdraw(one_to_one=found, by=request.member), path=path, says=_("Taken back."))
