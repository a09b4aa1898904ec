"""Requests to swap presentations: ask, accept, decline, take back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from chapters.access import Role, requires
from chapters.clock import now
from chapters.fragments import go_to
from meetings.actions.swapping import accept_swap, ask_to_swap, decline_swap, take_back_swap
from meetings.forms.presenting import SwapForm
from meetings.models import Presentation, Swap
from meetings.views.finding import done
from meetings.views.words import day_words
from members.refusals import Refusal
from referrals.views.answers import status_of


@requires(Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def ask_for_swap(request: Any, presentation: int) -> HttpResponse:
    """Ask whoever presents on a day for it."""
    chapter, member, at = request.chapter, request.member, now()
    rows = Presentation.objects.in_chapter(chapter).select_related("member", "chapter")
    today = chapter.today(at)
    others = rows.filter(member__isnull=False, date__gte=today).exclude(member=member)
    wanted = get_object_or_404(others, pk=presentation)
    here = f"{chapter.path}presentations/{wanted.pk}/"
    mine = {day_words(row.date, today): row for row in rows.filter(member=member, date__gt=today).order_by("date")}
    form = SwapForm(request.POST or None, mine=mine, initial={"speaker": wanted.member_id})
    if form.is_valid():
        own, speaker = form.cleaned_data["own"], form.cleaned_data["speaker"]
        try:
            swap = ask_to_swap(wanted=wanted, own=own, speaker=speaker, by=member, at=at)
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return go_to(here)
        says = _("%(name)s is asked. You are told what they answer.") % {"name": swap.asked}
        messages.info(request, says, extra_tags=f"{chapter.path}swaps/{swap.pk}/take-back/")
        return go_to(f"{chapter.path}presentations/")
    context = {"place": "meeting", "form": form, "row": wanted, "day": day_words(wanted.date, today), "here": here}
    return render(request, "meetings/ask_for_swap.html", context, status=status_of(form))


def _swap_or_404(request: Any, swap: int, *, role: str) -> Swap:
    rows = Swap.objects.in_chapter(request.chapter).select_related("asked", "asked_by", "chapter")
    found: Swap = get_object_or_404(rows, pk=swap, **{role: request.member})
    return found


def _answered(request: Any, swap: int, act: Any, says: str) -> HttpResponse:
    """Yes or no to what one was asked; `says` names who asked."""
    found = _swap_or_404(request, swap, role="asked")
    return done(
        request,
        lambda: act(swap=found, by=request.member, at=now()),
        path=f"{request.chapter.path}presentations/",
        says=says % {"name": found.asked_by},
    )


@requires(Role.MEMBER)
@require_POST
def accept_swap_request(request: Any, swap: int) -> HttpResponse:
    """Say yes to a swap."""
    return _answered(request, swap, accept_swap, _("Done. %(name)s is told."))


@requires(Role.MEMBER)
@require_POST
def decline_swap_request(request: Any, swap: int) -> HttpResponse:
    """Say no to a swap."""
    return _answered(request, swap, decline_swap, _("You keep your day. %(name)s is told."))


@requires(Role.MEMBER)
@require_POST
def take_back_swap_request(request: Any, swap: int) -> HttpResponse:
    """Unsay one's own request."""
    found = _swap_or_404(request, swap, role="asked_by")
    return done(
        request,
        lambda: take_back_swap(swap=found, by=request.member),
        path=f"{request.chapter.path}presentations/",
        says=_("Taken back."),
    )
