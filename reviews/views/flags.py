"""A flag on a seat and the conversation it opens: for the member, the committee, and briefly for the secretary."""

from datetime import date, datetime
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from chapters.access import Role, requires
from chapters.clock import now
from chapters.fragments import go_to
from members.models import Member
from reviews.actions.cases import seated
from reviews.case import Whole, whole
from reviews.evidence import stands
from reviews.forms import FlagForm
from reviews.permissions import is_about, sees_case
from reviews.sentences import for_committee, for_member, plan_runs
from reviews.views.finding import data, flag_or_404, path_of, place_of, review_of, state_of
from reviews.views.next_acts import of_committee, of_member
from standing.actions.flags import flag_seat as flag_the_seat
from standing.models import Flag
from standing.permissions import FLAGS_SEATS
from standing.refusals import FlagRefused, SeatFlaggedAlready


@requires(*FLAGS_SEATS)
@require_http_methods(["GET", "HEAD", "POST"])
def flag_seat(request: Any, member: int) -> HttpResponse:
    """Open a flag on the seat a member holds, with a reason; shown again (422) where that cannot be.

    Sent once more because its answer was lost, it is the flag it opened; beside another's is the way there.
    """
    chapter, at = request.chapter, now()
    found = get_object_or_404(Member.objects.in_chapter(chapter).current_on(chapter.today(at)), pk=member)
    form, back = FlagForm(data(request)), f"{chapter.path}standing/chapter/{member}/"
    there: Flag | None = None
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            flag_the_seat(member=found, by=request.member, at=at, reason=reason)
        except SeatFlaggedAlready as refusal:
            there = Flag.objects.in_chapter(chapter).filter(member=found, closed_at__isnull=True).first()
            if not _is_by(there, request.member, reason):
                form.add_error(None, str(refusal))
        except FlagRefused as refusal:
            form.add_error(None, str(refusal))
        if not form.errors:
            messages.info(request, _("The seat is flagged. Talk to %(name)s.") % {"name": found.name})
            return go_to(back)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = {
        "form": form,
        "member": found,
        "there": path_of(request, there.pk) if there else "",
        "back": back,
        "place": "chapter_standing",
    }
    return render(request, "reviews/flag_seat.html", context, status=status)


@requires(Role.MEMBER)
@require_safe
def flag(request: Any, flag: int) -> HttpResponse:
    """Where the conversation stands, and what comes next."""
    found, at = flag_or_404(request, flag), now()
    mine = is_about(found, request.member)
    root, today = request.chapter.path, request.chapter.today(at)
    context: dict[str, Any] = {
        "flag": found,
        "mine": mine,
        "state": state_of(found),
        "opened_on": request.chapter.today(found.opened_at),
        "closed_on": request.chapter.today(found.closed_at) if found.closed_at else None,
        "back": f"{root}standing/" if mine else f"{root}standing/chapter/",
        "back_label": _("My standing") if mine else _("The chapter’s standing"),
        "evidence": f"{root}standing/" if mine else f"{root}standing/chapter/{found.member_id}/",
        "place": place_of(request, found),
    }
    if sees_case(found, request.member, request.roles):
        context |= _conversation(request, found, today, at, mine=mine)
    return render(request, "reviews/flag.html", context)


def _is_by(flag: Flag | None, member: Member, reason: str) -> bool:
    """Whether it is what this officer opened with these words."""
    return flag is not None and (flag.opened_by_id, flag.reason) == (member.pk, reason.strip())


def _conversation(request: Any, found: Flag, today: date, at: datetime, *, mine: bool) -> dict[str, Any]:
    case = whole(request.chapter, flag_id=found.pk, me=request.member.pk, day=today)
    state, review = state_of(found), review_of(found)
    context: dict[str, Any] = {
        "case": case,
        "answered_on": request.chapter.today(found.answered_at) if found.answered_at else None,
        "vote": case.open_vote,
        "may_appeal": case.may_appeal(today),
    }
    if mine:
        says = for_member(state, case, review, today)
        return context | {"says": says, "acts": of_member(found, review, case, today)}
    vote = case.open_vote
    committee = seated(found, at=at).of(vote.seated) if vote else None
    if committee is None and found.closed_at is None:
        context["stands"] = stands(request.chapter, found.member_id, at=at)
    says = for_committee(state, found.member.name, case, review, today, committee)
    me = request.member.pk
    leads = _leads(case, found, me)
    return context | {
        "votes": committee is not None and me in committee.voters,
        "may_withdraw": vote is not None and not vote.is_appeal and (leads or vote.by == me),
        "plan_runs": plan_runs(found.member.name, review, today) if vote else "",
        "countable": vote is not None and vote.counted_from <= today,
        "says": says,
        "committee": committee,
        "aside": me in case.recused,
        "acts": of_committee(found, review, case, today, leads=leads, aside=me in case.recused),
    }


def _leads(case: Whole, flag: Flag, me: int) -> bool:
    """Whether the reader closes and confirms: as `Committee.leaders`, without asking again who sits."""
    leaders = case.leaders - case.recused - {flag.member_id}
    return me in leaders or not leaders
