"""Why something cannot be done in a seat review; each with a sentence for people."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from members.refusals import Refusal
from reviews.states import DAYS_TO_ANSWER


class NotYours(Refusal):
    """It is for others: by their office now, by what the case is about, or because they stepped aside."""

    sentence = _("That is for others in this conversation.")


class NotNow(Refusal):
    """The conversation stands elsewhere, perhaps since a moment ago."""

    sentence = _("The conversation has moved on meanwhile. Look again where it stands.")


class NoWords(Refusal):
    """Whoever writes, decides or undoes says why."""

    sentence = _("Write a few words.")


class NoReason(Refusal):
    """Nothing about a seat is decided without a reason."""

    sentence = _("Say why, in a few words.")


class WrittenByAnother(Refusal):
    """The page's id was used for something else."""

    sentence = _("That arrived before. Open the page anew to write something else.")


class TooSoon(Refusal):
    """A day that leaves no time: a check in the past, a seat that opens before the days to appeal are over."""

    sentence = _("Choose a later day.")


class NoQuorum(Refusal):
    """Too few voted."""

    sentence = _("More than half of those who may vote have to, and at least two. Until then it waits.")


class TimeToAnswer(Refusal):
    """The member has a few days to say how they see it before the vote is closed."""

    def __init__(self, day: date) -> None:
        words = _now("The member has %(days)s days to say how they see it: the vote can be closed from %(day)s on.")
        super().__init__(words % {"days": DAYS_TO_ANSWER, "day": date_format(day, "j F Y")})


class JoinedLater(Refusal):
    """Who votes was settled when the vote began."""

    sentence = _("You joined the committee after this vote began, so it is for those who sat on it then.")


class PlanMoved(Refusal):
    """The plan is another than the one that was read."""

    sentence = _("The plan has changed since you opened this page. Look at it once more, then say whether it fits.")


class HoldsSeatStill(Refusal):
    """While there is something to decide, closing is no way around it."""

    sentence = _("The committee is deciding, so it cannot just be closed. It is counted, withdrawn or undone first.")


class Tied(Refusal):
    """As many for as against."""

    sentence = _("The votes are even, so it waits.")


class MayBeAppealed(Refusal):
    """The days to appeal are not over."""

    sentence = _("The member may still appeal. It can be confirmed the day after.")


class AppealOver(Refusal):
    """The days to appeal are over, or the appeal was answered."""

    sentence = _("The days to appeal are over.")


class HoldsNoSeat(Refusal):
    """Whoever left holds no seat to look at or decide about."""

    sentence = _("This person holds no seat any more.")
