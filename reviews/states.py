"""How far a seat review got, what can be done where, and the words of plans and votes."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReviewState(models.TextChoices):
    """Where the conversation about a seat stands."""

    FLAGGED = "flagged", _("not begun")
    TALKING = "talking", _("talking")
    SUPPORTED = "supported", _("a plan is under way")
    VOTING = "voting", _("the committee votes")
    DECIDED = "decided", _("decided")
    APPEALED = "appealed", _("appealed")
    OPENED = "opened", _("the seat opens")
    THRIVING = "thriving", _("thriving")
    CLOSED = "closed", _("closed")
    UNDONE = "undone", _("decision undone")


class Verb(models.TextChoices):
    """What somebody does in a seat review."""

    WRITE = "write", _("write")
    PLAN = "plan", _("plan support")
    AGREE = "agree", _("agree to the plan")
    EXTEND = "extend", _("give more time")
    THRIVE = "thrive", _("close it as thriving")
    CLOSE = "close", _("close it")
    PROPOSE = "propose", _("propose to open the seat")
    VOTE = "vote", _("vote")
    COUNT = "count", _("close the vote")
    WITHDRAW = "withdraw", _("withdraw the proposal")
    APPEAL = "appeal", _("appeal")
    CONFIRM = "confirm", _("confirm the decision")
    UNDO = "undo", _("undo the decision")


DAYS_TO_ANSWER = 3
"""From the day a vote begins the member has so many to say how they see it, before it is closed."""
_S = ReviewState
GOING_ON = frozenset({_S.TALKING, _S.SUPPORTED})
ABOUT_TO_DECIDE = frozenset({_S.VOTING, _S.DECIDED, _S.APPEALED})
"""Closed from here only once the member holds the seat no more: then there is nothing left to decide."""
ENDED = frozenset({_S.OPENED, _S.THRIVING, _S.CLOSED, _S.UNDONE})
_SAME: dict[ReviewState, frozenset[ReviewState]] = {state: frozenset({state}) for state in ReviewState}

TRANSITIONS: dict[Verb, dict[ReviewState, frozenset[ReviewState]]] = {
    Verb.WRITE: {
        _S.FLAGGED: frozenset({_S.TALKING}),
        **{state: _SAME[state] for state in (*GOING_ON, *ABOUT_TO_DECIDE)},
    },
    Verb.PLAN: {_S.TALKING: frozenset({_S.SUPPORTED}), _S.SUPPORTED: GOING_ON},
    Verb.AGREE: {_S.SUPPORTED: _SAME[_S.SUPPORTED]},
    Verb.EXTEND: {_S.SUPPORTED: _SAME[_S.SUPPORTED]},
    Verb.THRIVE: dict.fromkeys(GOING_ON, frozenset({_S.THRIVING})),
    Verb.CLOSE: dict.fromkeys((_S.FLAGGED, *GOING_ON, *ABOUT_TO_DECIDE), frozenset({_S.CLOSED})),
    Verb.PROPOSE: dict.fromkeys(GOING_ON, frozenset({_S.VOTING})),
    Verb.VOTE: {state: _SAME[state] for state in (_S.VOTING, _S.APPEALED)},
    Verb.COUNT: {
        _S.VOTING: frozenset({_S.DECIDED, *GOING_ON}),
        _S.APPEALED: frozenset({_S.DECIDED, *GOING_ON}),
    },
    Verb.WITHDRAW: {_S.VOTING: GOING_ON},
    Verb.APPEAL: {_S.DECIDED: frozenset({_S.APPEALED})},
    Verb.CONFIRM: {_S.DECIDED: frozenset({_S.OPENED})},
    Verb.UNDO: {_S.DECIDED: GOING_ON, _S.APPEALED: GOING_ON, _S.OPENED: frozenset({_S.UNDONE})},
}
"""Each verb: the states it starts from, and those it may lead to. What is not here is refused."""


class DecisionState(models.TextChoices):
    """How far one vote got."""

    VOTING = "voting", _("the committee votes")
    CARRIED = "carried", _("the seat opens")
    FELL = "fell", _("the seat stays")
    WITHDRAWN = "withdrawn", _("withdrawn")
    CONFIRMED = "confirmed", _("confirmed")
    UNDONE = "undone", _("undone")


class DecisionKind(models.TextChoices):
    """What is voted on; in both a yes says that the seat opens."""

    OPEN_SEAT = "open_seat", _("to open the seat")
    APPEAL = "appeal", _("an appeal")


class Choice(models.TextChoices):
    """A ballot."""

    YES = "yes", _("The seat opens")
    NO = "no", _("The seat stays")


class Help(models.TextChoices):
    """Who or what helps with a step of a plan."""

    SELF = "self", _("the member alone")
    MENTOR = "mentor", _("a mentor")
    TRAINING = "training", _("training")
    ONE_TO_ONES = "one_to_ones", _("one-to-ones planned")
    LEAVE = "leave", _("leave")
    OTHER = "other", _("something else")


class Outcome(models.TextChoices):
    """What a check on the date comes to. Opening the seat is a decision of its own."""

    THRIVING = "thriving", _("Thriving: the conversation is over")
    EXTENDED = "extended", _("More time, with another date")


def can_be_appealed(*, until: date | None, today: date, appealed: bool) -> bool:
    """Whether a decision can be appealed on a day: in time, that last day included, and for the first time."""
    return until is not None and today <= until and not appealed


def plan_read(steps: Iterable[int], check_on: date | None) -> str:
    """A plan as its page named it: the keys of its steps and the day of its check. Another plan has another name."""
    return f"{','.join(map(str, sorted(steps)))}:{check_on.isoformat() if check_on else ''}"


def counted_from(kind: DecisionKind, begun: date) -> date:
    """The first day on which a vote can be closed: an appeal is the member's own word, and waits for no other."""
    return begun if kind == DecisionKind.APPEAL else begun + timedelta(days=DAYS_TO_ANSWER)
