"""How a case ends: closed, appealed, confirmed, undone."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chapters.access import Role, requires
from chapters.clock import now
from reviews.actions.settling import appeal, close, confirm, first_day_out, undo
from reviews.case import whole
from reviews.forms import AppealForm, ClosingForm, ConfirmForm, WhyForm
from reviews.permissions import is_about
from reviews.sentences import day_of
from reviews.states import ReviewState, Verb
from reviews.views.finding import (
    Asking,
    act_page,
    case_or_404,
    committee_or_403,
    data,
    decision_read,
    elsewhere,
    opens,
    state_of,
)
from standing.permissions import COMMITTEE


@requires(*COMMITTEE)
@require_http_methods(["GET", "HEAD", "POST"])
def close_flag(request: Any, flag: int) -> HttpResponse:
    """Close it with what came of it; nobody but an officer does, no program either."""
    found = committee_or_403(request, flag)
    if not opens(request, found, Verb.CLOSE):
        return elsewhere(request, flag)
    begun = state_of(found) != ReviewState.FLAGGED
    sees = (
        _("%(name)s, the secretary and the committee read it.")
        if begun
        else _("The secretary and the committee read it; nothing was said to %(name)s.")
    )
    ask = Asking(
        _("Close the flag"),
        _("Close the flag"),
        says=_("The seat can be flagged again, by an officer or by weeks that are yet to come."),
        sees=sees % {"name": found.member.name},
        kind="plain",
        done=_("The flag is closed."),
    )
    return act_page(
        request,
        found,
        ClosingForm(data(request)),
        lambda typed: close(flag=found, by=request.member, at=now(), reason=typed["closing_reason"]),
        ask,
    )


@requires(Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def appeal_decision(request: Any, flag: int) -> HttpResponse:
    """The member asks the committee to decide again."""
    found = case_or_404(request, flag)
    if not is_about(found, request.member):
        raise PermissionDenied
    if not opens(request, found, Verb.APPEAL):
        return elsewhere(request, flag)
    ask = Asking(
        _("Appeal the decision"),
        _("Ask the committee to decide again"),
        says=_("Say what they did not see, or what has changed. Until they decide again nothing happens to your seat."),
        sees=_("You and the committee read it."),
        done=_("Your appeal is with the committee. Nothing changes until they decide again."),
    )
    return act_page(
        request,
        found,
        AppealForm(data(request), initial=decision_read(found)),
        lambda typed: appeal(flag=found, by=request.member, at=now(), **typed),
        ask,
    )


@requires(*COMMITTEE)
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_decision(request: Any, flag: int) -> HttpResponse:
    """Give effect to what was decided; the page asks first."""
    found = committee_or_403(request, flag)
    if not opens(request, found, Verb.CONFIRM):
        return elsewhere(request, flag)
    today = request.chapter.today(now())
    decision = whole(request.chapter, flag_id=flag, me=request.member.pk, day=today).decision
    day = day_of(first_day_out(decision.effective_on, today)) if decision else "…"
    ask = Asking(
        _("The seat of %(name)s opens") % {"name": found.member.name},
        _("Confirm it"),
        says=_(
            "From %(day)s on %(name)s is no longer a member. It can be undone while nobody else holds the seat. Have "
            "you talked to %(name)s?"
        )
        % {"name": found.member.name, "day": day},
        sees=_("%(name)s and the committee are told.") % {"name": found.member.name},
        kind="danger",
        done=_("Confirmed. %(name)s is told.") % {"name": found.member.name},
    )
    return act_page(
        request,
        found,
        ConfirmForm(data(request), initial={"on": decision.pk if decision else None}),
        lambda typed: confirm(flag=found, by=request.member, at=now(), **typed),
        ask,
    )


@requires(*COMMITTEE)
@require_http_methods(["GET", "HEAD", "POST"])
def undo_decision(request: Any, flag: int) -> HttpResponse:
    """Take a decision back, with a reason."""
    found = committee_or_403(request, flag)
    if not opens(request, found, Verb.UNDO):
        return elsewhere(request, flag)
    ask = Asking(
        _("Undo the decision"),
        _("Undo it"),
        says=_("%(name)s keeps the seat. Both the decision and this stay on the page.") % {"name": found.member.name},
        sees=_("%(name)s and the committee read it.") % {"name": found.member.name},
        kind="plain",
        done=_("Undone. %(name)s is told.") % {"name": found.member.name},
    )
    return act_page(
        request,
        found,
        WhyForm(data(request), initial=decision_read(found)),
        lambda typed: undo(flag=found, by=request.member, at=now(), **typed),
        ask,
    )
