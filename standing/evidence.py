"""Every figure opens into the rows it was made from (spec/standing.md, "What the figures are for").

Each function takes a chapter in scope, a member's key and the local date asked for, and gives rows whose counts add
up to the figure `standing.engine.standings` gives for the same question; nothing for somebody who is not current.
"""

from datetime import date

from chapters.models import Chapter
from standing.values import MeetingEvidence, PairEvidence, WeekEvidence


def meetings(chapter: Chapter, member_id: int, *, as_of: date) -> tuple[MeetingEvidence, ...]:
    """Rule 1: each held meeting of the window with its mark, oldest first."""
    raise NotImplementedError


def weeks(chapter: Chapter, member_id: int, *, as_of: date) -> tuple[WeekEvidence, ...]:
    """Rule 2: each week of the window with its slips, oldest first."""
    raise NotImplementedError


def pairs(chapter: Chapter, member_id: int, *, as_of: date) -> tuple[PairEvidence, ...]:
    """Rule 3: each other member something is required with, most pressing first, then those who are met."""
    raise NotImplementedError


def partners(chapter: Chapter, member_id: int, *, as_of: date) -> tuple[PairEvidence, ...]:
    """Rule 4: each power partner who counts, most pressing first, then those who are met."""
    raise NotImplementedError
