"""For a prospect, by a link that giver or receiver hands them: who holds their details, and have them removed (F56)."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.guessing import guessed
from chapters.access import public
from chapters.clock import now
from chapters.fragments import go_to
from referrals.actions.prospects import object_to
from referrals.models import Slip
from referrals.states import Kind
from referrals.tokens import slip_in


@public(reason="for somebody who is no member; the signed link was handed to them by one of the two who have it")
@require_http_methods(["GET", "HEAD", "POST"])
def prospect(request: Any, token: str) -> HttpResponse:
    """What is kept, in kinds and never in words; remove it (POST). GET changes nothing."""
    key = slip_in(request.chapter, token) if request.chapter else None
    rows = Slip.objects.in_chapter(request.chapter).with_people().filter(kind=Kind.REFERRAL) if key else None
    found = rows.filter(pk=key).first() if rows is not None else None
    if found is None:
        return guessed(request, "visitor")
    if request.method == "POST":
        object_to(chapter=request.chapter, slip=found, at=now())
        return go_to(request.path)
    response = render(request, "referrals/prospect.html", {"slip": found, "kept": _kept(found)})
    response.headers["Cache-Control"] = "no-store"
    return response


def _kept(slip: Slip) -> list[str]:
    """The kinds of details that are there: whoever else holds the link learns none of them."""
    kinds = {
        _("a name"): slip.prospect,
        _("a phone number"): slip.prospect_phone,
        _("an e-mail address"): slip.prospect_email,
        _("what you were looking for"): slip.need,
    }
    return [what for what, value in kinds.items() if value]
