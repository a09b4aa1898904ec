"""Why something about a meeting cannot be done, in a sentence people can read."""

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from meetings.models import Appointment, Meeting, OneToOne
from meetings.states import AppointmentState
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


class ClosedBefore(Refusal):
    """A meeting is reopened on the day it was closed; afterwards the trail of single corrections holds."""

    sentence = _("It was closed before today. Correct single marks, each with a reason.")


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


class SheetMoved(Refusal):
    """The run sheet is not as its reader saw it."""

    sentence = _("This agenda was changed or started meanwhile. Look again.")


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

    def to_guest(self, name: str = "") -> str:
        """The kind word to the visitor: how often, what comes next, and whom to talk to."""
        said = ngettext("You have visited us %(count)d time.", "You have visited us %(count)d times.", self.visits)
        whom = (
            gettext("Talk to %(name)s.") % {"name": name} if name else gettext("Have a word with whoever welcomes you.")
        )
        return f"{said % {'count': self.visits}} {gettext('The next step is to apply.')} {whom}"


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


class AppointmentMoved(Refusal):
    """Planning a one-to-one went on meanwhile; the sentence says how far it is."""

    sentences = {
        AppointmentState.PROPOSED: _("The times changed meanwhile. Look again."),
        AppointmentState.AGREED: _("You two have agreed on a time meanwhile."),
        AppointmentState.DECLINED: _("This one-to-one was declined meanwhile."),
        AppointmentState.CANCELLED: _("This one-to-one was called off meanwhile."),
        AppointmentState.MET: _("You two have met: it is logged."),
    }

    def __init__(self, state: str) -> None:
        super().__init__(str(self.sentences[AppointmentState(state)]))


class ProposedAlready(Refusal):
    """The two are looking for a time for another one-to-one; `found` is that one."""

    sentence = _("You two are looking for a time already.")

    def __init__(self, found: Appointment) -> None:
        super().__init__()
        self.found = found


class NotYourNote(Refusal):
    """Only its writer changes a note."""

    sentence = _("Only whoever wrote a note can change it.")


class SpeakerThere(Refusal):
    """Somebody presents on that day already; two who volunteer at once are told so too."""

    sentence = _("Somebody else presents on that day already. Pick another, or ask to swap.")


class NotYours(Refusal):
    """Whoever acts does not present on that day, or no longer."""

    sentence = _("You do not present on that day any more. Look again.")


class TooFar(Refusal):
    """The day lies beyond what one can volunteer for."""

    sentence = _("That day is too far ahead. Pick one of those on the list.")


class AlreadyBegun(Refusal):
    """The meeting has begun, so who presents at it is settled."""

    sentence = _("This meeting has begun, so its speaker is settled.")


class AwayThen(Refusal):
    """The one who would present is no member on that day, or on leave."""

    sentence = _("Whoever presents has to be a member on that day, and not on leave.")


class SpeakerChanged(Refusal):
    """Somebody else changed who presents on that day since the page was made."""

    sentence = _("The speaker of that day changed meanwhile. Look again.")


class HeardFrom(Refusal):
    """The speaker has been written to about what they presented."""

    sentence = _("People have written to the speaker about it, so the speaker stays.")


class SwapOver(Refusal):
    """The request is answered, taken back, or the days are no longer those that were asked about."""

    sentence = _("This request does not stand any more: it is answered, or one of the days has changed.")


class NotHeard(Refusal):
    """What one took from a presentation is written once the meeting has begun, by somebody who listened."""

    sentence = _("Write this once the meeting has begun.")


class AskSettled(Refusal):
    """The meeting is closed, so nobody's ask of the week changes."""

    sentence = _("The meeting is closed. Write your ask for the next one.")


class TooManyAsked(Refusal):
    """One member has mailed many people to stand in at one meeting."""

    sentence = _("Five people have been asked for this meeting. Have a word with whoever runs it.")


class MeetingOver(Refusal):
    """The meeting is over."""

    sentence = _("This meeting is over.")


class OnTheList(Refusal):
    """The same name and address twice; carries the database's sentence."""
