"""What giver and receiver do with a slip: report, find it of no use, withdraw, and take each back."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from chapters.access import Role, requires
from chapters.clock import now
from chapters.fragments import go_to
from referrals import permissions
from referrals.actions import leads, reporting
from referrals.forms.correcting import words_seen
from referrals.forms.slips import BadForm, BadLeadForm, ReportForm
from referrals.models import Lesson, Progress, Slip, SlipMoved
from referrals.states import BadKind, Kind, Stage
from referrals.values import ToLearn
from referrals.views.answers import PLACE, status_of
from referrals.views.lines import SAID, SlipLine, said_of
from referrals.views.receipts import receipted
from referrals.views.slip import readable


@requires(Role.MEMBER)
@require_POST
@receipted
def report_progress(request: Any, uuid: UUID) -> HttpResponse:
    """One tap of the receiver: how it goes. The same tap twice is one report."""
    found = readable(request, uuid)
    if found.receiver_id != request.member.pk:
        raise PermissionDenied
    form = ReportForm(request.POST)
    if not form.is_valid():
        return came_too_late(request, found)
    stage, seen = form.cleaned_data["stage"], form.cleaned_data["seen"]
    if found.is_good and found.stage == stage:
        return _after_tap(request, found)
    try:
        if seen and seen != found.stage:
            raise SlipMoved
        report = reporting.report_progress(
            chapter=request.chapter, slip=found, stage=stage, by=request.member, at=now()
        )
    except SlipMoved:
        return came_too_late(request, found)
    words = _("%(stage)s. %(name)s is told.") % {"stage": SAID[stage], "name": found.giver}
    messages.info(request, words, extra_tags=f"{_path(request, found)}reports/{report.pk}/take-back/")
    return _after_tap(request, found)


@requires(Role.MEMBER)
@require_POST
def take_back_report(request: Any, uuid: UUID, report: int) -> HttpResponse:
    """Undo the tap just made. Once more is answered as the first time."""
    found = readable(request, uuid)
    made = found.progress.filter(pk=report).first()
    if made is None and not permissions.is_judge(request.member, request.roles, found):
        raise Http404
    if made is None:
        return _taken_back(request, found)
    if made.reported_by_id != request.member.pk:
        raise PermissionDenied
    try:
        if not permissions.can_take_back(request.member, made, now()):
            raise SlipMoved
        reporting.take_back(slip=found, report=made)
    except SlipMoved:
        return came_too_late(request, found)
    return _taken_back(request, found)


def _taken_back(request: Any, found: Slip) -> HttpResponse:
    messages.info(request, _("Taken back. It stands at: %(stage)s.") % {"stage": said_of(found) or _("open")})
    return go_to(_path(request, found))


@requires(Role.MEMBER)
@require_http_methods(["GET", "POST"])
def mark_bad(request: Any, uuid: UUID) -> HttpResponse:
    """Say that it was no use, and why. The same words once more are answered as the first time."""
    found = readable(request, uuid)
    if not permissions.is_judge(request.member, request.roles, found):
        raise PermissionDenied
    typed = request.POST or None
    lead = found.kind == Kind.LEAD
    form: BadForm | BadLeadForm
    form = BadLeadForm(typed) if lead else BadForm(typed, initial={"seen": words_seen(found)})
    if not permissions.can_mark_bad(request.member, request.roles, found):
        before = _marked_before(request, found, form)
        return _marked(request, found, before) if before else came_too_late(request, found)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        learn = form.learn if isinstance(form, BadForm) else None
        try:
            if form.cleaned_data.get("seen", "") not in {"", words_seen(found)}:
                raise SlipMoved  # its giver put something right while this page was open
            report = reporting.mark_bad(
                chapter=request.chapter, slip=found, reason=reason, learn=learn, by=request.member, at=now()
            )
        except SlipMoved:
            return came_too_late(request, found)
        return _marked(request, found, report)
    line = SlipLine.of(found, request.member, request.chapter, now())
    return render(
        request,
        "referrals/mark_bad.html",
        {"form": form, "slip": found, "line": line, "place": PLACE},
        status=status_of(form),
    )


def _marked(request: Any, found: Slip, report: Progress) -> HttpResponse:
    words = _("Noted. %(name)s is told, and it no longer counts.") % {"name": found.giver}
    messages.info(request, words, extra_tags=f"{_path(request, found)}reports/{report.pk}/take-back/")
    return go_to(_path(request, found))


def _marked_before(request: Any, found: Slip, form: BadForm | BadLeadForm) -> Progress | None:
    """The report by which the sender marked it bad before, in the same words; None where there is none."""
    if not form.is_valid() or form.cleaned_data["reason"] != found.bad_reason:
        return None
    lesson = Lesson.objects.in_chapter(request.chapter).filter(slip=found).first()
    if (lesson and ToLearn(BadKind(lesson.kind), lesson.better)) != (form.learn if isinstance(form, BadForm) else None):
        return None
    reports: Any = found.progress
    report: Progress | None = reports.filter(stage=Stage.BAD, reported_by=request.member).order_by("-pk").first()
    return report


@requires(Role.MEMBER)
@require_http_methods(["GET", "POST"])
def withdraw(request: Any, uuid: UUID) -> HttpResponse:
    """Its giver takes it back, until somebody acted on it; asks first. Once more is answered as the first time."""
    found = readable(request, uuid)
    if found.giver_id != request.member.pk:
        raise PermissionDenied
    again = request.method == "POST" and found.withdrawn_at is not None
    if not again and not permissions.can_withdraw(request.member, found):
        return came_too_late(request, found)
    if request.method == "GET":
        line = SlipLine.of(found, request.member, request.chapter, now())
        return render(request, "referrals/withdraw.html", {"slip": found, "line": line, "place": PLACE})
    try:
        if not again:
            leads.withdraw_slip(chapter=request.chapter, slip=found, at=now())
    except SlipMoved:
        return came_too_late(request, found)
    messages.info(request, _("Withdrawn. It no longer counts."), extra_tags=f"{_path(request, found)}give-again/")
    return go_to(_path(request, found))


@requires(Role.MEMBER)
@require_POST
def give_again(request: Any, uuid: UUID) -> HttpResponse:
    """Undo a withdrawal just made. Once more is answered as the first time."""
    found = readable(request, uuid)
    if found.giver_id != request.member.pk:
        raise PermissionDenied
    try:
        if not found.is_good:
            if not permissions.can_give_again(request.member, found, now()):
                raise SlipMoved
            leads.give_again(slip=found, at=now())
    except SlipMoved:
        return came_too_late(request, found)
    messages.info(request, _("It stands again."))
    return go_to(_path(request, found))


def came_too_late(request: Any, found: Slip) -> HttpResponse:
    """409: somebody else's act came first. Says what happened, and that nothing was changed by this one (F11).

    A tap on a list gets the line as it is now, with the same words beside it.
    """
    as_it_is = readable(request, found.uuid)
    if request.htmx:
        messages.error(request, _("This slip changed before your tap arrived, so your tap changed nothing."))
        return _line(request, as_it_is)
    line = SlipLine.of(as_it_is, request.member, request.chapter, now())
    return render(request, "referrals/came_too_late.html", {"line": line, "place": PLACE}, status=HTTPStatus.CONFLICT)


def _path(request: Any, found: Slip) -> str:
    return f"{request.chapter.path}slips/{found.uuid}/"


def _after_tap(request: Any, found: Slip) -> HttpResponse:
    """The line where the tap was made, else its page."""
    return _line(request, found) if request.htmx else go_to(_path(request, found))


def _line(request: Any, found: Slip) -> HttpResponse:
    line = SlipLine.of(found, request.member, request.chapter, now())
    return render(request, "referrals/_tapped.html", {"line": line})
