"""Pass a referral: who, what they need, that they expect the call, done."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chapters.access import Role, requires
from chapters.clock import now
from chapters.fragments import go_to
from referrals.actions import passing
from referrals.actions.people import NotAMember
from referrals.actions.prospects import ProspectObjected
from referrals.forms.slips import ReferralForm
from referrals.models import Slip
from referrals.permissions import can_see_prospect
from referrals.states import Kind
from referrals.views.answers import day_it_counts_for, form_page, sent_once
from referrals.views.choosing import others, with_earlier
from referrals.views.sources import opened_for, sources_of


@requires(Role.MEMBER)
@require_http_methods(["GET", "POST"])
@sent_once
def pass_referral(request: Any) -> HttpResponse:
    """Ask for a referral, and pass it."""
    at = now()
    asked_for = [int(key) for key in [request.GET.get("to", "")] if key.isascii() and key.isdigit()]
    recent = [*asked_for, *Slip.objects.in_chapter(request.chapter).last_receivers(request.member)]
    people = with_earlier(request, others(request, at, recent=list(dict.fromkeys(recent))), Slip)
    sources = sources_of(request)
    form = ReferralForm(request.POST or None, people=people, sources=sources, initial=_begun(request, sources))
    if form.is_valid():
        receiver = form.cleaned_data["receiver"]
        try:
            slip = passing.pass_referral(
                chapter=request.chapter,
                receiver=receiver,
                referral=form.referral,
                sending=form.sending,
                by=request.member,
                at=at,
                came_from=form.cleaned_data.get("came_from"),
            )
        except NotAMember:
            form.add_error("receiver", _("%(name)s has just left the chapter.") % {"name": receiver})
        except ProspectObjected as refusal:
            form.add_error(None, str(refusal))
        else:
            words = _("Passed to %(name)s, who is told now.") % {"name": receiver}
            messages.info(request, words + day_it_counts_for(slip.given_at, at, request.chapter))
            return go_to(f"{request.chapter.path}slips/{slip.uuid}/")
    return form_page(request, "referrals/pass_referral.html", form, {"people": people})


def _begun(request: Any, sources: list[Slip]) -> dict[str, Any]:
    """What the page is opened with: to whom, and of a lead what is known already."""
    begun: dict[str, Any] = {"receiver": request.GET.get("to")}
    source = opened_for(request, sources)
    if source is None:
        return begun
    begun["came_from"] = str(source.uuid)
    if source.kind == Kind.LEAD:
        begun["need"] = source.need
        begun["prospect"] = source.prospect if can_see_prospect(request.member, source) else ""
    return begun
