"""A flag on a seat: opened by an officer or by four weeks behind, answered by the member, closed by an officer."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from chapters.access import Role, requires
from chapters.clock import now
from members.models import Member
from standing import actions
from standing.forms import AnswerForm, ClosingForm, ReasonForm
from standing.models import Flag
from standing.permissions import FLAGS_SEATS, can_answer, can_flag, can_open, sees_standing
from standing.refusals import FlagRefused


@requires(*FLAGS_SEATS)
@require_POST
def flag_seat(request: Any, member: int) -> HttpResponse:
    """Open a flag on the seat a member holds, with a reason."""
    chapter, at = request.chapter, now()
    found = get_object_or_404(Member.objects.in_chapter(chapter).current_on(chapter.today(at)), pk=member)
    form = ReasonForm(request.POST)
    back = f"{chapter.path}standing/chapter/{member}/"

    def flag() -> None:
        actions.flag_seat(member=found, by=request.member, at=at, reason=form.cleaned_data["reason"])

    return _done(
        request, form, flag, says=_("The seat is flagged. Talk to %(name)s.") % {"name": found.name}, back=back
    )


@requires(Role.MEMBER)
@require_safe
def flag(request: Any, flag: int) -> HttpResponse:
    """What the conversation is about: for the member, and those who look after members."""
    found = _readable(request, flag)
    answer = found.answer if can_answer(found, request.member) else ""
    root = request.chapter.path
    officer = sees_standing(request.roles)
    context = {
        "flag": found,
        "mine": found.member_id == request.member.pk,
        "answer_form": AnswerForm(initial={"answer": answer}) if can_answer(found, request.member) else None,
        "closing_form": ClosingForm() if can_flag(request.roles) and found.closed_at is None else None,
        "back": f"{root}standing/chapter/" if officer else f"{root}standing/",
        "back_label": _("The chapter’s standing") if officer else _("My standing"),
        "evidence": f"{root}standing/chapter/{found.member_id}/" if officer else f"{root}standing/",
        "place": "chapter_standing" if officer else "my_standing",
    }
    return render(request, "standing/flag.html", context)


@requires(Role.MEMBER)
@require_POST
def answer_flag(request: Any, flag: int) -> HttpResponse:
    """The member says how they see it."""
    found = _readable(request, flag)
    if found.member_id != request.member.pk:
        raise PermissionDenied
    form = AnswerForm(request.POST)

    def answer() -> None:
        actions.answer_flag(flag=found, at=now(), answer=form.cleaned_data["answer"])

    return _done(request, form, answer, says=_("Your officers can read it now."), back=_path(request, flag))


@requires(*FLAGS_SEATS)
@require_POST
def close_flag(request: Any, flag: int) -> HttpResponse:
    """An officer closes it with what came of it; nobody else does, no program either."""
    found = _readable(request, flag)
    form = ClosingForm(request.POST)

    def close() -> None:
        reason = form.cleaned_data["closing_reason"]
        actions.close_flag(flag=found, by=request.member, at=now(), reason=reason)

    return _done(request, form, close, says=_("The flag is closed."), back=_path(request, flag))


def _readable(request: Any, key: int) -> Flag:
    people = ("member", "opened_by", "closed_by", "seat__category")
    found: Flag = get_object_or_404(Flag.objects.in_chapter(request.chapter).select_related(*people), pk=key)
    if not can_open(found, request.member, request.roles):
        raise Http404  # that a seat is flagged is nobody else's to know
    return found


def _path(request: Any, key: int) -> str:
    return f"{request.chapter.path}standing/flag/{key}/"


def _done(request: Any, form: Form, act: Callable[[], None], *, says: str, back: str) -> HttpResponse:
    """Do it and say so, or say why not, on the page it was asked from."""
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    else:
        try:
            act()
        except FlagRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.info(request, says)
    return HttpResponseRedirect(back, status=HTTPStatus.SEE_OTHER)
