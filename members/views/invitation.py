"""One's own invitation, from the link in the mail: look, sign in or make an account, then one button."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.guessing import guessed
from chapters.access import public
from chapters.clock import now
from chapters.fragments import go_to
from members.actions.contract import latest_version
from members.actions.invitations import accept, key_in
from members.models import Invitation
from members.refusals import InvitationClosed, Refusal


@public(reason="opened from a mail, before there is an account; its address is the secret")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: Any, token: str) -> HttpResponse:
    """Show what it is and what to do; GET changes nothing, since mail scanners open links too (F14)."""
    found = _find(request, token)
    if found is None:
        return guessed(request, "invitation")
    mine = request.user.is_authenticated and found.member.user_id == request.user.pk
    if mine and request.method == "POST":
        return go_to(request.chapter.path)
    at = now()
    is_open = found.accepted_at is None and found.withdrawn_at is None and found.expires_at > at
    context = {"invitation": found, "mine": mine, "is_open": is_open, "refusal": "" if is_open else InvitationClosed()}
    if request.method == "POST" and request.user.is_authenticated:
        try:
            accept(invitation=found, user=request.user, at=at)
        except Refusal as refusal:
            return _page(request, context | {"refusal": refusal}, HTTPStatus.CONFLICT)
        messages.info(request, _("Welcome to %(chapter)s.") % {"chapter": request.chapter})
        agree_first = latest_version(request.chapter) is not None
        return go_to(f"{request.chapter.path}contract/" if agree_first else request.chapter.path)
    return _page(request, context, HTTPStatus.OK if is_open or mine else HTTPStatus.GONE)


def _find(request: Any, token: str) -> Invitation | None:
    key = key_in(token) if request.chapter else None
    if key is None:
        return None
    rows = Invitation.objects.in_chapter(request.chapter).select_related("member", "invited_by")
    found: Invitation | None = rows.filter(pk=key).first()
    return found


def _page(request: Any, context: dict[str, Any], status: HTTPStatus) -> HttpResponse:
    context["address"], context["owned"] = "", False
    if request.user.is_authenticated:
        addresses = request.user.emailaddress_set.filter(verified=True)
        context["address"] = request.user.email
        context["owned"] = addresses.filter(email__iexact=context["invitation"].member.email).exists()
    response = render(request, "members/invitation.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "same-origin"
    return response
