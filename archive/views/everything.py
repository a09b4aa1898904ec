"""Everything about me: what a chapter keeps of one member, for themselves to take along (F57)."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from archive.own import everything_of
from archive.views.export import download
from chapters.access import Role, requires
from chapters.clock import now


@requires(Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required
def everything(request: Any) -> HttpResponse:
    """After signing in again: say what it is (GET), hand it over at once (POST)."""
    if request.method != "POST":
        return render(request, "archive/everything.html", {"place": "me"})
    at, chapter = now(), request.chapter
    data = everything_of(request.member, at=at)
    return download(data, f"{chapter.slug}-{chapter.today(at)}-my-own.zip", "application/zip")
