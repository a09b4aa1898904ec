"""Having one's meetings, one-to-ones and duties in one's own calendar."""

from typing import Any
from urllib.parse import quote, urlsplit

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chapters.access import Role, requires
from chapters.clock import now
from chapters.fragments import go_to
from meetings.actions.calendar import make_address
from meetings.models import CalendarFeed
from notices.values import address, one_line


@requires(Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def my_calendar(request: Any) -> HttpResponse:
    """Show the secret address and how to add it; make it, or a new one (POST)."""
    if request.method == "POST":
        had = one_line(request.POST.get("instead_of", ""))
        make_address(chapter=request.chapter, member=request.member, instead_of=had, at=now())
        messages.info(
            request, _("This is your new address. The old one has ended.") if had else _("Your address is ready.")
        )
        return go_to(f"{request.chapter.path}me/calendar/")
    feed = CalendarFeed.objects.in_chapter(request.chapter).filter(member=request.member).first()
    response = render(request, "meetings/my_calendar.html", {"place": "me", "feed": feed} | _addresses(request, feed))
    response.headers["Cache-Control"] = "no-store"
    return response


def _addresses(request: Any, feed: CalendarFeed | None) -> dict[str, str]:
    """The address as such, as phones and computers open it, and as Google takes it."""
    if feed is None:
        return {}
    path = reverse("calendar_feed", kwargs={"chapter": request.chapter.slug, "token": feed.token})
    whole = address(path)
    opens = urlsplit(whole)._replace(scheme="webcal").geturl()
    google = f"https://calendar.google.com/calendar/r?cid={quote(opens, safe='')}"
    return {"address": whole, "opens": opens, "google": google}
