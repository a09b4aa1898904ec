"""Why a flag cannot be opened, answered or closed; each with a sentence for people."""

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from members.refusals import Refusal


class FlagRefused(Exception):
    """Nothing was changed."""

    sentence = _("That cannot be done with this flag.")

    def __str__(self) -> str:
        return str(self.sentence)


class NoSeatToFlag(FlagRefused):
    """The member holds no seat today."""

    sentence = _("This person holds no seat today, so there is nothing to flag.")


class SeatFlaggedAlready(FlagRefused):
    """A seat has at most one open flag."""

    sentence = _("This seat has an open flag already.")


class FlagClosed(FlagRefused):
    """It was closed, perhaps by somebody else a moment ago."""

    sentence = _("This flag is closed already.")


class OwnFlag(FlagRefused):
    """Nobody is judge of their own seat."""

    sentence = _("The flag on your own seat is for another officer to close.")


class ReasonMissing(FlagRefused):
    """A person flags and closes with a reason."""

    sentence = _("Say why, in a few words.")


class PlanSent(Refusal):
    """A month's plan is sent once, and stays as it was sent."""

    sentence = _("This plan was sent already.")


class MonthOver(Refusal):
    """The month is past."""

    sentence = _("This month is over.")


class NothingPlanned(Refusal):
    """A plan without pairs asks nobody for anything."""

    sentence = _("There is no pair in this plan yet.")


class NotPlannable(Refusal):
    """Two different members who are here that month."""

    sentence = _("Choose two different members who are not on leave all month.")


class PairedAlready(Refusal):
    """The two are in the plan."""

    sentence = _("These two are in the plan already.")


class NoRoom(Refusal):
    """Nobody is planned for more than they ask for."""

    def __init__(self, name: str, number: int) -> None:
        words = _now("%(name)s asks for %(number)s a month, and has them. Take another pair out first.")
        super().__init__(words % {"name": name, "number": number})
