"""Members who asked to be excused, and the officers' answer."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from chapters.access import Role, requires
from chapters.clock import now
from members.actions.leaves import answer_leave
from members.models import Leave
from members.refusals import Refusal


@requires(Role.PRESIDENT, Role.VICE_PRESIDENT)
@require_safe
def leaves(request: Any) -> HttpResponse:
    """Requests that wait for an answer, then those answered."""
    rows = Leave.objects.in_chapter(request.chapter).select_related("member", "answered_by")
    waiting = rows.filter(approved__isnull=True).order_by("first_day", "pk")
    answered = rows.filter(approved__isnull=False).order_by("-first_day", "-pk")[:50]
    return render(request, "members/set_up/leaves.html", {"waiting": waiting, "answered": answered})


@requires(Role.PRESIDENT, Role.VICE_PRESIDENT)
@require_POST
def answer_to_leave(request: Any, leave: int) -> HttpResponse:
    """Approve, or say no; the member is told."""
    asked = get_object_or_404(Leave.objects.in_chapter(request.chapter).select_related("member"), pk=leave)
    try:
        answer_leave(leave=asked, approved=request.POST.get("answer") == "yes", by=request.member, at=now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect(f"{request.chapter.path}set-up/leaves/")
