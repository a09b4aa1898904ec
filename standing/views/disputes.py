"""Disputes: those that wait for officers, and the page of one, where its member takes it back or an officer answers."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import F, Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from chapters.access import Role, requires
from chapters.clock import now
from chapters.fragments import go_to
from members.refusals import Refusal
from referrals.models import SlipMoved
from referrals.states import Kind
from referrals.views.answers import form_page
from standing import disputing
from standing.dispute_words import record_of, title_of, what_follows, wish_of
from standing.forms.disputes import AnswerDisputeForm
from standing.models import Dispute
from standing.notices.disputes import PEOPLE
from standing.permissions import (
    ANSWERS_DISPUTES,
    can_answer_dispute,
    can_read_dispute,
    can_withdraw_dispute,
)
from standing.states import Disputed, DisputeState

KEPT_IN_SIGHT = timedelta(weeks=26)
MOST = 50


@dataclass(frozen=True, slots=True)
class DisputeLine:
    """One dispute in a list: `note` the name or the wish, `aside` how it stands or since when it waits."""

    href: str
    title: str
    note: str
    name: str
    aside: str
    waits: bool

    @classmethod
    def of(cls, dispute: Dispute, *, own: bool) -> "DisputeLine":
        """As its member reads it (`own`), or an officer."""
        day = date_format(dispute.chapter.today(dispute.raised_at), "j M")
        return cls(
            href=f"{dispute.chapter.path}standing/disputes/{dispute.pk}/",
            title=title_of(dispute) if own else dispute.member.name,
            note=wish_of(dispute, own=True) if own else title_of(dispute),
            name="" if own else dispute.member.name,
            aside=(_("waits") if own else day) if dispute.is_open else str(DisputeState(dispute.state).label),
            waits=dispute.is_open,
        )


@requires(*ANSWERS_DISPUTES)
@require_safe
def disputes(request: Any) -> HttpResponse:
    """What waits for an answer, oldest first, then what was answered in the last half year. One's own are not here."""
    me, since = request.member, now() - KEPT_IN_SIGHT
    concerned = Q(member=me) | Q(other=me)
    answered = Q(state__in=(DisputeState.UPHELD, DisputeState.NOT_UPHELD), answered_at__gte=since)
    rows = (
        Dispute.objects.in_chapter(request.chapter)
        .exclude(concerned)
        .filter(Q(state=DisputeState.OPEN) | answered)
        .select_related(*PEOPLE)
        .order_by(F("answered_at").desc(nulls_first=True), "raised_at", "pk")
    )
    lines = [DisputeLine.of(one, own=False) for one in rows[:MOST]]
    context = {
        "waiting": [line for line in lines if line.waits],
        "answered": [line for line in lines if not line.waits],
        "place": "chapter_standing",
    }
    return render(request, "standing/disputes.html", context)


@requires(Role.MEMBER)
@require_safe
def dispute(request: Any, dispute: int) -> HttpResponse:
    """What is asked and why, how it was answered, and who may do what about it."""
    found = _readable(request, dispute)
    form = AnswerDisputeForm() if can_answer_dispute(found, request.member, request.roles) else None
    return _page(request, found, form)


@requires(*ANSWERS_DISPUTES)
@require_POST
def answer_dispute(request: Any, dispute: int) -> HttpResponse:
    """An officer puts it right or says why it stays; not of their own, nor where it is about their word."""
    found = _readable(request, dispute)
    if found.member_id == request.member.pk:
        raise PermissionDenied
    form = AnswerDisputeForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    answer = form.answer
    if (found.answered_by_id, found.state, found.answer) == (request.member.pk, _state(answer), answer.word):
        return go_to(_path(request, found))  # the same answer once more
    try:
        disputing.answer_dispute(dispute=found, answer=answer, by=request.member, at=now())
    except SlipMoved:
        form.add_error(None, _("Something happened to the slip meanwhile. Look at it again."))
    except Refusal as refusal:
        form.add_error(None, str(refusal))
    else:
        messages.info(request, _("%(name)s is told.") % {"name": found.member})
        return go_to(_path(request, found))
    return _page(request, _readable(request, dispute), form)


@requires(Role.MEMBER)
@require_POST
def withdraw_dispute(request: Any, dispute: int) -> HttpResponse:
    """Its member takes it back; twice is once."""
    found = _readable(request, dispute)
    if found.member_id != request.member.pk:
        raise PermissionDenied
    if found.state != DisputeState.WITHDRAWN:
        try:
            disputing.withdraw_dispute(dispute=found)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.info(request, _("Taken back."))
    return go_to(_path(request, found))


def _state(answer: disputing.Answer) -> DisputeState:
    return DisputeState.UPHELD if answer.upheld else DisputeState.NOT_UPHELD


def _readable(request: Any, key: int) -> Dispute:
    found: Dispute | None = Dispute.objects.in_chapter(request.chapter).select_related(*PEOPLE).filter(pk=key).first()
    if found is None or not can_read_dispute(found, request.member, request.roles):
        raise Http404  # that somebody asks is nobody else's to know
    return found


def _page(request: Any, found: Dispute, form: AnswerDisputeForm | None) -> HttpResponse:
    own, root = found.member_id == request.member.pk, request.chapter.path
    may_answer = can_answer_dispute(found, request.member, request.roles)
    context = {
        "dispute": found,
        "title": title_of(found),
        "record": record_of(found),
        "wish": wish_of(found, own=own),
        "own": own,
        "follows": what_follows(found) if may_answer else "",
        "state": DisputeState(found.state).label,
        "evidence": _evidence(found, root, own=own),
        "answerers": list(disputing.answerers_of(found, at=now())) if own and found.is_open else [],
        "withdraw": f"{root}standing/disputes/{found.pk}/withdraw/"
        if can_withdraw_dispute(found, request.member)
        else "",
        "answer": f"{root}standing/disputes/{found.pk}/answer/",
        "back": f"{root}standing/" if own else f"{root}standing/disputes/",
        "back_label": _("My standing") if own else _("A second look"),
        "place": "my_standing" if own else "chapter_standing",
        "may_answer": may_answer,
    }
    if form is None:
        return render(request, "standing/dispute.html", context)
    return form_page(request, "standing/dispute.html", form, context)


def _evidence(found: Dispute, root: str, *, own: bool) -> list[tuple[str, str]]:
    """Where the row is to be seen: links with what they open."""
    of = f"{root}standing/" if own else f"{root}standing/chapter/{found.member_id}/"
    if found.what == Disputed.MARK:
        links = [(f"{of}attendance/", _("All the meetings behind the figure"))]
        if not own:
            day = found.day_of_it.isoformat()
            links.insert(0, (f"{root}roll-call/{day}/{found.member_id}/", _("The mark, and what was said of it")))
        return links
    if found.what == Disputed.MISSING_ONE_TO_ONE:
        return [(f"{of}one_to_ones/", _("All the one-to-ones behind the figure"))]
    links = [(f"{of}leads/", _("All the weeks behind the figure"))]
    if found.slip is None:
        return links
    if own or found.slip.kind == Kind.LEAD:
        fill_in = own and found.what == Disputed.MISSING_SLIP
        links.insert(0, (f"{root}slips/{found.slip.uuid}/", _("Say whom it is about") if fill_in else _("The slip")))
    return links


def _path(request: Any, found: Dispute) -> str:
    return f"{request.chapter.path}standing/disputes/{found.pk}/"
