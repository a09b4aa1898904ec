"""My leave: days I ask to be excused, and what the officers answered."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from chapters.access import Role, requires
from chapters.clock import now
from chapters.fragments import go_to
from members.actions.leaves import ask_for_leave, take_back_leave
from members.forms.own import LeaveForm
from members.models import Leave
from members.refusals import Refusal


@requires(Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: Any) -> HttpResponse:
    """What I asked for, the latest first, and a new request."""
    form = LeaveForm(request.POST or None, initial={"first_day": request.chapter.today(now())})
    if request.method == "POST" and form.is_valid():
        try:
            asked = ask_for_leave(member=request.member, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            undo = f"{request.path}{asked.pk}/take-back/"
            messages.info(request, _("Asked. You are told what the officers answer."), extra_tags=undo)
            return go_to(request.path)
    mine = Leave.objects.in_chapter(request.chapter).filter(member=request.member)
    rows = mine.select_related("answered_by").order_by("-first_day", "-pk")
    context = {"form": form, "leaves": rows, "place": "me"}
    return render(request, "members/leave.html", context, status=422 if form.errors else 200)


@requires(Role.MEMBER)
@require_POST
def take_back_leave_request(request: Any, leave: int) -> HttpResponse:
    """Unsay a request of mine that nobody has answered."""
    mine = Leave.objects.in_chapter(request.chapter).filter(member=request.member)
    try:
        take_back_leave(leave=get_object_or_404(mine, pk=leave))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.info(request, _("Taken back."))
    return go_to(f"{request.chapter.path}leave/")
