"""Who may do what with a slip: used by page, view and test alike.

`is_…` asks who somebody is to a slip; `can_…` also whether it is time for it.
"""

from collections.abc import Set
from datetime import date, datetime

from chapters.access import Role
from members.models import Member
from referrals.models import Answer, Ask, Progress, Slip
from referrals.states import ASK_TRANSITIONS, TRANSITIONS, AskState, Kind, Stage
from referrals.values import UNDO_FOR

OFFICERS = frozenset(Role) - {Role.MEMBER, Role.COMMITTEE, Role.NETWORK_ADMIN}


def is_one_of_the_two(member: Member, slip: Slip) -> bool:
    """Its giver or its receiver."""
    return member.pk in {slip.giver_id, slip.receiver_id}


def is_judge(member: Member, roles: Set[str], slip: Slip) -> bool:
    """May say that it was no use: a referral's receiver; of a lead an officer, but not its giver, who withdraws it."""
    if slip.kind == Kind.LEAD:
        return bool(OFFICERS & roles) and slip.giver_id != member.pk
    return slip.receiver_id == member.pk


def can_see_prospect(member: Member, slip: Slip) -> bool:
    """The two; of a lead everybody, where its giver said yes."""
    return is_one_of_the_two(member, slip) or (slip.kind == Kind.LEAD and slip.prospect_shown)


def can_see_reason(member: Member, roles: Set[str], slip: Slip) -> bool:
    """Why it was no use is between the two; of a lead between its giver and the officers."""
    return slip.giver_id == member.pk or is_judge(member, roles, slip)


def can_report(member: Member, slip: Slip) -> bool:
    """Its receiver says how it goes, until it turned out bad or was withdrawn."""
    return slip.receiver_id == member.pk and slip.is_good and bool(TRANSITIONS[Stage(slip.stage)])


def can_mark_bad(member: Member, roles: Set[str], slip: Slip) -> bool:
    """Its judge, while it stands."""
    return slip.is_good and is_judge(member, roles, slip)


def can_withdraw(member: Member, slip: Slip) -> bool:
    """Its giver, until somebody acted on it."""
    return slip.giver_id == member.pk and slip.is_good and slip.stage == Stage.PASSED


def can_give_again(member: Member, slip: Slip, at: datetime) -> bool:
    """Its giver, for a short while after withdrawing it."""
    withdrawn = slip.withdrawn_at
    return slip.giver_id == member.pk and withdrawn is not None and at - withdrawn <= UNDO_FOR


def can_answer(member: Member, ask: Ask, today: date) -> bool:
    """Everybody but its author, as long as an answer helps."""
    return ask.asker_id != member.pk and is_open(ask, today)


def is_open(ask: Ask, today: date) -> bool:
    """Whether an answer still helps."""
    return ask.state == AskState.OPEN and ask.need_by >= today


def can_open_again(member: Member, ask: Ask, at: datetime) -> bool:
    """Its author, for a short while after ending it."""
    ended = ask.ended_at
    undoes = AskState.OPEN in ASK_TRANSITIONS[AskState(ask.state)]
    return ask.asker_id == member.pk and undoes and ended is not None and at - ended <= UNDO_FOR


def can_pass_on(member: Member, answer: Answer) -> bool:
    """Make a referral of an answer: whoever gave it, once, while what it says is still kept."""
    return answer.answerer_id == member.pk and answer.slip_id is None and answer.ask.wiped_at is None


def can_take_back(member: Member, report: Progress, at: datetime) -> bool:
    """Whoever reported it, for a short while."""
    return report.reported_by_id == member.pk and at - report.at <= UNDO_FOR
