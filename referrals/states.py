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


def before(stage: Stage) -> frozenset[Stage]:
    """The stages a slip may come from to reach this one."""
    return frozenset(old for old, following in TRANSITIONS.items() if stage in following)
