"""Offices, and the states of partnerships and invitations."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OfficeName(models.TextChoices):
    """What an officer is elected to; `committee` sits in seat reviews. Archives keep the first seven, so ordered."""

    PRESIDENT = "president", _("president")
    VICE_PRESIDENT = "vice_president", _("vice president")
    SECRETARY = "secretary", _("secretary")
    TREASURER = "treasurer", _("treasurer")
    VISITOR_HOST = "visitor_host", _("visitor host")
    EDUCATION = "education", _("education")
    MENTOR = "mentor", _("mentor")
    COMMITTEE = "committee", _("membership committee")


class PartnershipState(models.TextChoices):
    """How far two members got in agreeing to be power partners."""

    PROPOSED = "proposed", _("proposed")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    ENDED = "ended", _("ended")


TRANSITIONS: dict[PartnershipState, frozenset[PartnershipState]] = {
    PartnershipState.PROPOSED: frozenset({PartnershipState.ACCEPTED, PartnershipState.DECLINED}),
    PartnershipState.ACCEPTED: frozenset({PartnershipState.ENDED}),
    PartnershipState.DECLINED: frozenset(),
    PartnershipState.ENDED: frozenset(),
}
