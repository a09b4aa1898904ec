"""What is kept around standing, a file a subject."""

from standing.models.disputes import Dispute
from standing.models.signs import SignSetAside
from standing.models.standing import ChapterTotals, Flag, LateChange, Snapshot
from standing.models.worth import OwnEstimate

__all__ = ["ChapterTotals", "Dispute", "Flag", "LateChange", "OwnEstimate", "SignSetAside", "Snapshot"]
