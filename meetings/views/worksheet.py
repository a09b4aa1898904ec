"""My side of a one-to-one's worksheets, begun from what I wrote last time."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chapters.access import Role, requires
from chapters.fragments import go_to
from meetings.actions.preparing import write_worksheet
from meetings.forms.one_to_ones import WorksheetForm
from meetings.models import Appointment, Worksheet
from meetings.views.planning import appointment_or_404, other_of
from members.models import Member, Profile
from members.refusals import Refusal
from referrals.views.answers import status_of


@requires(Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def worksheet(request: Any, appointment: UUID) -> HttpResponse:
    """Write it; the other of the two reads it, nobody else."""
    found = appointment_or_404(request, appointment)
    here = f"{request.chapter.path}one-to-ones/plan/{found.uuid}/"
    form = WorksheetForm(request.POST if request.method == "POST" else None, initial=_begun(found, request.member))
    if form.is_valid():
        try:
            write_worksheet(appointment=found, sheet=form.sheet, by=request.member)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.info(request, _("Kept. %(name)s can read it now.") % {"name": other_of(found, request.member)})
        return go_to(here)
    context = {"form": form, "other": other_of(found, request.member), "here": here, "place": "my_week"}
    return render(request, "meetings/worksheet.html", context, status=status_of(form))


def _begun(found: Appointment, me: Member) -> dict[str, str]:
    """This one's, else the latest I wrote for anybody, else what my profile says. At most three statements."""
    mine = Worksheet.objects.in_chapter(found.chapter_id).filter(member=me)
    own = mine.filter(appointment=found).first() or mine.order_by("-pk").first()
    if own is not None:
        return {name: getattr(own, name) for name in WorksheetForm.base_fields}
    profile = Profile.objects.in_chapter(found.chapter_id).filter(member=me).first()
    return {"looks_for": profile.whom_i_want_to_meet} if profile else {}
