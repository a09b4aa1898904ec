"""What members hand each other, a file a subject."""

from referrals.models.handing_in import AnotherBody, HandedIn
from referrals.models.looking_back import LookBack, LookBackAnswer, LookBackItem
from referrals.models.partners import JointMeeting, JointMeetingNote
from referrals.models.slips import Progress, Slip, SlipMoved
from referrals.models.thanks import ThanksMoved, ThanksTakenBack, ThankYou, ThankYouCorrection

__all__ = [
    "AnotherBody",
    "HandedIn",
    "JointMeeting",
    "JointMeetingNote",
    "LookBack",
    "LookBackAnswer",
    "LookBackItem",
    "Progress",
    "Slip",
    "SlipMoved",
    "ThankYou",
    "ThankYouCorrection",
    "ThanksMoved",
    "ThanksTakenBack",
]
