"""Looking back together: with whom, what is open, and what was looked back on before."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Max, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chapters.access import Role, requires
from chapters.clock import now
from chapters.fragments import go_to
from members.models import Member
from members.refusals import Refusal
from referrals.actions.looking_back import open_look_back
from referrals.between_two import A_QUARTER
from referrals.forms.looking_back import WithWhomForm
from referrals.models import LookBack, Slip
from referrals.views.answers import status_of
from referrals.views.choosing import others
from referrals.views.lines import day_of
from referrals.views.looking_back import PLACE, path_of

PAGE = 30
"""Finished reviews on a page."""


@requires(Role.MEMBER)
@require_http_methods(["GET", "POST"])
def look_backs(request: Any) -> HttpResponse:
    """The reader's own, and the choice of somebody to look back with."""
    at = now()
    mine = list(_mine(request))
    chosen = request.POST.get("other") or request.GET.get("with", "")
    people = _with_whom(request, mine, chosen, at)
    form = WithWhomForm(request.POST or None, people=people, initial={"other": chosen})
    if form.is_valid():
        try:
            opened = open_look_back(chapter=request.chapter, other=form.cleaned_data["other"], by=request.member, at=at)
        except Refusal as refusal:
            form.add_error("other", str(refusal))
        else:
            if opened.opened_at == at:
                messages.info(request, _("%(name)s is asked now.") % {"name": form.cleaned_data["other"]})
            return go_to(path_of(request, opened))
    page = Paginator([one for one in mine if one.closed_at], PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "people": people,
        "open": [_open(request, one, at) for one in mine if one.closed_at is None],
        "before": [_before(request, one, at) for one in page],
        "page": page,
        "place": PLACE,
    }
    return render(request, "referrals/look_backs.html", context, status=status_of(form))


def _mine(request: Any) -> Any:
    """With how many slips each has, and how many of them the reader answered for. One statement."""
    answered = Count("items", filter=Q(items__answers__member=request.member), distinct=True)
    rows = LookBack.objects.in_chapter(request.chapter).of(request.member).with_people()
    return rows.annotate(slips=Count("items", distinct=True), answered=answered).latest_first()


def _with_whom(request: Any, mine: list[LookBack], chosen: str, at: datetime) -> list[Member]:
    """Whoever gave the reader something or was given it, the one chosen, those not looked back with lately first."""
    me = request.member
    slips = Slip.objects.in_chapter(request.chapter).referrals().filter(withdrawn_at__isnull=True)
    latest: dict[int, datetime] = {}
    for giver, receiver, when in (
        slips.filter(Q(giver=me) | Q(receiver=me)).values_list("giver", "receiver").annotate(last=Max("given_at"))
    ):
        other = receiver if giver == me.pk else giver
        latest[other] = max(when, latest.get(other, when))
    open_with = {one.other_than(me).pk for one in mine if one.closed_at is None}
    lately = {one.other_than(me).pk for one in mine if one.closed_at and one.closed_at > at - A_QUARTER}
    people = [one for one in others(request, at) if (one.pk in latest or str(one.pk) == chosen)]
    people = [one for one in people if one.pk not in open_with or str(one.pk) == chosen]
    people.sort(key=lambda one: latest[one.pk].timestamp() if one.pk in latest else 0.0, reverse=True)
    return sorted(people, key=lambda one: (str(one.pk) != chosen, one.pk in lately))


def _open(request: Any, one: Any, at: datetime) -> dict[str, Any]:
    said = {"answered": one.answered, "slips": one.slips, "day": day_of(one.opened_at, request.chapter, at)}
    return {
        "name": one.other_than(request.member).name,
        "href": path_of(request, one),
        "note": _("Opened %(day)s. You answered %(answered)s of %(slips)s.") % said,
        "due": _("go on") if one.answered < one.slips else "",
    }


def _before(request: Any, one: Any, at: datetime) -> dict[str, Any]:
    today = request.chapter.today(at)
    following = one.next_from
    said = {
        "day": day_of(one.closed_at, request.chapter, at),
        "next": date_format(following, "j F" if following.year == today.year else "j F Y"),
    }
    ahead = following > today
    return {
        "name": one.other_than(request.member).name,
        "href": path_of(request, one),
        "note": (_("Looked back %(day)s. Next from %(next)s.") if ahead else _("Looked back %(day)s.")) % said,
        "aside": "" if ahead else _("time for another"),
    }
