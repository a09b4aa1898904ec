"""After a long silence the giver asks; the receiver says when to be asked again."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chapters.access import Role, requires
from chapters.clock import now
from chapters.fragments import go_to
from members.refusals import Refusal
from referrals.actions import silence
from referrals.forms.silence import PutOffForm
from referrals.models import SlipMoved
from referrals.views.lines import day_of
from referrals.views.slip import readable
from referrals.views.slip_acts import came_too_late


@requires(Role.MEMBER)
@require_POST
def ask_how(request: Any, uuid: UUID) -> HttpResponse:
    """The giver asks how it goes: one tap, once a week."""
    found = readable(request, uuid)
    if found.receiver_id is None or found.giver_id != request.member.pk:
        raise PermissionDenied
    try:
        silence.ask_how_it_goes(chapter=request.chapter, slip=found, by=request.member, at=now())
    except SlipMoved:
        return came_too_late(request, found)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.info(request, _("%(name)s is asked now.") % {"name": found.receiver})
    return go_to(f"{request.chapter.path}slips/{found.uuid}/")


@requires(Role.MEMBER)
@require_POST
def put_off(request: Any, uuid: UUID) -> HttpResponse:
    """The receiver says from which day on they may be asked."""
    found = readable(request, uuid)
    if found.receiver_id != request.member.pk:
        raise PermissionDenied
    form, at = PutOffForm(request.POST), now()
    try:
        if not form.is_valid():
            raise silence.NotThatFar
        if found.objected:
            raise SlipMoved
        made = silence.put_off(
            chapter=request.chapter, slip=found, until=form.cleaned_data["until"], by=request.member, at=at
        )
    except SlipMoved:
        return came_too_late(request, found)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        day = day_of(made.until, request.chapter, at) if made.until else ""
        messages.info(request, _("You are asked again: %(day)s.") % {"day": day})
    return go_to(f"{request.chapter.path}slips/{found.uuid}/")
