"""What members of the network's other chapters ask, and answering one of them, through the door."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from chapters.access import Role, requires
from chapters.clock import now
from chapters.fragments import go_to
from members.refusals import Refusal
from referrals.actions.door import answer_nearby, asks_nearby
from referrals.forms.asks import NearbyAnswerForm
from referrals.models import AnsweredNearby, NetworkAsk, TrustedPerson
from referrals.trades import fits
from referrals.values import FromNearby
from referrals.views.answers import PLACE, sent_once, status_of
from referrals.views.ask_lines import AskLine, until
from referrals.views.lines import moment_of

PAGE = 20


@requires(Role.MEMBER)
@require_safe
def network_asks(request: Any) -> HttpResponse:
    """The open ones, the newest first."""
    at = now()
    page = Paginator(asks_nearby(request.chapter, at), PAGE).get_page(request.GET.get("page"))
    lines = [AskLine.nearby(put, request, at) for put in page]
    return render(request, "referrals/network_asks.html", {"lines": lines, "page": page, "place": PLACE})


@requires(Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once
def network_ask(request: Any, network_ask: UUID) -> HttpResponse:
    """Read one and answer it: my name, my chapter, my words and an address I choose go over to its author."""
    at, me = now(), request.member
    put = asks_nearby(request.chapter, at).filter(key=network_ask).first()
    if put is None:
        own = NetworkAsk.objects.in_chapter(request.chapter).select_related("ask")
        return redirect(f"{request.chapter.path}asks/{get_object_or_404(own, key=network_ask).ask.uuid}/")
    form = NearbyAnswerForm(request.POST if request.method == "POST" else None, initial={"email": me.email})
    if form.is_valid():
        typed = form.cleaned_data
        answer = FromNearby(me.name, request.chapter.name, typed["words"], typed["email"])
        try:
            answer_nearby(put=put, answer=answer, sending=form.sending, by=me, at=at)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.info(request, _("%(name)s has your answer. Nobody else reads it.") % {"name": put.author})
        return go_to(f"{request.chapter.path}asks/network/")
    said = AnsweredNearby.objects.in_chapter(request.chapter).filter(answerer=me, put=put.key)
    book = TrustedPerson.objects.in_chapter(request.chapter).kept_by(me).by_trade()
    context = {
        "put": put,
        "until": until(put.need_by, request.chapter.today(at)),
        "fitting": [person for person in book if fits(person.trade, put.text)],
        "said": [(moment_of(one.at, request.chapter, at), one) for one in said.order_by("at", "pk")],
        "form": form,
        "place": PLACE,
    }
    return render(request, "referrals/network_ask.html", context, status=status_of(form))
