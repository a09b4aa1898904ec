"""The support plan and its check."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from chapters.access import Role, requires
from chapters.clock import now
from members.models import Member
from reviews.actions.supporting import add_step, agree, check, remove_step, step_done
from reviews.evidence import stands
from reviews.forms import CheckForm, StepForm
from reviews.models import PlanStep
from reviews.states import Outcome, Verb
from reviews.views.finding import (
    Asking,
    act_page,
    can,
    case_or_404,
    committee_or_403,
    data,
    done,
    elsewhere,
    opens,
    review_of,
)
from standing.models import Flag, Snapshot
from standing.permissions import COMMITTEE

A_MONTH = timedelta(weeks=4)
OUTCOMES = {Outcome.THRIVING: Verb.THRIVE, Outcome.EXTENDED: Verb.EXTEND}


@requires(*COMMITTEE)
@require_http_methods(["GET", "HEAD", "POST"])
def support_plan(request: Any, flag: int) -> HttpResponse:
    """Add a step: what, by when, who helps; and when all of it is looked at."""
    found, today = committee_or_403(request, flag), request.chapter.today(now())
    if not opens(request, found, Verb.PLAN):
        return elsewhere(request, flag)
    review = review_of(found)
    initial = {"by_day": today + A_MONTH, "check_on": (review.check_on if review else None) or today + 2 * A_MONTH}
    members = Member.objects.in_chapter(request.chapter).current_on(today).exclude(pk=found.member_id).by_name()
    form = StepForm(data(request), members=members, initial=initial)
    ask = Asking(
        _("What would help %(name)s?") % {"name": found.member.name},
        _("Put it on the plan"),
        says=_("One thing at a time. %(name)s is asked to agree.") % {"name": found.member.name},
        sees=_("%(name)s and the committee read it.") % {"name": found.member.name},
        done=_("It is on the plan. %(name)s is asked to agree.") % {"name": found.member.name},
    )
    return act_page(request, found, form, lambda typed: add_step(flag=found, by=request.member, at=now(), **typed), ask)


@requires(*COMMITTEE)
@require_POST
def remove_plan_step(request: Any, flag: int, step: int) -> HttpResponse:
    """Take a step off the plan."""
    found = committee_or_403(request, flag)
    kept = _step(request, found, step)
    return done(
        request,
        flag,
        lambda: remove_step(flag=found, by=request.member, at=now(), step=kept),
        says=_("It is off the plan. %(name)s is asked to agree.") % {"name": found.member.name},
    )


@requires(Role.MEMBER)
@require_POST
def plan_step_done(request: Any, flag: int, step: int) -> HttpResponse:
    """Tick a step, or take the tick back."""
    found = case_or_404(request, flag)
    kept, is_done = _step(request, found, step), request.POST.get("done") == "yes"
    return done(
        request,
        flag,
        lambda: step_done(flag=found, by=request.member, at=now(), step=kept, done=is_done),
        says=_("Done: %(what)s") % {"what": kept.what} if is_done else _("Open again: %(what)s") % {"what": kept.what},
    )


@requires(Role.MEMBER)
@require_POST
def agree_plan(request: Any, flag: int) -> HttpResponse:
    """The member says yes to the plan they read."""
    found = case_or_404(request, flag)
    return done(
        request,
        flag,
        lambda: agree(flag=found, by=request.member, at=now(), read=request.POST.get("read", "")),
        says=_("You agreed. The committee hears of it."),
    )


@requires(*COMMITTEE)
@require_http_methods(["GET", "HEAD", "POST"])
def check_review(request: Any, flag: int) -> HttpResponse:
    """How it went: the record as it was and as it is now, and what comes of it."""
    found, at = committee_or_403(request, flag), now()
    if not opens(request, found, Verb.THRIVE):
        return elsewhere(request, flag)
    today = request.chapter.today(at)
    review = review_of(found)
    agreed = (review.check_on if review else None) or today
    possible = [one for one, verb in OUTCOMES.items() if can(found, verb)] or list(Outcome)
    form = CheckForm(data(request), possible=possible, initial={"next_check_on": max(today, agreed) + A_MONTH})
    ask = Asking(
        _("How it goes with %(name)s") % {"name": found.member.name},
        _("Write it down"),
        sees=_("%(name)s and the committee read it.") % {"name": found.member.name},
        done=_("Written down. %(name)s is told.") % {"name": found.member.name},
    )
    return act_page(
        request,
        found,
        form,
        lambda typed: check(flag=found, by=request.member, at=at, **typed),
        ask,
        stood=_snapshot(request, found),
        stands=stands(request.chapter, found.member_id, at=at),
    )


def _step(request: Any, flag: Flag, key: int) -> PlanStep:
    rows = PlanStep.objects.in_chapter(request.chapter).filter(review__flag=flag)
    found: PlanStep = get_object_or_404(rows, pk=key)
    return found


def _snapshot(request: Any, flag: Flag) -> Any:
    """How the member stood on the Monday of the week in which the flag was opened."""
    monday = request.chapter.week(flag.opened_at).monday
    return Snapshot.objects.in_chapter(request.chapter).filter(member=flag.member_id, monday=monday).first()
