"""The waiting list, for those who would like a seat: getting on it, one's own place on it, and off it again."""

from http import HTTPStatus
from typing import Any

from allauth.core.internal import ratelimit
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.guessing import guessed
from chapters.access import public
from chapters.clock import now
from chapters.fragments import go_to
from members.actions import waiting as acts
from members.forms.waiting import AnswerForm, PlaceForm
from members.models import Heard, Waiting
from members.refusals import Refusal
from members.states import Said
from members.tokens import waiting_in


@public(reason="whoever would like a seat has no account; what they type is read by officers, after a mail proved it")
@require_http_methods(["GET", "HEAD", "POST"])
def ask_for_place(request: Any) -> HttpResponse:
    """Name, trade, address, and consent. The answer is the same whether the address is known here or not (F46)."""
    if request.chapter is None:
        raise Http404
    if "thanks" in request.GET:
        return _page(request, "members/waiting.html", {"state": "thanks"})
    form = PlaceForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and not ratelimit.consume(request, app="allauth.account", action="waiting"):
        return ratelimit.respond_429(request)
    if form.is_valid():
        typed = {key: form.cleaned_data[key] for key in ("name", "trade", "email")}
        acts.ask_for_place(chapter=request.chapter, at=now(), **typed)
        return go_to(f"{request.path}?thanks=mail")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return _page(request, "members/waiting.html", {"state": "ask", "form": form}, status)


@public(reason="opened from a mail, by whoever holds its signed link")
@require_http_methods(["GET", "HEAD", "POST"])
def my_place(request: Any, token: str) -> HttpResponse:
    """Show (GET changes nothing); confirm, answer or leave the list (POST with `act`)."""
    person = _person(request, token)
    if person is None:
        return guessed(request, "waiting")
    told = (
        Heard.objects.in_chapter(request.chapter).filter(person=person).select_related("chapter", "hearing__category")
    )
    heard = told.filter(hearing__over_at=None).latest_first().first()
    context: dict[str, Any] = {"person": person, "heard": heard, "said": heard.said if heard else "", "refusal": ""}
    if request.method != "POST":
        return _page(request, "members/my_place.html", context)
    act = request.POST.get("act", "")
    if act == "leave":
        acts.leave_list(person=person)
        return _page(request, "members/my_place.html", {"person": None})
    if act == "confirm":
        acts.confirm_place(person=person, at=now())
    elif heard is not None and (form := AnswerForm({"said": act})).is_valid():
        try:
            acts.say(heard=heard, said=Said(form.cleaned_data["said"]), at=now())
        except Refusal as refusal:
            return _page(request, "members/my_place.html", context | {"refusal": str(refusal)}, HTTPStatus.CONFLICT)
    return go_to(request.path)


def _person(request: Any, token: str) -> Waiting | None:
    key = waiting_in(request.chapter, token) if request.chapter else None
    found: Waiting | None = Waiting.objects.in_chapter(request.chapter).filter(pk=key).first() if key else None
    return found


def _page(request: Any, template: str, context: dict[str, Any], status: int = HTTPStatus.OK) -> HttpResponse:
    response = render(request, template, context, status=status)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "same-origin"
    return response
