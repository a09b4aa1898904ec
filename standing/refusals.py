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


class FlaggedByNobody(FlagRefused):
    """Whoever flags a seat does so by name: without one it would read as the program's."""

    sentence = _("Only an officer flags a seat.")


class FlagClosed(FlagRefused):
    """It was closed, perhaps by somebody else a moment ago."""

    sentence = _("This flag is closed already.")


class OwnFlag(FlagRefused):
    """Nobody is judge of their own seat."""

    sentence = _("Your own seat is for another officer to look at.")


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


class SetAsideAlready(Refusal):
    """Somebody set this sign aside, perhaps a moment ago."""

    sentence = _("This sign is set aside already.")


class NotSetAside(Refusal):
    """It was taken up again, or set aside anew."""

    sentence = _("This sign is not set aside any more.")


class NothingToDispute(Refusal):
    """There is no such row of one's own, or nothing in it to put right."""

    sentence = _("There is nothing to put right here any more. Look at the row again.")


class SaidAlready(Refusal):
    """One dispute of a row waits at a time."""

    sentence = _("You said something about this row already, and it waits for an answer. Take that back first.")


class ThereAlready(Refusal):
    """The one-to-one is not missing."""

    sentence = _("There is a one-to-one of you two on that day already.")


class DeniedByOther(Refusal):
    """The other one says that the two did not meet that day, and only they can take that back."""

    def __init__(self, name: str) -> None:
        words = _now("%(name)s says that you two did not meet that day. Have a word: %(name)s can take that back.")
        super().__init__(words % {"name": name})


class DisputeMoved(Refusal):
    """It was answered, or taken back, perhaps a moment ago."""

    sentence = _("This was answered or taken back meanwhile, so nothing was changed. See how it stands now.")
