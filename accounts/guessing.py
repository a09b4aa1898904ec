"""Addresses that are secrets: whoever tries them out is slowed down."""

from typing import Any

from allauth.core.internal import ratelimit
from django.http import Http404, HttpResponse
from django.views.defaults import page_not_found


def guessed(request: Any, what: str) -> HttpResponse:
    """Not there; and whoever guesses on is slowed down (F45), by the limit that `ACCOUNT_RATE_LIMITS` gives `what`.

    Answered, not raised: an exception would undo the counting with everything else.
    """
    may = ratelimit.consume(request, app="allauth.account", action=what, limit_get=True)
    return page_not_found(request, Http404()) if may else ratelimit.respond_429(request)
