"""From the receipt: whoever sent a mail says that they did, shares the leads in it, or throws it away."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from chapters.access import public
from chapters.clock import now
from inbound.actions.deciding import disown, own
from inbound.actions.drafts import discard_drafts, fault_of, share_drafts
from inbound.models import Draft, InboundMessage, MailMoved
from inbound.states import DraftState, Reason, State
from inbound.tokens import message_of
from members.models import Member


@public(reason="opened from a receipt, by whoever holds its signed link; it names nobody")
@require_http_methods(["GET", "HEAD", "POST"])
def sent_mail(request: Any, token: str) -> HttpResponse:
    """Ask (GET changes nothing); `own`, `disown`, `share` or `discard` (POST). Repeated, it shows how things stand."""
    key = message_of(request.chapter, token) if request.chapter else None
    if key is None:
        raise Http404
    at = now()
    message = _message(request.chapter, key, at)
    said = _act(request, message, at) if request.method == "POST" else ""
    if said:
        message = _message(request.chapter, key, at)
    drafts = list(Draft.objects.in_chapter(request.chapter).filter(message=message).order_by("number"))
    waiting = [{"pk": one.pk, "need": one.need, "fault": fault_of(one.need)} for one in drafts if _waits(one)]
    good = sum(1 for one in waiting if not one["fault"])
    context = {
        "message": message,
        "asked": message.state == State.QUARANTINED,
        "why": Reason(message.reason).label if message.reason else "",
        "waiting": waiting,
        "share": ngettext("Share %(count)d lead", "Share %(count)d leads", good) % {"count": good} if good else "",
        "said": said,
        "mine": request.user.is_authenticated and request.user.pk == message.member.user_id,
    }
    return render(request, "inbound/sent_mail.html", context)


def _waits(draft: Draft) -> bool:
    return bool(draft.state == DraftState.WAITING)


def _message(chapter: Any, key: int, at: datetime) -> InboundMessage:
    """The mail, while whoever sent it is a member: who has left has no links left either (F34)."""
    current = Member.objects.in_chapter(chapter).current_on(chapter.today(at)).values("pk")
    mails = InboundMessage.objects.in_chapter(chapter).select_related("member", "chapter").defer("raw")
    found: InboundMessage = get_object_or_404(mails, pk=key, member__in=current)
    return found


def _act(request: Any, message: InboundMessage, at: datetime) -> str:
    """Do what was asked, and say it in a sentence; what somebody did meanwhile stands."""
    drafts = Draft.objects.in_chapter(request.chapter).filter(message=message).select_related("message")
    try:
        if "own" in request.POST:
            own(message=message, at=at)
            return _what_became(message)
        if "disown" in request.POST:
            disown(message=message, at=at)
            return _("Thrown away. Nobody has read it.")
        if "share" in request.POST:
            shared = share_drafts(chapter=request.chapter, drafts=drafts, by=message.member, at=at)
            words = ngettext("%(count)d lead is with the chapter.", "%(count)d leads are with the chapter.", shared)
            return words % {"count": shared} if shared else _("They were decided about already.")
        if "discard" in request.POST:
            return _("Thrown away.") if discard_drafts(drafts=drafts, at=at) else _("They were decided about already.")
    except MailMoved:
        return _("You have decided about it already.")
    return ""


def _what_became(message: InboundMessage) -> str:
    """What a mail turned into once its sender had said that they wrote it."""
    said = {
        State.DRAFTS: _("Thank you. Look it over, and share it."),
        State.PASSED_ON: _("Thank you. It is passed on."),
        State.EMPTY: _("Thank you. There was no text of yours in it."),
    }
    why = str(Reason(message.reason).label) if message.reason else ""
    return str(said.get(State(message.state), _("It could not be passed on. %(why)s") % {"why": why}))
