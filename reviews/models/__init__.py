"""What is kept of seat reviews."""

from reviews.models.case import Message, OwnNote, SeatReview
from reviews.models.decision import Ballot, Decision, Recusal
from reviews.models.support import Check, PlanStep

__all__ = ["Ballot", "Check", "Decision", "Message", "OwnNote", "PlanStep", "Recusal", "SeatReview"]
