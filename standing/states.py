"""The words for how a member stands (spec/standing.md, "The rules" and "Overall")."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RuleStatus(models.TextChoices):
    """One rule's answer."""

    MET = "met", _("met")
    AT_RISK = "at_risk", _("at risk")
    BEHIND = "behind", _("behind")
    NOT_YET = "not_yet", _("not yet")
    OFF = "off", _("off")


class Overall(models.TextChoices):
    """All rules together."""

    MET = "met", _("met")
    AT_RISK = "at_risk", _("at risk")
    BEHIND = "behind", _("behind")
    SETTLING_IN = "settling_in", _("settling in")


class SignKind(models.TextChoices):
    """What may say early, before any rule is broken, that somebody drifts (`standing.signs`)."""

    FADING = "fading", _("does less than usual")
    SILENT = "silent", _("nothing passed or received")
    NO_ONE_TO_ONE = "no_one_to_one", _("no one-to-one")
    NOT_OPENED = "not_opened", _("opened nothing here")
    ONLY_COMES = "only_comes", _("comes, but gives nothing")
    ONLY_GIVES = "only_gives", _("gives, but gets nothing")
    UNMET = "unmet", _("nobody has met them yet")


class Disputed(models.TextChoices):
    """What a member says is not right in what their standing is made from."""

    MARK = "mark", _("a mark")
    BAD_SLIP = "bad_slip", _("a slip marked as no use")
    MISSING_ONE_TO_ONE = "missing_one_to_one", _("a one-to-one that is missing")
    MISSING_SLIP = "missing_slip", _("a slip that is missing")


class DisputeState(models.TextChoices):
    """How far a dispute is."""

    OPEN = "open", _("waits for an answer")
    UPHELD = "upheld", _("put right")
    NOT_UPHELD = "not_upheld", _("stays as it is")
    WITHDRAWN = "withdrawn", _("taken back")


DISPUTE_TRANSITIONS: dict[DisputeState, frozenset[DisputeState]] = {
    DisputeState.OPEN: frozenset({DisputeState.UPHELD, DisputeState.NOT_UPHELD, DisputeState.WITHDRAWN}),
    DisputeState.UPHELD: frozenset(),
    DisputeState.NOT_UPHELD: frozenset(),
    DisputeState.WITHDRAWN: frozenset(),
}
