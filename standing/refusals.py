"""Why a flag cannot be opened, answered or closed; each with a sentence for people."""

from django.utils.translation import gettext_lazy as _


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


class ReasonMissing(FlagRefused):
    """A person flags and closes with a reason."""

    sentence = _("Say why, in a few words.")
