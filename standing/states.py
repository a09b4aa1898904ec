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
