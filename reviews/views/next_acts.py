"""What each side can do next: the acts of a case's page, the first of them the one that helps most."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from reviews.case import Whole
from reviews.models import SeatReview
from reviews.states import Verb
from reviews.views.finding import can
from standing.models import Flag


@dataclass(frozen=True, slots=True)
class Act:
    """A page that does it, by its last word; `post` where it is one tap."""

    word: str
    label: str
    post: bool = False


def of_member(flag: Flag, review: SeatReview | None, case: Whole, today: date) -> list[Act]:
    """For the member it is about."""
    acts: list[Act] = []
    if can(flag, Verb.AGREE) and review is not None and review.plan_agreed_at is None and case.steps:
        acts.append(Act("plan/agree", _("I agree to the plan"), post=True))
    if can(flag, Verb.APPEAL) and case.may_appeal(today):
        acts.append(Act("appeal", _("Appeal the decision")))
    if can(flag, Verb.WRITE):
        acts.append(Act("write", _("Write to the committee")))
    return acts


def of_committee(
    flag: Flag, review: SeatReview | None, case: Whole, today: date, *, leads: bool, aside: bool
) -> list[Act]:
    """For somebody of the committee; whoever stepped aside only takes part again."""
    if aside:
        return []
    acts: list[Act] = []
    due = review is not None and review.check_on is not None and review.check_on <= today
    if leads and can(flag, Verb.EXTEND) and due:
        acts.append(Act("check", _("Look at how it went")))
    if leads and can(flag, Verb.CONFIRM) and not case.may_appeal(today):
        acts.append(Act("confirm", _("Confirm that the seat opens")))
    if can(flag, Verb.PLAN) and not case.steps:
        acts.append(Act("plan", _("Agree on support")))
    if can(flag, Verb.WRITE):
        acts.append(Act("write", _("Write to %(name)s") % {"name": flag.member.name}))
    if can(flag, Verb.PLAN) and case.steps:
        acts.append(Act("plan", _("Add to the plan")))
    if leads and can(flag, Verb.THRIVE) and not due:
        acts.append(Act("check", _("Look at how it goes")))
    if can(flag, Verb.PROPOSE):
        acts.append(Act("open-seat", _("Propose to open the seat")))
    if leads and can(flag, Verb.UNDO):
        acts.append(Act("undo", _("Undo the decision")))
    if leads and can(flag, Verb.CLOSE):
        acts.append(Act("close", _("Close the flag")))
    return acts
