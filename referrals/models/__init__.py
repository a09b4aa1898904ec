"""What members hand each other, a file a subject."""

from referrals.models.asks import Answer, AnsweredNearby, Ask, NearbyAnswer, NetworkAsk, TrustedPerson
from referrals.models.handing_in import AnotherBody, HandedIn
from referrals.models.leads import LeadQuestion, LeadTaking
from referrals.models.leaving import HandedOn
from referrals.models.lessons import Lesson
from referrals.models.looking_back import LookBack, LookBackAnswer, LookBackItem
from referrals.models.partners import JointMeeting, JointMeetingNote
from referrals.models.prospects import Objection
from referrals.models.silence import AskedHow
from referrals.models.slips import Progress, Slip, SlipMoved
from referrals.models.thanks import ThanksMoved, ThanksTakenBack, ThankYou, ThankYouCorrection

__all__ = [
    "AnotherBody",
    "Answer",
    "AnsweredNearby",
    "Ask",
    "AskedHow",
    "HandedIn",
    "HandedOn",
    "JointMeeting",
    "JointMeetingNote",
    "LeadQuestion",
    "LeadTaking",
    "Lesson",
    "LookBack",
    "LookBackAnswer",
    "LookBackItem",
    "NearbyAnswer",
    "NetworkAsk",
    "Objection",
    "Progress",
    "Slip",
    "SlipMoved",
    "ThankYou",
    "ThankYouCorrection",
    "ThanksMoved",
    "ThanksTakenBack",
    "TrustedPerson",
]
