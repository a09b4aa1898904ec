"""The front door: straight into one's chapter, or the choice among several."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from chapters.access import public
from chapters.clock import now
from members.places import places_of


@public(reason="the front door: it greets a visitor and sends a member on")
@require_safe
def switch_chapter(request: Any) -> HttpResponse:
    """Greet whoever is not signed in; open the one place somebody has, or list them (`?all` always lists)."""
    if not request.user.is_authenticated:
        return render(request, "members/welcome.html")
    places = places_of(request.user, at=now())
    paths = [chapter.path for chapter in places.chapters] + [network.path for network in places.networks]
    if len(paths) == 1 and "all" not in request.GET:
        return redirect(paths[0])
    return render(request, "members/switch_chapter.html", {"places": places})
