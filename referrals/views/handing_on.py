"""Handing on: what I passed to somebody who left, and what becomes of each."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chapters.access import Role, requires
from chapters.clock import now
from chapters.fragments import go_to
from referrals.actions import leaving as acts
from referrals.actions.people import NotAMember
from referrals.actions.prospects import ProspectObjected
from referrals.forms.leaving import HandOnForm
from referrals.left_behind import left_behind
from referrals.models import Slip, SlipMoved
from referrals.views.answers import PLACE, form_page, sent_once
from referrals.views.choosing import others, with_earlier
from referrals.views.lines import title_of, told_day
from referrals.views.slip_acts import came_too_late


@requires(Role.MEMBER)
@require_safe
def handing_on(request: Any) -> HttpResponse:
    """Each of mine that is still open, by who left with it."""
    at = now()
    mine = left_behind(request.chapter, request.chapter.today(at)).given_by(request.member)
    slips = [
        (slip, title_of(slip, request.member), told_day(slip, slip.given_at, request.chapter, at))
        for slip in mine.with_people().order_by("receiver__name", "-given_at")
    ]
    return render(request, "referrals/handing_on.html", {"slips": slips, "place": PLACE})


@requires(Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once
def hand_on(request: Any, uuid: UUID) -> HttpResponse:
    """Choose another member, and say that the prospect expects their call."""
    found, at = _mine(request, uuid), now()
    people = [one for one in others(request, at) if one.pk != found.receiver_id]
    people = with_earlier(request, people, Slip)
    form = HandOnForm(request.POST or None, people=people)
    if form.is_valid():
        receiver = form.cleaned_data["receiver"]
        try:
            passed = acts.hand_on(
                chapter=request.chapter,
                slip=found,
                receiver=receiver,
                warmth=form.cleaned_data["warmth"],
                sending=form.sending,
                by=request.member,
                at=at,
            )
        except SlipMoved:
            return came_too_late(request, found)
        except NotAMember:
            form.add_error("receiver", _("%(name)s has just left the chapter.") % {"name": receiver})
        except ProspectObjected as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.info(request, _("Passed on to %(name)s, who is told now.") % {"name": receiver})
            return go_to(f"{request.chapter.path}slips/{passed.uuid}/")
    context = {"slip": found, "title": title_of(found, request.member), "people": people, "place": PLACE}
    return form_page(request, "referrals/hand_on.html", form, context)


@requires(Role.MEMBER)
@require_POST
def let_rest(request: Any, uuid: UUID) -> HttpResponse:
    """Nothing becomes of it any more."""
    found = _mine(request, uuid)
    try:
        acts.let_rest(chapter=request.chapter, slip=found, at=now())
    except SlipMoved:
        return came_too_late(request, found)
    messages.info(request, _("It rests. What you gave still counts."))
    return go_to(f"{request.chapter.path}slips/handing-on/")


def _mine(request: Any, uuid: UUID) -> Slip:
    """A referral of mine; of others nobody learns that it is there."""
    mine = Slip.objects.in_chapter(request.chapter).referrals().given_by(request.member)
    found: Slip = get_object_or_404(mine.with_people().select_related("giver", "receiver", "chapter"), uuid=uuid)
    return found
