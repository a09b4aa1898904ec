"""How does it go? Out of a mail, one tap says it, or when to ask again. The prospect is not named on the page."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chapters.access import public
from chapters.clock import now
from members.models import Member
from members.refusals import Refusal
from referrals import permissions
from referrals.actions import reporting, silence
from referrals.forms.silence import PutOffForm
from referrals.forms.slips import BadForm, ReportForm
from referrals.models import Progress, Slip, SlipMoved
from referrals.states import Stage
from referrals.tokens import slip_and_receiver
from referrals.views.lines import SAID, following, said_of, told_moment


@public(reason="opened from a mail, by whoever holds its signed link; it names the giver, and never the prospect")
@require_http_methods(["GET", "HEAD", "POST"])
def how_it_goes(request: Any, token: str) -> HttpResponse:
    """Ask (GET changes nothing); report a `stage`, mark it bad, put it off, or `undo` a report just made (POST)."""
    meant = slip_and_receiver(request.chapter, token) if request.chapter else None
    if meant is None:
        raise Http404
    at = now()
    slips = Slip.objects.in_chapter(request.chapter).referrals().filter(pk=meant[0], receiver=meant[1])
    found = slips.with_people().first()
    today = request.chapter.today(at)
    if found is None or not Member.objects.in_chapter(request.chapter).filter(pk=meant[1]).current_on(today).exists():
        raise Http404  # who has left has no links left either
    return _answer(request, found, at)


def _answer(request: Any, found: Slip, at: datetime) -> HttpResponse:
    typed = request.POST if request.method == "POST" else None
    bad = BadForm(typed if typed is not None and "kind" in typed else None)
    later = PutOffForm(typed if typed is not None and "until" in typed else None)
    says, undo, refusal = "", 0, ""
    try:
        if typed is not None and not (bad.errors or later.errors):
            says, undo = _act(request, found, bad, later, at)
    except SlipMoved:
        found.refresh_from_db()
        refusal = _("Something happened meanwhile, so your tap changed nothing.")
    except Refusal as refused:
        refusal = str(refused)
    chapter, receiver = request.chapter, found.receiver
    can_report = receiver is not None and permissions.can_report(receiver, found)
    context = {
        "slip": found,
        "day": told_moment(found, found.given_at, chapter, at),
        "said": said_of(found),
        "taps": following(found) if can_report else [],
        "bad": bad,
        "later": later if receiver is not None and permissions.can_put_off(receiver, found) else None,
        "says": says,
        "undo": undo,
        "refusal": refusal,
        "mine": request.user.is_authenticated and receiver is not None and request.user.pk == receiver.user_id,
    }
    status = 422 if bad.errors or later.errors else 409 if refusal else 200
    return render(request, "referrals/how_it_goes.html", context, status=status)


def _act(request: Any, found: Slip, bad: BadForm, later: PutOffForm, at: datetime) -> tuple[str, int]:
    """Do what was tapped: what there is to say of it, and the report that can be undone. Raises SlipMoved, Refusal."""
    receiver = found.receiver
    assert receiver is not None  # a referral's
    chapter, name = request.chapter, {"name": found.giver}
    if "undo" in request.POST:
        return _undo(request, found, receiver, at), 0
    if found.objected:
        raise SlipMoved
    if later.is_bound:
        until = later.cleaned_data["until"]
        silence.put_off(chapter=chapter, slip=found, until=until, by=receiver, at=at)
        return _("You are asked again on that day, and not before."), 0
    if bad.is_bound:
        noted = _("Noted. %(name)s is told, and it no longer counts.") % name
        if found.bad_at is not None:  # the same tap again
            return noted, 0
        reason = bad.cleaned_data["reason"]
        made = reporting.mark_bad(chapter=chapter, slip=found, reason=reason, learn=bad.learn, by=receiver, at=at)
        return noted, made.pk
    form = ReportForm(request.POST)
    if not form.is_valid():
        raise SlipMoved
    stage, seen = form.cleaned_data["stage"], form.cleaned_data["seen"]
    words = _("%(stage)s. %(name)s is told.") % {"stage": SAID[stage], **name}
    if found.is_good and found.stage == stage:
        return words, 0
    if seen and seen != found.stage:
        raise SlipMoved
    return words, reporting.report_progress(chapter=chapter, slip=found, stage=stage, by=receiver, at=at).pk


def _undo(request: Any, found: Slip, receiver: Member, at: datetime) -> str:
    key = request.POST["undo"]
    reports = Progress.objects.in_chapter(request.chapter).filter(slip=found)
    report = next((made for made in reports if str(made.pk) == key), None)
    if report is None or not permissions.can_take_back(receiver, report, at):
        raise SlipMoved
    reporting.take_back(slip=found, report=report)
    return _("Taken back. It stands at: %(stage)s.") % {"stage": SAID[Stage(found.stage)]}
