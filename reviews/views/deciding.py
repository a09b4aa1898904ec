"""The committee's pages: propose, vote, step aside, close the vote, and the evidence as it stood."""

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chapters.access import Role, requires
from chapters.clock import now
from reviews.actions.deciding import (
    appeal_ends,
    close_vote,
    propose,
    step_aside,
    take_part_again,
    vote,
    withdraw,
)
from reviews.evidence import as_it_stood, stands
from reviews.forms import PerhapsWhyForm, ProposalForm, WhyForm
from reviews.models import Ballot, Decision
from reviews.models.decision import COUNTED
from reviews.permissions import is_about
from reviews.sentences import day_of, plan_runs
from reviews.states import Choice, DecisionState, Verb
from reviews.views.evidence_rows import meeting_rows, week_rows
from reviews.views.finding import (
    Asking,
    act_page,
    case_or_404,
    committee_or_403,
    data,
    decision_read,
    done,
    elsewhere,
    opens,
    path_of,
    place_of,
    review_of,
)
from standing.permissions import COMMITTEE

LONGEST_KEY = 19
"""Digits; no row has a longer one."""


@requires(*COMMITTEE)
@require_http_methods(["GET", "HEAD", "POST"])
def propose_decision(request: Any, flag: int) -> HttpResponse:
    """Ask the committee to open the seat."""
    found, at = committee_or_403(request, flag), now()
    if not opens(request, found, Verb.PROPOSE):
        return elsewhere(request, flag)
    last = appeal_ends(found, at=at)
    form = ProposalForm(data(request), initial={"effective_on": last + timedelta(days=7)})
    says = _(
        "The committee votes: more than half have to, and most of them for it. %(name)s can then appeal for %(days)s "
        "days, so the seat opens after %(day)s at the earliest. The record is kept as it stands today."
    ) % {"name": found.member.name, "days": request.chapter.appeal_days, "day": day_of(last)}
    ask = Asking(
        _("Propose to open the seat of %(name)s") % {"name": found.member.name},
        _("Ask the committee"),
        says=says,
        sees=_("The committee reads it; %(name)s too, if the committee agrees.") % {"name": found.member.name},
        done=_("The committee is asked to vote."),
        first=plan_runs(found.member.name, review_of(found), request.chapter.today(at)),
    )
    return act_page(
        request,
        found,
        form,
        lambda typed: propose(flag=found, by=request.member, at=at, **typed),
        ask,
        stands=stands(request.chapter, found.member_id, at=at),
    )


@requires(*COMMITTEE)
@require_POST
def vote_in_review(request: Any, flag: int) -> HttpResponse:
    """Cast one's ballot on the decision that was read, or change it."""
    found = committee_or_403(request, flag)
    try:
        choice = Choice(request.POST.get("choice", ""))
    except ValueError:
        return elsewhere(request, flag)
    return done(
        request,
        flag,
        lambda: vote(flag=found, by=request.member, at=now(), choice=choice, on=_read(request)),
        says=_says_of_ballot,
    )


@requires(*COMMITTEE)
@require_POST
def close_review_vote(request: Any, flag: int) -> HttpResponse:
    """Count the ballots on the decision that was read."""
    found = committee_or_403(request, flag)
    return done(
        request,
        flag,
        lambda: close_vote(flag=found, by=request.member, at=now(), on=_read(request)),
        says=_("The vote is closed. See below what came of it."),
    )


@requires(*COMMITTEE)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_proposal(request: Any, flag: int) -> HttpResponse:
    """Ask the committee no more."""
    found = committee_or_403(request, flag)
    if not opens(request, found, Verb.WITHDRAW):
        return elsewhere(request, flag)
    ask = Asking(
        _("Withdraw the proposal"),
        _("Withdraw it"),
        says=_("The vote ends, and the conversation goes on where it was."),
        sees=_("The committee reads it."),
        kind="plain",
        done=_("Withdrawn. The conversation goes on."),
    )
    return act_page(
        request,
        found,
        WhyForm(data(request), initial=decision_read(found)),
        lambda typed: withdraw(flag=found, by=request.member, at=now(), **typed),
        ask,
    )


@requires(*COMMITTEE)
@require_http_methods(["GET", "HEAD", "POST"])
def step_aside_in_review(request: Any, flag: int) -> HttpResponse:
    """Leave the decision to others, for a conflict of interest."""
    found = committee_or_403(request, flag)
    ask = Asking(
        _("Step aside"),
        _("Step aside"),
        says=_(
            "If you cannot be impartial, leave it to the others. You then neither vote nor count for the quorum, and "
            "a vote you cast does not count. You can take part again."
        ),
        sees=_("The committee reads it."),
        kind="plain",
        done=_("You stepped aside."),
    )
    form = PerhapsWhyForm(data(request))
    return act_page(
        request, found, form, lambda typed: step_aside(flag=found, by=request.member, at=now(), **typed), ask
    )


@requires(*COMMITTEE)
@require_POST
def take_part_in_review(request: Any, flag: int) -> HttpResponse:
    """Sit on the committee of this review again."""
    found = committee_or_403(request, flag)
    return done(
        request,
        flag,
        lambda: take_part_again(flag=found, by=request.member, at=now()),
        says=_("You take part again."),
    )


@requires(Role.MEMBER)
@require_safe
def evidence_then(request: Any, flag: int, decision: int) -> HttpResponse:
    """The record as it stood when a decision was proposed: for the committee; for the member once it was made."""
    found = case_or_404(request, flag)
    mine = is_about(found, request.member)
    rows = Decision.objects.in_chapter(request.chapter).filter(review__flag=found)
    kept: Decision = get_object_or_404(rows, pk=decision)
    if mine and kept.state not in COUNTED:
        raise Http404
    stood = as_it_stood(kept.evidence)
    meetings, weeks = meeting_rows(stood), week_rows(stood)
    context = {
        "flag": found,
        "mine": mine,
        "day": request.chapter.today(kept.proposed_at),
        "stood": stood,
        "tables": [
            (_("Meetings"), [one.cell for one in meetings], _("Mark"), meetings),
            (_("Leads and referrals"), [one.cell for one in weeks], _("Good ones"), weeks),
        ],
        "people": [(_("One-to-ones"), stood.pairs), (_("One-to-ones with power partners"), stood.partners)],
        "back": path_of(request, flag),
        "place": place_of(request, found),
    }
    return render(request, "reviews/evidence_then.html", context)


def _says_of_ballot(ballot: Ballot) -> str:
    words = (
        _("Your vote: %(choice)s. You can change it until the vote is closed.")
        if ballot.decision.state == DecisionState.VOTING
        else _("Your vote was there in time: %(choice)s. That vote is over.")
    )
    return words % {"choice": Choice(ballot.choice).label}


def _read(request: Any) -> int:
    """The decision whose vote the page showed; 0, which is none, where it does not say."""
    key = request.POST.get("decision", "")
    return int(key) if key.isascii() and key.isdecimal() and len(key) < LONGEST_KEY else 0
