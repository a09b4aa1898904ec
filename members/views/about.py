"""The chapter's public page: who it is, when and where it meets, and which seats are open."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.dates import WEEKDAYS
from django.views.decorators.http import require_safe

from chapters.access import public
from chapters.clock import now
from members.seats import open_categories


@public(reason="a chapter's public page: its name, hour, place and open categories, nothing of its members")
@require_safe
def about(request: Any) -> HttpResponse:
    """Only what the chapter shows to everybody; no person, address or number (F38)."""
    chapter = request.chapter
    if chapter is None:
        raise Http404
    context = {
        "name": chapter.name,
        "place": chapter.place if chapter.public_place else "",
        "weekday": WEEKDAYS[chapter.weekday],
        "starts_at": chapter.start_time,
        "categories": open_categories(chapter, day=chapter.today(now())),
    }
    return render(request, "members/about.html", context)
