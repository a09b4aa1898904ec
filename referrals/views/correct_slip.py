"""Put it right: a wrong number, a name misheard."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chapters.access import Role, requires
from chapters.clock import now
from chapters.fragments import go_to
from referrals import permissions
from referrals.actions import correcting
from referrals.actions.prospects import ProspectObjected
from referrals.forms.correcting import correct_form, words_seen
from referrals.models import SlipMoved
from referrals.views.answers import PLACE, status_of
from referrals.views.lines import SlipLine
from referrals.views.slip import readable
from referrals.views.slip_acts import came_too_late


@requires(Role.MEMBER)
@require_http_methods(["GET", "POST"])
def correct_slip(request: Any, uuid: UUID) -> HttpResponse:
    """Its giver alone, while it is open. What changed since the page was opened is shown, not overwritten (F11)."""
    found = readable(request, uuid)
    if found.giver_id != request.member.pk:
        raise PermissionDenied
    if not permissions.can_correct(request.member, found):
        return came_too_late(request, found)
    form = correct_form(found, request.POST if request.method == "POST" else None)
    path = f"{request.chapter.path}slips/{found.uuid}/"
    if form.is_valid():
        if all(getattr(found, name) == value for name, value in form.words.items()):
            return go_to(path)  # the same once more
        try:
            if form.cleaned_data["seen"] != words_seen(found):
                raise SlipMoved
            correcting.correct_slip(chapter=request.chapter, slip=found, words=form.words, at=now())
        except SlipMoved:
            return came_too_late(request, found)
        except ProspectObjected as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.info(request, _("Put right."))
            return go_to(path)
    line = SlipLine.of(found, request.member, request.chapter, now())
    context = {"form": form, "slip": found, "line": line, "place": PLACE}
    return render(request, "referrals/correct_slip.html", context, status=status_of(form))
