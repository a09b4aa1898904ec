"""Why something cannot be done in a seat review; each with a sentence for people."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from members.refusals import Refusal
from reviews.states import DAYS_TO_ANSWER, ReviewState, Verb

_S = ReviewState
ABOUT_THE_SEAT = frozenset({Verb.VOTE, Verb.COUNT, Verb.WITHDRAW, Verb.APPEAL, Verb.CONFIRM, Verb.UNDO})


class NotYours(Refusal):
    """It is for others: by their office now, by what the case is about, or because they stepped aside."""

    sentence = _("That is for others in this conversation.")


class SteppedAside(NotYours):
    """They sit on the committee, and leave this conversation to the others: theirs again as soon as they take part."""

    sentence = _("You stepped aside here, so nothing was changed. Take part again if you wish.")


class NotNow(Refusal):
    """The conversation stands elsewhere, perhaps since a moment ago: what came too late, and where it stands now."""

    sentence = _("The conversation has moved on meanwhile.")
    too_late: Mapping[Verb, Any] = {
        Verb.VOTE: _("The vote was over before this came in."),
        Verb.COUNT: _("The vote is over already."),
        Verb.WITHDRAW: _("The vote is over, so there is nothing to withdraw."),
    }
    stands: Mapping[ReviewState, Any] = {
        _S.TALKING: _("There is no plan any more, and the conversation goes on."),
        _S.VOTING: _("The committee votes on what the page says now."),
        _S.DECIDED: _("The committee has decided that the seat opens."),
        _S.APPEALED: _("The decision is appealed, and the committee votes again."),
        _S.OPENED: _("The decision that the seat opens is confirmed."),
        _S.THRIVING: _("Thriving. The conversation is over."),
        _S.CLOSED: _("The flag is closed, and the conversation is over."),
        _S.UNDONE: _("The decision was taken back, and the seat stays."),
    }

    seat_stays: Mapping[ReviewState, Any] = {
        _S.TALKING: _("The seat stays, and the conversation goes on."),
        _S.SUPPORTED: _("The seat stays, and a plan is under way."),
    }
    """To whoever had read that it was in question; anybody else would be frightened."""

    def __init__(self, verb: Verb | None = None, state: str = "") -> None:
        came = self.too_late.get(verb, self.sentence) if verb else self.sentence
        known = {**self.stands, **self.seat_stays} if verb in ABOUT_THE_SEAT else self.stands
        stands = known.get(ReviewState(state)) if state else None
        super().__init__(f"{came} {stands or _now('Look again where it stands.')}")


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
    """A day that leaves no time: a check in the past, a seat that opens before the days to appeal are over.

    `fields` are the days it is said of, as their act calls them.
    """

    sentence = _("Choose a later day.")

    def __init__(self, *fields: str) -> None:
        super().__init__()
        self.fields = fields


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

    sentence = _("It was appealed before, or the days to appeal are over.")


class HoldsNoSeat(Refusal):
    """Whoever left holds no seat to look at or decide about."""

    sentence = _("This person holds no seat any more.")
