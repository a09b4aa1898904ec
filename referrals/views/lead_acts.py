"""What members do with a lead: ask, answer, take it, release it, say how it ended, offer it anew."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chapters.access import Role, requires
from chapters.clock import now
from chapters.fragments import go_to
from members.refusals import Refusal
from referrals.actions import leads
from referrals.forms.leads import EndForm, MoreForm, NameForm, QuestionForm
from referrals.models import LeadQuestion, LeadTaking, Slip, SlipMoved
from referrals.states import Kind, QuestionKind, Stage
from referrals.views.lead import lead_page
from referrals.views.lines import LEAD_SAID
from referrals.views.slip import readable
from referrals.views.slip_acts import came_too_late


@requires(Role.MEMBER)
@require_POST
def ask_about_lead(request: Any, uuid: UUID) -> HttpResponse:
    """Is there more? May I use your name? One tap each."""
    found = _lead(request, uuid)
    if found.giver_id == request.member.pk:
        raise PermissionDenied
    form = QuestionForm(request.POST)
    if not form.is_valid():
        return lead_page(request, found, now(), wrong=(0, form))
    kind, words = form.cleaned_data["kind"], form.cleaned_data["words"]
    ask = partial(leads.ask_about_lead, lead=found, kind=kind, words=words, by=request.member)
    return _done(request, found, ask, _("%(name)s is asked.") % {"name": found.giver})


@requires(Role.MEMBER)
@require_POST
def answer_about_lead(request: Any, uuid: UUID, question: int) -> HttpResponse:
    """The giver answers: yes or no for the name, words for more."""
    found = _lead(request, uuid)
    questions = LeadQuestion.objects.in_chapter(request.chapter).about(found).readable_by(request.member, found)
    asked = get_object_or_404(questions.select_related("asker", "lead"), pk=question)
    if found.giver_id != request.member.pk:
        raise PermissionDenied
    form: MoreForm | NameForm = (NameForm if asked.kind == QuestionKind.NAME else MoreForm)(request.POST)
    if not form.is_valid():
        return lead_page(request, found, now(), wrong=(asked.pk, form))
    words, allowed = form.cleaned_data["words"], form.allowed
    answer = partial(leads.answer_about_lead, question=asked, words=words, allowed=allowed)
    return _done(request, found, answer, _("%(name)s is told.") % {"name": asked.asker})


@requires(Role.MEMBER)
@require_POST
def take_lead(request: Any, uuid: UUID) -> HttpResponse:
    """I am on it, so that two do not call. Whoever comes second is told who has it."""
    found = _lead(request, uuid)
    if found.giver_id == request.member.pk:
        raise PermissionDenied
    words = _("You are on it. %(name)s is told.") % {"name": found.giver}
    return _done(request, found, partial(leads.take_lead, lead=found, by=request.member), words, undo="release")


@requires(Role.MEMBER)
@require_POST
def release_lead(request: Any, uuid: UUID) -> HttpResponse:
    """Not on it any more; or its giver offers it to the others again."""
    found = _lead(request, uuid)
    mine, shown = found.giver_id == request.member.pk, request.POST.get("who", "")
    release = partial(leads.release_lead, lead=found, by=request.member, who=int(shown) if shown.isdecimal() else None)
    return _done(request, found, release, _("It is offered to the others again."), undo="" if mine else "take")


@requires(Role.MEMBER)
@require_POST
def wake_lead(request: Any, uuid: UUID) -> HttpResponse:
    """Its giver has it offered at the next meeting once more."""
    found = _lead(request, uuid)
    if found.giver_id != request.member.pk:
        raise PermissionDenied
    return _done(request, found, partial(leads.wake_lead, lead=found), _("It is offered again at the next meeting."))


@requires(Role.MEMBER)
@require_POST
def end_lead(request: Any, uuid: UUID) -> HttpResponse:
    """Say how it ended; the same tap twice is one report."""
    found = _lead(request, uuid)
    takings = LeadTaking.objects.in_chapter(request.chapter).now()
    if found.giver_id != request.member.pk and not takings.filter(lead=found, member=request.member).exists():
        raise PermissionDenied
    form = EndForm(request.POST)
    if not form.is_valid():
        return came_too_late(request, found)
    stage: Stage = form.cleaned_data["stage"]
    if found.is_good and found.stage == stage:
        return go_to(_path(request, found))
    try:
        report = leads.end_lead(chapter=request.chapter, lead=found, stage=stage, by=request.member, at=now())
    except SlipMoved:
        return came_too_late(request, found)
    undo = f"{_path(request, found)}reports/{report.pk}/take-back/"
    messages.info(request, _("%(said)s. That is noted.") % {"said": LEAD_SAID[stage]}, extra_tags=undo)
    return go_to(_path(request, found))


def _lead(request: Any, uuid: UUID) -> Slip:
    found = readable(request, uuid)
    if found.kind != Kind.LEAD:
        raise Http404
    return found


def _done(request: Any, found: Slip, act: Callable[..., object], says: str, *, undo: str = "") -> HttpResponse:
    """Do one thing and go back to the lead's page, which says so, with its undo; a refusal is said there instead."""
    try:
        act(chapter=request.chapter, at=now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.info(request, says, extra_tags=f"{_path(request, found)}{undo}/" if undo else "")
    return go_to(_path(request, found))


def _path(request: Any, found: Slip) -> str:
    return f"{request.chapter.path}slips/{found.uuid}/"
