"""Say thanks: in public, and the amount, where there is one, between the two."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chapters.access import Role, requires
from chapters.clock import now
from chapters.fragments import go_to
from referrals.actions import thanking
from referrals.actions.people import NotAMember
from referrals.forms.thanks import ThanksForm
from referrals.models import Slip, ThankYou
from referrals.refusals import TakenBack
from referrals.states import Kind, Stage
from referrals.views.answers import form_page, sent_once
from referrals.views.choosing import others, with_earlier
from referrals.views.sources import named_in

OFFERED = 40


@requires(Role.MEMBER)
@require_http_methods(["GET", "POST"])
@sent_once
def say_thanks(request: Any) -> HttpResponse:
    """Ask whom for what, and say it."""
    at = now()
    slips = _slips_to_thank_for(request)
    people = with_earlier(
        request, others(request, at, recent=list(dict.fromkeys(slip.giver_id for slip in slips))), ThankYou
    )
    form = ThanksForm(
        request.POST or None, chapter=request.chapter, people=people, slips=slips, initial=_asked_for(request, slips)
    )
    if form.is_valid():
        receiver = form.cleaned_data["receiver"]
        try:
            said = thanking.say_thanks(
                chapter=request.chapter,
                receiver=receiver,
                thanks=form.thanks,
                sending=form.sending,
                by=request.member,
                at=at,
                slip=form.cleaned_data["slip"],
            )
        except NotAMember:
            form.add_error("receiver", _("%(name)s has just left the chapter.") % {"name": receiver})
        except TakenBack as refusal:
            messages.info(request, str(refusal))
            return go_to(f"{request.chapter.path}thanks/wall/")
        else:
            undo = f"{request.chapter.path}thanks/{said.uuid}/take-back/"
            messages.info(request, _("You thanked %(name)s.") % {"name": receiver}, extra_tags=undo)
            return go_to(f"{request.chapter.path}thanks/wall/")
    context = {"people": people, "offers_business": _is_won(request, slips)}
    return form_page(request, "referrals/say_thanks.html", form, context)


def _is_won(request: Any, slips: list[Slip]) -> bool:
    """Whether work came of the slip that the page was opened for."""
    named = request.GET.get("slip", "")
    return any(str(slip.uuid) == named and slip.stage == Stage.WON for slip in slips)


def _slips_to_thank_for(request: Any) -> list[Slip]:
    """The latest one was given, and the one that the page was opened for or that was chosen on it."""
    slips = Slip.objects.in_chapter(request.chapter).with_people()
    offered = list(slips.received_by(request.member).good().latest_first()[:OFFERED])
    named = named_in(request, "slip", "slip")
    if named and named not in {slip.uuid for slip in offered}:
        offered += slips.filter(Q(kind=Kind.LEAD) | Q(receiver=request.member), uuid=named)
    return offered


def _asked_for(request: Any, slips: list[Slip]) -> dict[str, Any]:
    named = request.GET.get("slip", "")
    slip = next((slip for slip in slips if str(slip.uuid) == named), None)
    return {"slip": named, "receiver": slip.giver_id} if slip else {"receiver": request.GET.get("to")}
