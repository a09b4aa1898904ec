"""What happened to a slip since it was given, in one statement; and how long nothing has been heard of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from chapters.statements import ask
from referrals.models import Slip
from referrals.states import Way
from referrals.values import LONG_SILENCE, SILENCE

PARTS = [
    """
SELECT 'reported', p.id, p.at, coalesce(m.name, ''), p.stage, NULL::timestamptz
FROM referrals_progress p LEFT JOIN members_member m ON m.chapter_id = p.chapter_id AND m.id = p.reported_by_id
WHERE p.chapter_id = %(chapter)s AND p.slip_id = %(slip)s
""",
    """
SELECT 'thanked', t.id, t.at, coalesce(m.name, ''), CASE WHEN t.day_unknown THEN 'day_unknown' ELSE '' END, NULL
FROM referrals_thankyou t LEFT JOIN members_member m ON m.chapter_id = t.chapter_id AND m.id = t.giver_id
WHERE t.chapter_id = %(chapter)s AND t.slip_id = %(slip)s
""",
    """
SELECT 'asked', a.id, a.at, coalesce(m.name, ''), a.way, a.until
FROM referrals_askedhow a LEFT JOIN members_member m ON m.chapter_id = a.chapter_id AND m.id = a.by_id
WHERE a.chapter_id = %(chapter)s AND a.slip_id = %(slip)s
""",
    """
SELECT 'taken', k.member_id, k.at, m.name, '', k.released_at
FROM referrals_leadtaking k JOIN members_member m ON m.chapter_id = k.chapter_id AND m.id = k.member_id
WHERE k.chapter_id = %(chapter)s AND k.lead_id = %(slip)s
""",
    """
SELECT 'led_to', s.receiver_id, s.given_at, g.name, r.name, NULL
FROM referrals_slip s
JOIN members_member g ON g.chapter_id = s.chapter_id AND g.id = s.giver_id
JOIN members_member r ON r.chapter_id = s.chapter_id AND r.id = s.receiver_id
WHERE s.chapter_id = %(chapter)s AND s.came_from_id = %(slip)s AND s.withdrawn_at IS NULL
""",
]
"""What a story is made of, one a kind of thing; what happens on a higher floor is told by `also_told`."""


def also_told(part: str) -> None:
    """Add a SELECT of the same columns, with the parameters `chapter` and `slip`; when Django starts, once."""
    if part not in PARTS:
        PARTS.append(part)


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that happened; `who` is a name, empty where nobody is known or the calendar did it.

    reported (`word` its stage), thanked, wrote (`word` what), asked (`word` a Way, `until` where it was put off), taken
    (`key` the member's, `until` it was released), or led_to: `who` passed a referral to `word` that came out of it.
    """

    what: str
    key: int
    at: datetime
    who: str
    word: str
    until: datetime | None


def story_of(slip: Slip) -> list[Happened]:
    """Everything but the giving itself, oldest first. One statement."""
    story = f"{'UNION ALL'.join(PARTS)} ORDER BY 3, 1, 2"
    return [Happened(*row) for row in ask(story, {"chapter": slip.chapter_id, "slip": slip.pk})]


@dataclass(frozen=True)
class OnIt:
    """Who is on a lead, by key and name."""

    member: int
    name: str


def on_it(story: Iterable[Happened]) -> OnIt | None:
    """Who has taken a lead and not released it."""
    return next((OnIt(one.key, one.who) for one in story if one.what == "taken" and one.until is None), None)


@dataclass(frozen=True)
class Silence:
    """How long nothing has been heard of a referral: since when, and when its giver last asked.

    What was put off is silent from a week before the day it was put off to: on that day its receiver is asked.
    `put_off_to` is the latest such instant.
    """

    since: datetime
    giver_asked_at: datetime | None = None
    put_off_to: datetime | None = None

    @classmethod
    def of(cls, slip: Slip, story: Iterable[Happened]) -> Self:
        """Worked out from what happened."""
        told = [slip.given_at]
        asked: list[datetime] = []
        put_off: list[datetime] = []
        for one in story:
            if one.what == "reported":
                told.append(one.at)
            elif one.what == "asked" and one.word == Way.GIVER:
                asked.append(one.at)
            elif one.until is not None and one.word == Way.LATER:
                put_off.append(one.until)
        since = max(*told, *(until - SILENCE for until in put_off), slip.given_at)
        return cls(since, max(asked, default=None), max(put_off, default=None))

    def giver_may_ask(self, at: datetime) -> bool:
        """After four weeks, and once a week then."""
        long = at - self.since >= LONG_SILENCE
        return long and (self.giver_asked_at is None or at - self.giver_asked_at >= SILENCE)
