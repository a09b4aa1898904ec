"""What was found in a mail, and where a mail is to go."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from inbound.states import Reason


@dataclass(frozen=True)
class Found:
    """What the child found in a mail (inbound.reading.opening.Opened, inbound.reading.judging.judge).

    `broken` says why there is nothing else; `doubt` why its sender is not proved; both empty in a good mail.
    """

    senders: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    subject: str = ""
    written_at: datetime | None = None
    automatic: str = ""
    said_twice: bool = False
    items: tuple[str, ...] = ()
    doubt: str = Reason.UNPROVED
    broken: str = ""


class Door(Enum):
    """Whether a mail was taken in: now, before, or not since nobody has that address here."""

    TAKEN = "taken"
    KNOWN = "known"
    NOBODY = "nobody"
