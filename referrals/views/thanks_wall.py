"""The chapter's wall of thanks. An amount is there for the two it concerns alone, newest first, never by worth."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chapters.access import Role, requires
from chapters.clock import now
from referrals.models import ThankYou
from referrals.values import written
from referrals.views.answers import PLACE
from referrals.views.lines import told_day

PAGE = 20


@dataclass(frozen=True)
class Note:
    """One thank-you on the wall."""

    giver: str
    receiver: str
    text: str
    kind: str
    day: str
    amount: str
    repeat: bool
    other: str
    corrected: bool
    href: str


@requires(Role.MEMBER)
@require_safe
def thanks_wall(request: Any) -> HttpResponse:
    """Newest first."""
    at = now()
    said = ThankYou.objects.in_chapter(request.chapter).with_people().latest_first()
    page = Paginator(said, PAGE).get_page(request.GET.get("page"))
    notes = [_note(thank_you, request, at) for thank_you in page]
    return render(request, "referrals/thanks_wall.html", {"page": page, "notes": notes, "place": PLACE})


def _note(thank_you: ThankYou, request: Any, at: datetime) -> Note:
    mine = request.member.pk in {thank_you.giver_id, thank_you.receiver_id}
    giver = thank_you.giver.name if thank_you.giver else ""
    amount = thank_you.amount if mine else None
    return Note(
        giver=giver,
        receiver=thank_you.receiver.name,
        text=thank_you.text,
        kind=thank_you.slip.get_kind_display() if thank_you.slip else "",
        day=told_day(thank_you, thank_you.at, request.chapter, at),
        amount=written(amount, request.chapter.currency) if amount is not None else "",
        repeat=mine and thank_you.repeat,
        other=thank_you.receiver.name if thank_you.giver_id == request.member.pk else giver,
        corrected=thank_you.corrected_at is not None,
        href=f"{request.chapter.path}thanks/{thank_you.uuid}/" if mine else "",
    )
