"""What the two of a partnership do with it: decline, take back, end, write their side (its page is in referrals)."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from chapters.access import Role, requires
from chapters.clock import now
from chapters.fragments import go_to
from members.actions import partners as actions
from members.forms.partners import MySideForm
from members.models import Partnership
from members.refusals import Refusal


@requires(Role.MEMBER)
@require_POST
def decline_partnership(request: Any, partnership: int) -> HttpResponse:
    """Say no; nobody is told off."""
    found = partnership_or_404(request, partnership)
    if found.partner_id != request.member.pk:
        raise PermissionDenied
    return _done(request, actions.decline, found, _("Declined."))


@requires(Role.MEMBER)
@require_POST
def take_back_proposal(request: Any, partnership: int) -> HttpResponse:
    """Unsay a proposal of mine that is not answered yet."""
    found = partnership_or_404(request, partnership)
    if found.proposer_id != request.member.pk:
        raise PermissionDenied
    return _done(request, actions.take_back, found, _("Taken back."))


@requires(Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def end_partnership(request: Any, partnership: int) -> HttpResponse:
    """Ask first, then part ways."""
    found = partnership_or_404(request, partnership)
    if request.method == "POST":
        today = request.chapter.today(now())
        return _done(request, lambda partnership: actions.end(partnership=partnership, on=today), found, _("Ended."))
    _mine, theirs = found.sides(request.member)
    return render(
        request, "members/end_partnership.html", {"partnership": found, "other": theirs.member, "place": "partners"}
    )


@requires(Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def my_side(request: Any, partnership: int) -> HttpResponse:
    """Write my side of a partnership down anew."""
    found = partnership_or_404(request, partnership)
    mine, theirs = found.sides(request.member)
    written = {"looks_for": mine.looks_for, "can_give": mine.can_give}
    form = MySideForm(request.POST if request.method == "POST" else None, initial=written)
    path = f"{request.chapter.path}partners/{found.pk}/"
    if form.is_valid():
        try:
            found.write_side(request.member, **form.cleaned_data)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        return go_to(path)
    context = {"form": form, "other": theirs.member, "path": path, "place": "partners"}
    return render(request, "members/my_side.html", context, status=422 if form.errors else 200)


def partnership_or_404(request: Any, key: int) -> Partnership:
    """One that the reader is one of the two in; any other is not there."""
    mine = Partnership.objects.in_chapter(request.chapter).of(request.member).with_people()
    found: Partnership = get_object_or_404(mine, pk=key)
    return found


def _done(request: Any, act: Any, found: Partnership, said: str) -> HttpResponse:
    try:
        act(partnership=found)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.info(request, said)
    return go_to(f"{request.chapter.path}partners/")
