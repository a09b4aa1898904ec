"""Invitations, for those who send them: who has no account yet, and what became of their invitation."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from chapters.access import requires
from chapters.clock import now
from chapters.fragments import go_to
from members.actions import invitations as actions
from members.models import Invitation, Member
from members.permissions import INVITING
from members.refusals import Refusal
from notices.models import Notice

KEY = re.compile(r"[0-9]{1,18}")


@dataclass(frozen=True)
class Uninvited:
    """A member without an account, their open invitation, and the notice that carries it."""

    member: Member
    invitation: Invitation | None = None
    notice: Notice | None = None
    is_open: bool = False


@requires(*INVITING)
@require_http_methods(["GET", "HEAD", "POST"])
def invitations(request: Any) -> HttpResponse:
    """The list; POST invites one (`member`), or everybody who has no open invitation."""
    at = now()
    members = Member.objects.in_chapter(request.chapter).current_on(request.chapter.today(at))
    without = members.filter(user=None).by_name()
    if request.method == "POST":
        return _invite(request, without, at)
    rows = _rows(request, list(without), at)
    context = {
        "rows": rows,
        "uninvited": sum(1 for row in rows if not row.is_open),
        "place": "set_up",
        "accounts": members.exclude(user=None).count(),
    }
    return render(request, "members/invitations.html", context)


@requires(*INVITING)
@require_POST
def withdraw_invitation(request: Any, invitation: int) -> HttpResponse:
    """Its link opens nothing any more."""
    found = get_object_or_404(Invitation.objects.in_chapter(request.chapter).select_related("member"), pk=invitation)
    try:
        actions.withdraw_invitation(invitation=found, at=now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.info(request, _("%(name)s’s invitation is withdrawn.") % {"name": found.member})
    return go_to(f"{request.chapter.path}invitations/")


def _invite(request: Any, without: Any, at: datetime) -> HttpResponse:
    if key := request.POST.get("member", ""):
        member = get_object_or_404(without, pk=int(key) if KEY.fullmatch(key) else 0)
        actions.invite(member=member, by=request.member, at=at)
        messages.info(request, _("An invitation is on its way to %(name)s.") % {"name": member})
    else:
        invited = Invitation.objects.in_chapter(request.chapter).open_at(at).values("member")
        count = actions.invite_all(members=without.exclude(pk__in=invited), by=request.member, at=at)
        words = ngettext("%(count)s invitation is on its way.", "%(count)s invitations are on their way.", count)
        messages.info(request, words % {"count": count})
    return go_to(request.path)


def _rows(request: Any, members: list[Member], at: datetime) -> list[Uninvited]:
    pending = Invitation.objects.in_chapter(request.chapter).pending().filter(member__in=members)
    by_member = {one.member_id: one for one in pending.order_by("created_at", "pk")}
    told = Notice.objects.in_chapter(request.chapter).filter(kind="invitation", subject__in=_keys(by_member.values()))
    by_invitation = {notice.subject: notice for notice in told}
    return [_row(member, by_member.get(member.pk), by_invitation, at) for member in members]


def _keys(invitations: Any) -> list[int]:
    return [one.pk for one in invitations]


def _row(member: Member, found: Invitation | None, notices: dict[int | None, Notice], at: datetime) -> Uninvited:
    if found is None:
        return Uninvited(member)
    return Uninvited(member, found, notices.get(found.pk), is_open=found.expires_at > at)
