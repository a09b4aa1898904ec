"""My mail to the chapter: where to send leads, what waits for my word, and what became of what I sent."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chapters.access import Role, requires
from chapters.clock import now
from chapters.fragments import go_to
from inbound.actions.drafts import fault_of
from inbound.actions.own_address import make_own_address, share_at_once
from inbound.addresses import address_of_member
from inbound.models import Draft, InboundMessage, MailAddress
from inbound.states import DraftState, Reason, State
from inbound.tokens import sent_mail_path
from notices.values import mailbox

MOST = 20
SHORT = 140


@requires(Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def my_mail(request: Any) -> HttpResponse:
    """Show it; a new secret address (POST `instead_of`), or whether to share at once (POST `choice`)."""
    if not settings.INBOUND_DOMAIN:
        raise Http404
    if request.method == "POST":
        return _change(request, now())
    chapter, member = request.chapter, request.member
    own = MailAddress.objects.in_chapter(chapter).filter(member=member).first()
    waiting = Draft.objects.in_chapter(chapter).of(member).waiting().select_related("message").in_order()
    mails = InboundMessage.objects.in_chapter(chapter).of(member).prefetch_related("drafts").defer("raw")
    latest = list(mails.latest_first()[:MOST])
    context = {
        "place": "me",
        "chapter_address": mailbox(chapter.slug),
        "own": own,
        "own_address": address_of_member(chapter, own.token) if own else "",
        "asked": [_asked(one, chapter) for one in latest if one.state == State.QUARANTINED],
        "drafts": [_waiting(one, chapter) for one in waiting],
        "lines": _lines(latest, chapter),
    }
    response = render(request, "inbound/my_mail.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


def _change(request: Any, at: datetime) -> HttpResponse:
    chapter, member = request.chapter, request.member
    if "choice" in request.POST:
        share_at_once(chapter=chapter, member=member, at_once="at_once" in request.POST, at=at)
        messages.info(request, _("Kept."))
    else:
        had = request.POST.get("instead_of", "")
        make_own_address(chapter=chapter, member=member, instead_of=had, at=at)
        messages.info(
            request, _("This is your new address. The old one has ended.") if had else _("Your address is ready.")
        )
    return go_to(f"{chapter.path}me/mail/")


def _waiting(draft: Draft, chapter: Any) -> dict[str, str]:
    """One draft as a row: its text, and what is to be done about it where."""
    href = f"{chapter.path}me/mail/{draft.pk}/"
    return {"title": _short(draft.need), "fault": fault_of(draft.need), "href": href}


def _asked(mail: InboundMessage, chapter: Any) -> dict[str, str]:
    """One mail that waits for its sender's word, as a row."""
    return {"title": mail.subject or _("Mail without a subject"), "href": sent_mail_path(chapter, mail.pk)}


def _short(text: str) -> str:
    return text if len(text) <= SHORT else text[:SHORT].rsplit(" ", 1)[0] + " …"


def _lines(mails: Iterable[InboundMessage], chapter: Any) -> list[dict[str, str]]:
    """One line a mail: what it was about, when, and what became of it."""
    lines = []
    for mail in mails:
        when = date_format(mail.received_at.astimezone(chapter.zone), "j F, H:i")
        became = str(State(mail.state).label) if mail.state != State.DRAFTS else _became(mail)
        why = str(Reason(mail.reason).label) if mail.reason else ""
        lines.append(
            {
                "title": mail.subject or _("Mail without a subject"),
                "note": f"{when} · {became}" if not why else f"{when} · {became}. {why}",
            }
        )
    return lines


def _became(mail: InboundMessage) -> str:
    """How many of its drafts are shared, wait, or are gone."""
    states = [draft.state for draft in mail.drafts.all()]
    counted = [
        (_("%(count)d shared"), states.count(DraftState.SHARED)),
        (_("%(count)d waiting"), states.count(DraftState.WAITING)),
        (_("%(count)d thrown away"), states.count(DraftState.DISCARDED)),
        (_("%(count)d waited too long"), states.count(DraftState.LAPSED)),
    ]
    return ", ".join(words % {"count": count} for words, count in counted if count)
