"""What members hand each other, a file a subject."""

from referrals.models.asks import Answer, Ask, NearbyAnswer, NetworkAsk, TrustedPerson
from referrals.models.handing_in import AnotherBody, HandedIn
from referrals.models.slips import Progress, Slip, SlipMoved
from referrals.models.thanks import ThankYou

__all__ = [
    "AnotherBody",
    "Answer",
    "Ask",
    "HandedIn",
    "NearbyAnswer",
    "NetworkAsk",
    "Progress",
    "Slip",
    "SlipMoved",
    "ThankYou",
    "TrustedPerson",
]
