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


class Said(models.TextChoices):
    """What somebody on the waiting list says of an open seat."""

    COMING = "coming", _("would like to come")
    NOT_NOW = "not_now", _("not now")


class ExitReason(models.TextChoices):
    """What somebody who left says it was."""

    TIME = "time", _("it took more time than I have")
    BUSINESS = "business", _("too little business came of it")
    COST = "cost", _("it cost too much")
    RULES = "rules", _("the rules asked too much of me")
    FIT = "fit", _("it was not my kind of group")
    MOVED = "moved", _("I moved, or do other work now")
    LIFE = "life", _("family or health")
    ELSEWHERE = "elsewhere", _("I joined another group")
    ASKED = "asked", _("I was asked to leave")
    OTHER = "other", _("something else")


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
