"""Why something about people cannot be done, in a sentence they can read."""

from django.utils.translation import gettext_lazy as _


class Refusal(Exception):
    """Something that was asked for and is not done; `str()` is the sentence."""

    sentence = _("That cannot be done.")

    def __init__(self, sentence: str = "") -> None:
        super().__init__(sentence or self.sentence)

    def __str__(self) -> str:
        return str(self.args[0])


class SeatTaken(Refusal):
    """The database's lock-out or no-overlap constraint said no; carries its sentence."""


class SeatHeld(Refusal):
    """A seat with a holder is held, whatever else one would have it be."""

    sentence = _("Somebody holds this seat.")


class AlreadyGone(Refusal):
    """The stay has ended."""

    sentence = _("This person has left already.")


class GoneOtherwise(Refusal):
    """The stay ends on another day than was read, or by what was decided about it."""

    sentence = _("The day on which they leave has changed since you opened this page. Look at it once more.")


class OwnStay(Refusal):
    """Whether somebody who leaves stays after all is for another to write down."""

    sentence = _("Your own stay is for another officer to put right.")


class StaysMember(Refusal):
    """Somebody's stay is not ended over their head: by nobody, without a reason, or around what is under way."""

    sentence = _("Only an officer ends somebody’s stay, and says why.")


class NotTheirsToSet(Refusal):
    """The term is for others to give or to end."""


class TermEnded(Refusal):
    """The term of office has ended, or would end before it began."""

    sentence = _("This term of office has ended already.")


class TermOutsideStay(Refusal):
    """An office is held by a member."""

    sentence = _("They are not a member on that day: a term begins on or after the day they joined.")


class AlreadyInOffice(Refusal):
    """The same office twice at a time."""

    sentence = _("They hold this office already. End that term first.")


class AlreadyAnswered(Refusal):
    """Somebody answered before."""

    sentence = _("Somebody has answered this already.")


class LastPresident(Refusal):
    """Somebody has to be able to appoint the next officers."""

    sentence = _(
        "The chapter would have no president then. Appoint the next one first, from that day or earlier, "
        "under Set up, Offices."
    )


class OwnLeave(Refusal):
    """Leave is granted by somebody else."""

    sentence = _("Your own leave is for another officer to answer.")


class HasAccount(Refusal):
    """The member has an account."""

    sentence = _("This member has an account already.")


class InvitationClosed(Refusal):
    """Accepted, withdrawn or too old."""

    sentence = _("This invitation is no longer open. Ask your chapter’s secretary for a new one.")


class NotYourAddress(Refusal):
    """The account does not own the address that was invited."""

    sentence = _("This invitation is for another address. Sign in with that one, or confirm it in your account first.")


class NotPartners(Refusal):
    """The partnership is not in the state the act starts from."""

    sentence = _("This partnership has moved on meanwhile.")


class ContractMoved(Refusal):
    """Another version came out since the page was read."""

    sentence = _("There is a newer version since you opened this. Please read it.")


class NotOpen(Refusal):
    """The list hears of open seats alone."""

    sentence = _("No seat of this category is open.")


class NobodyWaits(Refusal):
    """There is nobody to tell."""

    sentence = _("Nobody is on the list for this category.")


class AnsweredLate(Refusal):
    """The seat somebody was told of is not open any more."""

    sentence = _("This seat is taken by now. You stay on the list and hear of the next.")
