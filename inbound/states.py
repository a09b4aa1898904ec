"""What becomes of a mail that comes in, and of the drafts in it, each in a word."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Stored, and every way it can end. What waits for its sender's word can still change."""

    STORED = "stored", _("arrived")
    DRAFTS = "drafts", _("became drafts")
    SHARED = "shared", _("shared with the chapter")
    PASSED_ON = "passed_on", _("passed on")
    QUARANTINED = "quarantined", _("waits for your word")
    EMPTY = "empty", _("nothing in it")
    REFUSED = "refused", _("not passed on")
    IGNORED = "ignored", _("left alone")
    UNREADABLE = "unreadable", _("could not be read")
    DISCARDED = "discarded", _("thrown away")
    LAPSED = "lapsed", _("waited too long")


READ = frozenset({State.DRAFTS, State.SHARED, State.PASSED_ON, State.EMPTY, State.REFUSED})
"""How a mail ends whose sender is known for sure."""

TRANSITIONS: dict[State, frozenset[State]] = {
    State.STORED: READ | {State.QUARANTINED, State.IGNORED, State.UNREADABLE},
    State.QUARANTINED: READ | {State.DISCARDED, State.LAPSED},
    State.DRAFTS: frozenset({State.SHARED}),
    State.SHARED: frozenset(),
    State.PASSED_ON: frozenset(),
    State.EMPTY: frozenset(),
    State.REFUSED: frozenset(),
    State.IGNORED: frozenset(),
    State.UNREADABLE: frozenset(),
    State.DISCARDED: frozenset(),
    State.LAPSED: frozenset(),
}


class Reason(models.TextChoices):
    """Why it ended so; empty where that needs no reason."""

    MANY = "many", _("It held more than twenty; the first twenty were taken.")
    # quarantined: it may not be from whom it says
    SENDERS = "senders", _("It names more than one sender.")
    UNPROVED = "unproved", _("Nothing in it proves who sent it.")
    FORGED = "forged", _("What should prove its sender does not fit.")
    PARTLY = "partly", _("Its signature leaves out to whom it was written, or when.")
    NO_POLICY = "no_policy", _("The sender’s mail domain does not say how its mail is proved.")
    HEADERS = "headers", _("It says something twice that mail says once.")
    NOT_ADDRESSED = "not_addressed", _("It is not addressed to the chapter.")
    OLD = "old", _("Its date is not of these days.")
    NO_ANSWER = "no_answer", _("The sender’s mail domain did not answer, so nobody could tell.")
    # ignored
    UNKNOWN = "unknown", _("Its sender is not a member.")
    AUTOMATIC = "automatic", _("A machine wrote it.")
    LIST = "list", _("It came through a mailing list.")
    OURS = "ours", _("It is our own mail.")
    # empty
    NO_TEXT = "no_text", _("There is no text in it.")
    # refused
    NOT_YOURS = "not_yours", _("It answers about a slip of others.")
    NOBODY = "nobody", _("There was nobody to pass it on to.")
    OFTEN = "often", _("There were many answers of yours about it within an hour.")
    CONTACT = "contact", _("It holds a phone number or an e-mail, and they don’t know yet.")
    GONE = "gone", _("Its sender is no longer a member.")
    # unreadable
    MEMORY = "memory", _("Reading it took too much memory.")
    TIME = "time", _("Reading it took too long.")
    CRASH = "crash", _("Reading it broke off.")
    BROKEN = "broken", _("It is not a mail one can make sense of.")


class DraftState(models.TextChoices):
    """A draft waits until its author shares it, throws it away, or lets two weeks pass."""

    WAITING = "waiting", _("waiting")
    SHARED = "shared", _("shared")
    DISCARDED = "discarded", _("thrown away")
    LAPSED = "lapsed", _("waited too long")


DRAFT_TRANSITIONS: dict[DraftState, frozenset[DraftState]] = {
    DraftState.WAITING: frozenset({DraftState.SHARED, DraftState.DISCARDED, DraftState.LAPSED}),
    DraftState.SHARED: frozenset(),
    DraftState.DISCARDED: frozenset(),
    DraftState.LAPSED: frozenset(),
}
