"""A member's calendar, as calendar programs follow it by its secret address."""

from hashlib import blake2b
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import override
from django.views.decorators.http import require_safe

from chapters.access import public
from chapters.clock import now
from meetings.feed import feed_of, follower_of


@public(reason="calendar programs follow it by its secret address, which a member makes and ends")
@require_safe
def calendar_feed(request: Any, token: str) -> HttpResponse:
    """The calendar, in its owner's language; 304 while the program has it as it is.

    No Last-Modified: a rhythm, an office or a recess that changed leaves no date, and the tag says it all.
    """
    at = now()
    follower = follower_of(request.chapter, token, at) if request.chapter else None
    if follower is None:
        raise Http404
    with override(follower.language):
        text = feed_of(request.chapter, follower, at)
    tag = f'"{blake2b(text.encode(), digest_size=16).hexdigest()}"'
    headers = {
        "Cache-Control": "private, no-cache",
        "Content-Disposition": f'inline; filename="{request.chapter.slug}.ics"',
        "ETag": tag,
        "X-Robots-Tag": "noindex",
    }
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8", headers=headers)
    return get_conditional_response(request, etag=tag, response=response) or response
