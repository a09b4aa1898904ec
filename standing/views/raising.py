"""Say that a row of one's own standing is not right: a mark, a slip's bad mark, something that is missing."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chapters.access import Role, requires
from chapters.clock import now
from chapters.fragments import go_to
from meetings.models import Mark, Meeting
from meetings.refusals import NotThen
from meetings.states import Attendance, MeetingStatus
from members.models import Member
from members.refusals import Refusal
from referrals.models import Slip
from referrals.views.answers import form_page
from standing import disputing
from standing.forms.disputes import DisputeMarkForm, MissingForm, MissingSlipForm, WhyForm
from standing.models import Dispute
from standing.refusals import DeniedByOther, ThereAlready
from standing.states import DisputeState

SEES = {"place": "my_standing"}
ABOUT_THE_DAY = (NotThen, ThereAlready, DeniedByOther)
"""Refusals that stand at the day's field: another day is what would help."""


@requires(Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def dispute_mark(request: Any, day: date) -> HttpResponse:
    """What the mark of a held meeting should be, and why."""
    chapter, member = request.chapter, request.member
    held = Meeting.objects.in_chapter(chapter).filter(date=day, status=MeetingStatus.HELD)
    meeting = get_object_or_404(held)
    waiting = _open(request, what="mark", day=day)
    if waiting and request.method != "POST":
        return redirect(_path(request, waiting))
    mark = Mark.objects.in_chapter(chapter).filter(meeting=meeting, member=member).first()
    form = DisputeMarkForm(_typed(request), now=mark.mark if mark else "")

    def raise_it() -> Dispute:
        said, why = form.said, form.cleaned_data["why"]
        return disputing.dispute_mark(chapter=chapter, day=day, said=said, why=why, by=member, at=now())

    context = {
        "day": date_format(day, "l j F Y"),
        "mark": Attendance(mark.mark).label if mark else _("no mark"),
        "back": f"{chapter.path}standing/attendance/",
    }
    return _raised(request, form, raise_it, "dispute_mark", context)


@requires(Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def dispute_bad_mark(request: Any, uuid: UUID) -> HttpResponse:
    """Why a slip one gave should count, though somebody marked it as no use."""
    rows = Slip.objects.in_chapter(request.chapter).given_by(request.member).filter(bad_at__isnull=False)
    slip = get_object_or_404(rows.select_related("receiver"), uuid=uuid)
    waiting = _open(request, what="bad_slip", slip=slip)
    if waiting and request.method != "POST":
        return redirect(_path(request, waiting))
    form = WhyForm(_typed(request))

    def raise_it() -> Dispute:
        return disputing.dispute_bad_mark(slip=slip, why=form.cleaned_data["why"], by=request.member, at=now())

    context = {
        "slip": slip,
        "day": date_format(request.chapter.today(slip.given_at), "j F Y"),
        "back": f"{request.chapter.path}standing/leads/",
    }
    return _raised(request, form, raise_it, "dispute_bad_mark", context)


@requires(Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def missing_one_to_one(request: Any) -> HttpResponse:
    """With whom, when, and why it is not in the record."""
    chapter, member, at = request.chapter, request.member, now()
    today = chapter.today(at)
    people = list(Member.objects.in_chapter(chapter).current_on(today).exclude(pk=member.pk).by_name())
    form = MissingForm(_typed(request), people=people, today=today, initial={"other": request.GET.get("with", "")})

    def raise_it() -> Dispute:
        typed = form.cleaned_data
        other, day, why = typed["other"], typed["day"], typed["why"]
        return disputing.say_missing(chapter=chapter, other=other, day=day, why=why, by=member, at=at)

    context = {"back": f"{chapter.path}standing/one_to_ones/", "log": f"{chapter.path}one-to-one/"}
    return _raised(request, form, raise_it, "missing_one_to_one", context)


@requires(Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def missing_slip(request: Any) -> HttpResponse:
    """A referral or a lead that was given and is not in the record."""
    chapter, member, at = request.chapter, request.member, now()
    today = chapter.today(at)
    people = list(Member.objects.in_chapter(chapter).current_on(today).exclude(pk=member.pk).by_name())
    form = MissingSlipForm(_typed(request), people=people, today=today)

    def raise_it() -> Dispute:
        typed = form.cleaned_data
        row = {"chapter": chapter, "receiver": typed["other"], "day": typed["day"], "need": typed["need"]}
        return disputing.say_slip_missing(**row, why=typed["why"], by=member, at=at)

    context = {"back": f"{chapter.path}standing/leads/", "log": f"{chapter.path}pass/"}
    return _raised(request, form, raise_it, "missing_slip", context)


def _raised(
    request: Any, form: BaseForm, raise_it: Callable[[], Dispute], page: str, context: dict[str, Any]
) -> HttpResponse:
    """Raise it and go on to its page, or show what was wrong."""
    if form.is_valid():
        try:
            dispute = raise_it()
        except Refusal as refusal:
            form.add_error("day" if isinstance(refusal, ABOUT_THE_DAY) else None, str(refusal))
        else:
            messages.info(request, _("Your officers are asked to look at it."))
            return go_to(_path(request, dispute))
    return form_page(request, f"standing/{page}.html", form, SEES | context)


def _typed(request: Any) -> Any:
    return request.POST if request.method == "POST" else None


def _open(request: Any, **row: Any) -> Dispute | None:
    mine = Dispute.objects.in_chapter(request.chapter).filter(member=request.member, state=DisputeState.OPEN)
    found: Dispute | None = mine.filter(**row).first()
    return found


def _path(request: Any, dispute: Dispute) -> str:
    return f"{request.chapter.path}standing/disputes/{dispute.pk}/"
