"""For somebody who left, from their mail: why. And for officers: what the chapter may learn from it."""

from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.guessing import guessed
from chapters.access import public, requires
from chapters.clock import now
from chapters.fragments import go_to
from members.actions.leaving import learnt_from_leavers, say_why
from members.forms.leaving import LeavingForm
from members.models import ExitAnswer, Stay
from members.permissions import INVITING
from members.tokens import leaving_in


@public(reason="opened from a mail, by somebody who has no place here any more; its signed link is the proof")
@require_http_methods(["GET", "HEAD", "POST"])
def leaving(request: Any, token: str) -> HttpResponse:
    """Ask (GET changes nothing); keep what they say, once."""
    stay = _stay(request, token)
    if stay is None:
        return guessed(request, "waiting")
    if ExitAnswer.objects.in_chapter(request.chapter).filter(stay=stay).exists():
        return _page(request, {"state": "thanks", "stay": stay})
    form = LeavingForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        say_why(stay=stay, at=now(), **form.cleaned_data)
        return go_to(request.path)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return _page(request, {"state": "ask", "stay": stay, "form": form}, status)


@requires(*INVITING)
@require_safe
def why_they_left(request: Any) -> HttpResponse:
    """Sums of three answers or more, and those whose authors let their names be read."""
    context = {"learnt": learnt_from_leavers(request.chapter), "place": "set_up"}
    return render(request, "members/why_they_left.html", context)


def _stay(request: Any, token: str) -> Stay | None:
    """The stay a link is about, once it is over."""
    key = leaving_in(request.chapter, token) if request.chapter else None
    if key is None:
        return None
    over = Stay.objects.in_chapter(request.chapter).filter(left_on__lte=request.chapter.today(now()))
    found: Stay | None = over.select_related("member", "chapter").filter(pk=key).first()
    return found


def _page(request: Any, context: dict[str, Any], status: int = HTTPStatus.OK) -> HttpResponse:
    response = render(request, "members/leaving.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "same-origin"
    return response
