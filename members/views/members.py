"""People: who is in the chapter, and who can help with a need."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from chapters.access import Role, requires
from chapters.clock import now
from chapters.fragments import answer
from members.people import here_before, here_now
from members.permissions import can_see_past_members

LONGEST_SEARCH = 100


@requires(Role.MEMBER)
@require_safe
def members(request: Any) -> HttpResponse:
    """Everybody by name, or those a search finds; `?past` shows officers who was here before."""
    today = request.chapter.today(now())
    words = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    past = "past" in request.GET
    if past and not can_see_past_members(request.roles):
        raise PermissionDenied
    people = (here_before if past else here_now)(request.chapter, day=today, words=words)
    context = {"people": people, "words": words, "past": past, "tabs": _tabs(request, past=past)}
    return answer(request, "members/members.html", context, fragment="list")


def _tabs(request: Any, *, past: bool) -> list[dict[str, Any]]:
    if not can_see_past_members(request.roles):
        return []
    path = f"{request.chapter.path}members/"
    return [{"href": path, "past": False, "here": not past}, {"href": f"{path}?past", "past": True, "here": past}]
