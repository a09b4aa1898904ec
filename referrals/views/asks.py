"""What members ask the chapter, and putting an ask."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from chapters.access import Role, requires
from chapters.clock import now
from chapters.fragments import go_to
from referrals.actions import asking
from referrals.forms.asks import AskForm
from referrals.models import Answer, Ask
from referrals.states import AskState
from referrals.views.answers import PLACE, sent_once, status_of
from referrals.views.ask_lines import AskLine

PAGE = 20


@requires(Role.MEMBER)
@require_safe
def asks(request: Any) -> HttpResponse:
    """The open ones, the most pressing first; then those that have ended."""
    at = now()
    today = request.chapter.today(at)
    mine = Answer.objects.in_chapter(request.chapter).filter(ask=OuterRef("pk"), answerer=request.member)
    known = Ask.objects.in_chapter(request.chapter).with_people().annotate(answered=Exists(mine))
    page = Paginator(known.exclude(state=AskState.OPEN).latest_first(), PAGE).get_page(request.GET.get("page"))
    first = page.number == 1
    context = {
        "open": [AskLine.of(ask, request, at) for ask in known.open_on(request.chapter, today).soonest_first()]
        if first
        else [],
        "ended": [AskLine.of(ask, request, at) for ask in page],
        "page": page,
        "place": PLACE,
    }
    return render(request, "referrals/asks.html", context)


@requires(Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once
def put_ask(request: Any) -> HttpResponse:
    """Ask the chapter, and its network where one wants."""
    at = now()
    form = AskForm(request.POST if request.method == "POST" else None, today=request.chapter.today(at))
    if form.is_valid():
        put = asking.put_ask(
            chapter=request.chapter,
            question=form.question,
            to_network=form.cleaned_data["to_network"],
            sending=form.sending,
            by=request.member,
            at=at,
        )
        messages.info(request, _("Asked. %(chapter)s hears of it.") % {"chapter": request.chapter})
        return go_to(f"{request.chapter.path}asks/{put.uuid}/")
    return render(request, "referrals/put_ask.html", {"form": form, "place": PLACE}, status=status_of(form))
