"""What members hand each other, a file a subject."""

from referrals.models.handing_in import AnotherBody, HandedIn
from referrals.models.looking_back import LookBack, LookBackAnswer, LookBackItem
from referrals.models.slips import Progress, Slip, SlipMoved
from referrals.models.thanks import ThankYou

__all__ = [
    "AnotherBody",
    "HandedIn",
    "LookBack",
    "LookBackAnswer",
    "LookBackItem",
    "Progress",
    "Slip",
    "SlipMoved",
    "ThankYou",
]
