"""What members hand each other, a file a subject."""

from referrals.models.handing_in import AnotherBody, HandedIn
from referrals.models.leads import LeadQuestion, LeadTaking
from referrals.models.lessons import Lesson
from referrals.models.prospects import Objection
from referrals.models.silence import AskedHow
from referrals.models.slips import Progress, Slip, SlipMoved
from referrals.models.thanks import ThankYou

__all__ = [
    "AnotherBody",
    "AskedHow",
    "HandedIn",
    "LeadQuestion",
    "LeadTaking",
    "Lesson",
    "Objection",
    "Progress",
    "Slip",
    "SlipMoved",
    "ThankYou",
]
