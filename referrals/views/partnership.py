"""One partnership, for the two alone: what each looks for and can give, beside what each passed the other."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from chapters.access import Role, requires
from chapters.clock import now
from chapters.fragments import go_to
from members import permissions
from members.actions.partners import accept
from members.forms.partners import MySideForm
from members.models import Member, Partnership, Side
from members.refusals import Refusal
from members.states import PartnershipState
from members.views.partnership import partnership_or_404
from referrals.between_two import A_QUARTER, given_between
from referrals.likeness import Alike, listed
from referrals.models import JointMeeting, LookBack, Slip
from referrals.views.joint_meeting import line_of
from referrals.views.lines import said_of, title_of, told_day

HALF_A_YEAR = timedelta(days=183)
TOGETHER = frozenset({PartnershipState.ACCEPTED, PartnershipState.ENDED})


@requires(Role.MEMBER)
@require_safe
def partnership(request: Any, partnership: int) -> HttpResponse:
    """What each looks for and can give, and what each passed; whoever is asked answers here."""
    return _page(request, partnership_or_404(request, partnership), MySideForm())


@requires(Role.MEMBER)
@require_POST
def accept_partnership(request: Any, partnership: int) -> HttpResponse:
    """Say yes, with my side of it."""
    found = partnership_or_404(request, partnership)
    if found.partner_id != request.member.pk:
        raise PermissionDenied
    form = MySideForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    at = now()
    try:
        accept(partnership=found, on=request.chapter.today(at), at=at, **form.cleaned_data)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.info(request, _("You and %(name)s are power partners from today.") % {"name": found.proposer})
    return go_to(f"{request.chapter.path}partners/")


def _page(request: Any, found: Partnership, form: MySideForm) -> HttpResponse:
    mine, theirs = found.sides(request.member)
    context = {
        "partnership": found,
        "form": form,
        "mine": mine,
        "theirs": theirs,
        "can_answer": permissions.can_answer(request.member, found),
        "can_take_back": permissions.can_take_back(request.member, found),
        "place": "partners",
        "can_end": permissions.can_end(request.member, found),
    }
    if found.state in TOGETHER:
        at = now()
        context |= _passed(request, mine, theirs, at)
        context["looked_back"] = _looked_back(request, theirs.member, at)
        joint = JointMeeting.objects.in_chapter(request.chapter).of_two(request.member, theirs.member)
        context["joint"] = [line_of(request, one, at) for one in joint.with_people().latest_first()]
    return render(request, "referrals/partnership.html", context, status=422 if form.errors else 200)


def _passed(request: Any, mine: Side, theirs: Side, at: datetime) -> dict[str, list[dict[str, Any]]]:
    """What each passed the other in the last half year, newest first, and what each wrote down beside it, with when
    something like it was last passed. Nothing is counted. One statement.
    """
    i_look_for, i_can_give = listed(mine.looks_for), listed(mine.can_give)
    they_look_for, they_can_give = listed(theirs.looks_for), listed(theirs.can_give)
    slips = Slip.objects.in_chapter(request.chapter).filter(given_between(mine.member, theirs.member))
    lately = slips.filter(withdrawn_at__isnull=True, given_at__gte=at - HALF_A_YEAR).latest_first()
    to_them: list[Any] = []
    to_me: list[Any] = []
    for slip in lately.annotate(like=Alike({*i_look_for, *i_can_give, *they_look_for, *they_can_give})):
        (to_them if slip.giver_id == mine.member.pk else to_me).append(slip)

    def beside(kinds: list[str], passed: list[Any]) -> list[dict[str, Any]]:
        latest = {kind: slip for slip in reversed(passed) if slip.is_good for kind in slip.like}
        days = {kind: told_day(slip, slip.given_at, request.chapter, at) for kind, slip in latest.items()}
        return [{"said": kind, "latest": days.get(kind)} for kind in kinds]

    return {
        "they_look_for": beside(they_look_for, to_them),
        "i_can_give": beside(i_can_give, to_them),
        "i_look_for": beside(i_look_for, to_me),
        "they_can_give": beside(they_can_give, to_me),
        "to_them": [_line(request, slip, at) for slip in to_them],
        "to_me": [_line(request, slip, at) for slip in to_me],
    }


def _line(request: Any, slip: Slip, at: datetime) -> dict[str, str]:
    return {
        "href": f"{request.chapter.path}slips/{slip.uuid}/",
        "title": title_of(slip, request.member),
        "note": f"{told_day(slip, slip.given_at, request.chapter, at)} · {said_of(slip)}",
    }


def _looked_back(request: Any, other: Member, at: datetime) -> dict[str, str]:
    """A quiet line: going on, when the next one is, or the first. One statement."""
    root = f"{request.chapter.path}look-back/"
    latest = LookBack.objects.in_chapter(request.chapter).of_two(request.member, other).latest_first().first()
    if latest is None:
        return {"says": _("You two have not looked back together yet."), "href": f"{root}?with={other.pk}"}
    if latest.closed_at is None:
        return {"says": _("You two are looking back together."), "href": f"{root}{latest.pk}/"}
    day = {"day": date_format(request.chapter.today(latest.closed_at), "j F Y")}
    if latest.closed_at <= at - A_QUARTER:
        return {"says": _("You two last looked back on %(day)s.") % day, "href": f"{root}?with={other.pk}"}
    following = {"next": date_format(latest.next_from, "j F Y"), **day}
    says = _("You two last looked back on %(day)s. The next one from %(next)s.") % following
    return {"says": says, "href": f"{root}{latest.pk}/"}
