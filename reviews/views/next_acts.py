"""What each side can do next: the acts of a case's page, the first of them the one that helps most."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from reviews.case import Whole
from reviews.models import SeatReview
from reviews.states import ABOUT_TO_DECIDE, Verb, plan_read
from reviews.views.finding import can, state_of
from standing.models import Flag


@dataclass(frozen=True, slots=True)
class Act:
    """A page that does it, by its last word; `post` where it is one tap, which says what was `read`."""

    word: str
    label: str
    post: bool = False
    read: str = ""


def of_member(flag: Flag, review: SeatReview | None, case: Whole, today: date) -> list[Act]:
    """For the member it is about."""
    acts: list[Act] = []
    if can(flag, Verb.AGREE) and review is not None and review.plan_agreed_at is None and case.steps:
        read = plan_read((step.pk for step in case.steps), review.check_on)
        acts.append(Act("plan/agree", _("I agree to the plan"), post=True, read=read))
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
    due = review is not None and review.check_on is not None and review.check_on <= today
    planned, name, theirs = bool(case.steps), {"name": flag.member.name}, case.holds_seat
    possible = [
        (leads and due, Verb.EXTEND, "check", _("Look at how it went")),
        (leads and theirs and not case.may_appeal(today), Verb.CONFIRM, "confirm", _("Confirm that the seat opens")),
        (not planned and flag.told_at is not None, Verb.PLAN, "plan", _("Agree on support")),
        (True, Verb.WRITE, "write", _("Write to %(name)s") % name),
        (planned, Verb.PLAN, "plan", _("Add to the plan")),
        (leads and not due, Verb.THRIVE, "check", _("Look at how it goes")),
        (theirs, Verb.PROPOSE, "open-seat", _("Propose to open the seat")),
        (leads, Verb.UNDO, "undo", _("Undo the decision")),
        (leads and (not theirs or state_of(flag) not in ABOUT_TO_DECIDE), Verb.CLOSE, "close", _("Close the flag")),
    ]
    return [Act(word, label) for wanted, verb, word, label in possible if wanted and can(flag, verb)]
