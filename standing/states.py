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
