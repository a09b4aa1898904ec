"""Why something between two members cannot be done, in a sentence they can read."""

from django.utils.translation import gettext_lazy as _

from members.refusals import Refusal


class NothingBetweenTheTwo(Refusal):
    """There is nothing to look back on."""

    sentence = _("Nothing went between you two since last time. There will be more to look back on later.")


class NotHereAnyMore(Refusal):
    """One of the two is not a member any more."""

    sentence = _("One of you two has left the chapter.")


class LookBackClosed(Refusal):
    """The review was finished, by whichever of the two."""

    sentence = _("You two have finished this. Nothing in it changes any more.")


class AnsweredAlready(Refusal):
    """Both have answered and seen it, or the other one answered themselves."""

    sentence = _("This was answered already, so it stays as it is.")


class TakenBack(Refusal):
    """The same sending was said and taken back before."""

    sentence = _("You took these thanks back. Say them anew if you would like to.")


class NotToBring(Refusal):
    """The slip has ended, or is somebody else's."""

    sentence = _("This referral has come to its end, so there is nobody to meet any more.")


class NotYourPartner(Refusal):
    """Only power partners bring each other."""

    sentence = _("You two are not power partners any more.")


class JointMeetingMoved(Refusal):
    """It was held or called off meanwhile."""

    sentence = _("This meeting was held or called off meanwhile.")


class Forgotten(Refusal):
    """The prospect objected: nothing new is written about them."""

    sentence = _("The prospect asked to be forgotten, so nothing more is written about them.")


class StillToCome(Refusal):
    """The meeting is still to come."""

    sentence = _("This meeting is still to come.")
