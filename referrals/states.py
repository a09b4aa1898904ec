"""What a slip can be, and how it moves."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """A lead is told to everybody; a referral is given to one member, whose call the prospect expects."""

    LEAD = "lead", _("lead")
    REFERRAL = "referral", _("referral")


class UseName(models.TextChoices):
    """Whether the giver's name may be used."""

    YES = "yes", _("yes")
    ASK = "ask", _("ask me")
    NO = "no", _("no")


class Stage(models.TextChoices):
    """What the receiver reports back."""

    PASSED = "passed", _("passed")
    CONTACTED = "contacted", _("contacted")
    MEETING = "meeting", _("meeting")
    PROPOSAL = "proposal", _("proposal")
    WON = "won", _("won")
    LOST = "lost", _("lost")
    BAD = "bad", _("bad")


class Warmth(models.IntegerChoices):
    """What the giver did before passing the referral."""

    TOLD = 1, _("told them to expect a call")
    CARD = 2, _("gave them the card")
    VOUCHED = 3, _("spoke for the member")
    INTRODUCED = 4, _("introduced them by phone or mail")
    IN_PERSON = 5, _("introduced them in person")


class Sure(models.TextChoices):
    """How the giver of a lead comes to know of it."""

    HUNCH = "hunch", _("a hunch")
    SECOND = "second", _("second hand")
    FIRST = "first", _("first hand")


class QuestionKind(models.TextChoices):
    """What a member asks the giver of a lead."""

    MORE = "more", _("is there more?")
    NAME = "name", _("may I use your name?")


class BadKind(models.TextChoices):
    """What was wrong with a referral, as its receiver says it."""

    UNEXPECTED = "unexpected", _("they did not expect the call")
    PERSON = "person", _("it was the wrong person")
    NEED = "need", _("they wanted something else")
    SCOPE = "scope", _("out of my area or scope")
    SERIOUS = "serious", _("they were not serious")


class Way(models.TextChoices):
    """How it came that a receiver is asked how it goes; or that they wish to be asked later."""

    WEEK = "week", _("after a week of silence")
    FORTNIGHT = "fortnight", _("after two weeks of silence")
    GIVER = "giver", _("the giver asked")
    LATER = "later", _("asked again later")


class AskState(models.TextChoices):
    """An ask is open until its author found somebody or needs nobody any more, or until its day has passed."""

    OPEN = "open", _("open")
    FOUND = "found", _("found")
    NOT_NEEDED = "not_needed", _("no longer needed")
    PASSED = "passed", _("its day has passed")


ASK_TRANSITIONS: dict[AskState, frozenset[AskState]] = {
    AskState.OPEN: frozenset({AskState.FOUND, AskState.NOT_NEEDED, AskState.PASSED}),
    AskState.FOUND: frozenset({AskState.OPEN}),
    AskState.NOT_NEEDED: frozenset({AskState.OPEN}),
    AskState.PASSED: frozenset(),
}
"""Back to open: the author's Undo, for a short while."""

TRANSITIONS: dict[Stage, frozenset[Stage]] = {
    Stage.PASSED: frozenset({Stage.CONTACTED, Stage.MEETING, Stage.PROPOSAL, Stage.WON, Stage.LOST, Stage.BAD}),
    Stage.CONTACTED: frozenset({Stage.MEETING, Stage.PROPOSAL, Stage.WON, Stage.LOST, Stage.BAD}),
    Stage.MEETING: frozenset({Stage.PROPOSAL, Stage.WON, Stage.LOST, Stage.BAD}),
    Stage.PROPOSAL: frozenset({Stage.MEETING, Stage.WON, Stage.LOST, Stage.BAD}),
    Stage.WON: frozenset({Stage.LOST, Stage.BAD}),
    Stage.LOST: frozenset({Stage.CONTACTED, Stage.MEETING, Stage.PROPOSAL, Stage.WON, Stage.BAD}),
    Stage.BAD: frozenset(),
}

ENDED = frozenset({Stage.WON, Stage.LOST, Stage.BAD})


class AsGood(models.TextChoices):
    """Whether a slip turned out as one of the two had thought, as they say when they look back together."""

    BETTER = "better", _("better than I thought")
    AS_THOUGHT = "as_thought", _("as good as I thought")
    LESS = "less", _("not as good as I thought")
    EARLY = "early", _("too early to say")


class JointState(models.TextChoices):
    """How far two power partners got with a joint meeting."""

    PLANNED = "planned", _("planned")
    HELD = "held", _("held")
    CALLED_OFF = "called_off", _("called off")


JOINT_TRANSITIONS: dict[JointState, frozenset[JointState]] = {
    JointState.PLANNED: frozenset({JointState.HELD, JointState.CALLED_OFF}),
    JointState.HELD: frozenset(),
    JointState.CALLED_OFF: frozenset(),
}
