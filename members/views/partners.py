"""Power partners: whom I work with closely, what we agreed, and who asks to."""

from typing import Any

from django.contrib import messages
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from chapters.access import Role, requires
from chapters.clock import now
from chapters.fragments import go_to
from members.actions.partners import propose
from members.forms.partners import ProposalForm
from members.models import Member, Partnership
from members.refusals import Refusal
from members.states import PartnershipState


@requires(Role.MEMBER)
@require_safe
def partners(request: Any) -> HttpResponse:
    """Proposals first, then partners, then who was one; one statement."""
    mine = Partnership.objects.in_chapter(request.chapter).of(request.member).with_people().latest_first()
    pairs = [(one, *one.sides(request.member)) for one in mine.exclude(state=PartnershipState.DECLINED)]
    proposed = [pair for pair in pairs if pair[0].state == PartnershipState.PROPOSED]
    context = {
        "asked": [pair for pair in proposed if pair[0].partner_id == request.member.pk],
        "proposed": [pair for pair in proposed if pair[0].proposer_id == request.member.pk],
        "partners": [pair for pair in pairs if pair[0].state == PartnershipState.ACCEPTED],
        "past": [pair for pair in pairs if pair[0].state == PartnershipState.ENDED],
    }
    return render(request, "members/partners.html", context)


@requires(Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def propose_partnership(request: Any) -> HttpResponse:
    """Ask a member to be a power partner: what I look for, what I can give."""
    at = now()
    chosen = request.POST.get("partner") or request.GET.get("with", "")
    people = sorted(_possible_partners(request, at), key=lambda one: str(one.pk) != chosen)
    form = ProposalForm(request.POST or None, people=people, initial={"partner": chosen})
    if request.method == "POST" and form.is_valid():
        try:
            made = propose(proposer=request.member, at=at, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error("partner", str(refusal))
        else:
            path = f"{request.chapter.path}partners/"
            words = _("Proposed to %(name)s, who is told now.") % {"name": made.partner}
            messages.info(request, words, extra_tags=f"{path}{made.pk}/take-back/")
            return go_to(path)
    context = {"form": form, "people": people, "place": "partners"}
    return render(request, "members/propose_partnership.html", context, status=422 if form.errors else 200)


def _possible_partners(request: Any, at: Any) -> Any:
    """The chapter's others, each with the category of their `seat`, who are not partners of mine, nor asked."""
    live = Partnership.objects.in_chapter(request.chapter).of(request.member).live()
    members = Member.objects.in_chapter(request.chapter).current_on(request.chapter.today(at))
    others = members.exclude(pk=request.member.pk).annotate(seat=F("stays__seat__category__name"))
    return others.exclude(pk__in=live.values("proposer")).exclude(pk__in=live.values("partner")).by_name()
