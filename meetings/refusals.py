"""Why something about a meeting cannot be done, in a sentence people can read."""

from django.utils.translation import gettext_lazy as _

from meetings.models import Meeting, OneToOne
from members.refusals import Refusal


class NoMeeting(Refusal):
    """The chapter does not meet on that day."""

    sentence = _("The chapter does not meet on that day.")


class NotOn(Refusal):
    """The meeting was cancelled, or moved to another day."""

    sentence = _("This meeting was cancelled. Bring it back first.")


class MarksAreFinal(Refusal):
    """The meeting is closed; only an officer's correction with a reason changes a mark."""

    sentence = _("The meeting is closed: marks are final. Correct one with a reason.")


class StillOpen(Refusal):
    """The meeting is not closed."""

    sentence = _("The meeting is not closed: change the mark at roll call.")


class AlreadyClosed(Refusal):
    """Somebody else closed the meeting first; `meeting` says who and when."""

    sentence = _("The meeting is closed already.")

    def __init__(self, meeting: Meeting) -> None:
        super().__init__()
        self.meeting = meeting


class NotBegun(Refusal):
    """The meeting lies ahead, and nobody said that it was held early."""

    sentence = _("This meeting has not begun yet.")


class MovedOn(Refusal):
    """The meeting is not in the state the act starts from."""

    sentence = _("Somebody changed this meeting meanwhile. Look again.")


class DayTaken(Refusal):
    """The chapter meets on the other day already."""

    sentence = _("The chapter meets on that day already.")


class DayOfRecess(Refusal):
    """The other day lies in a recess."""

    sentence = _("The chapter is in recess on that day.")


class DayGone(Refusal):
    """A meeting is moved to a day to come."""

    sentence = _("That day is over. Move the meeting to today or later.")


class DayFar(Refusal):
    """A meeting is moved within a year."""

    sentence = _("That day is more than a year away.")


class NotHere(Refusal):
    """Whoever is marked is no member on that day."""

    sentence = _("This person is no member of the chapter on that day.")


class ReasonMissing(Refusal):
    """A correction says why."""

    sentence = _("Say why the mark is corrected.")


class MarkedSo(Refusal):
    """A correction changes the mark."""

    sentence = _("That is the mark already.")


class HereAlready(Refusal):
    """Who was marked as there cannot say that they do not come."""

    sentence = _("You are marked as there already.")


class DoorsClosed(Refusal):
    """People say that they are here during a meeting, and shortly before it."""

    sentence = _("You can say that you are here from a little before the meeting until it is over.")


class MarkedOtherwise(Refusal):
    """Whoever calls the roll has marked this member already, and not as there; a phone does not overrule them."""

    sentence = _("The roll says otherwise. Have a word with whoever calls it.")


class VisitedOften(Refusal):
    """Somebody has visited as often as the chapter allows before they apply; `visits` says how often."""

    sentence = _("They have visited as often as the chapter allows. The next step is to apply.")

    def __init__(self, visits: int) -> None:
        super().__init__()
        self.visits = visits


class VisitIsOver(Refusal):
    """What a visitor says of a visit, they say before it."""

    sentence = _("This visit is over.")


class NobodyCame(Refusal):
    """Who did not come is not followed up."""

    sentence = _("Say first that they came.")


class LoggedAlready(Refusal):
    """The two have a one-to-one on that day; `found` is the latest."""

    sentence = _("There is a one-to-one of you two on that day.")

    def __init__(self, found: OneToOne) -> None:
        super().__init__()
        self.found = found


class NotThen(Refusal):
    """A one-to-one is logged for a day that is over or on, since one joined."""


class AlreadyAnswered(Refusal):
    """The other of the two answered, or it is not theirs to answer."""

    sentence = _("This one-to-one has been answered meanwhile.")
