"""What I learn: the referrals I passed that were no use, and what would have made them good. Nobody else sees it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from chapters.access import Role, requires
from chapters.clock import now
from chapters.fragments import go_to
from members.refusals import AlreadyAnswered
from referrals.actions.reporting import answer_bad as answer
from referrals.forms.slips import BadAnswerForm
from referrals.models import Lesson, Slip
from referrals.refusals import Forgotten
from referrals.states import BadKind
from referrals.views.answers import PLACE
from referrals.views.lines import SlipLine
from referrals.views.slip import readable, referral_page

PAGE = 30


@dataclass(frozen=True)
class Learnt:
    """One of them: the slip as a line, what would have made it good, else what its receiver wrote."""

    line: SlipLine
    better: str
    reason: str


@dataclass(frozen=True)
class Group:
    """Those of one kind."""

    name: str
    learnt: list[Learnt]


@requires(Role.MEMBER)
@require_safe
def what_i_learn(request: Any) -> HttpResponse:
    """By kind, on each page the most frequent first."""
    at = now()
    lessons = Prefetch("lessons", queryset=Lesson.objects.in_chapter(request.chapter))
    bad = Slip.objects.in_chapter(request.chapter).given_by(request.member).referrals().filter(bad_at__isnull=False)
    page = Paginator(bad.with_people().latest_first().prefetch_related(lessons), PAGE).get_page(request.GET.get("page"))
    context = {"place": PLACE, "page": page, "groups": _groups(page, request, at)}
    return render(request, "referrals/what_i_learn.html", context)


def _groups(slips: Iterable[Slip], request: Any, at: datetime) -> list[Group]:
    by_kind: dict[str, list[Learnt]] = {}
    for slip in slips:
        lesson = next(iter(slip.lessons.all()), None)
        line = SlipLine.of(slip, request.member, request.chapter, at)
        learnt = Learnt(line, lesson.better if lesson else "", slip.bad_reason)
        by_kind.setdefault(lesson.kind if lesson else "", []).append(learnt)
    return [
        Group(str(BadKind(kind).label) if kind else _("in their own words"), learnt)
        for kind, learnt in sorted(by_kind.items(), key=lambda item: (-len(item[1]), not item[0], item[0]))
    ]


@requires(Role.MEMBER)
@require_POST
def answer_bad(request: Any, uuid: UUID) -> HttpResponse:
    """The giver answers, once; for the two alone."""
    found = readable(request, uuid)
    if found.giver_id != request.member.pk:
        raise PermissionDenied
    lesson = Lesson.objects.in_chapter(request.chapter).filter(slip=found).select_related("slip__receiver").first()
    if lesson is None:
        raise Http404
    if found.objected:
        messages.error(request, str(Forgotten()))
        return go_to(f"{request.chapter.path}slips/{found.uuid}/")
    form = BadAnswerForm(request.POST)
    if not form.is_valid():
        return referral_page(request, found, now(), wrong=form)
    try:
        answer(chapter=request.chapter, lesson=lesson, words=form.cleaned_data["words"], at=now())
    except AlreadyAnswered:
        messages.error(request, _("You have answered already."))
    else:
        messages.info(request, _("%(name)s is told.") % {"name": found.receiver})
    return go_to(f"{request.chapter.path}slips/{found.uuid}/")
