"""What is a member's to do: everything that waits for them, and whose turn it is for a one-to-one, in one statement."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from chapters.access import Role
from chapters.models import Chapter
from chapters.statements import ask
from members.models import Member
from referrals.between_two import A_QUARTER
from referrals.left_behind import IN_FLIGHT_FOR
from referrals.states import ENDED, Stage
from referrals.values import SILENCE
from standing.permissions import FLAGS_SEATS
from standing.waiting_sql import waiting_sql

STILL_WARM = timedelta(days=7)
"""How long after a closed meeting its visitors are still worth a word."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing. `key` names the row in addresses, `person` is the other one; `day` is since when, or of what.

    `what` is slip (`text` the prospect, `word` its stage), lead_question (about my lead: `text` the words, `word` its
    kind), partnership, one_to_one, leave, flag, seat_review (about `person`'s seat, for
    the committee: `word` call, vote, check or confirm), dispute (of a row of `person`), handing_on (`person` left with
    `text`, a number, of mine in hand), contract (its latest version waits for the reader), turn (a one-to-one
    that is due and not planned yet: `text` the e-mail, `word` partner for a power partner, `day` the latest of the
    two), appointment (a one-to-one to come: `word` asked or planned where the reader is to find a time, coming, or over
    where nobody said yet that they met; `text` the time of the day agreed on), mark (`word` my own at the meeting,
    `text` who comes instead), visit (whom I look after there), follow_up (who came and waits for my thanks), ask (whom
    I said I want to meet there), who_knows (an open ask of `person` that I have not answered, `day` its last one),
    presentation (mine there, `text` its title), swap (`person` asks for the day on which I present), or look_back
    (`word` asked or mine where one is open and I have not answered all of it; due where it was a quarter ago, and `key`
    names the person).
    """

    what: str
    key: str
    person: str
    text: str
    word: str
    day: date | None


def waiting_for(
    chapter: Chapter,
    member: Member,
    *,
    roles: frozenset[Role],
    meeting_day: date | None,
    due: list[str],
    at: datetime,
) -> list[Waiting]:
    """All of it, oldest first within a kind; `due` are the e-mails of whom to meet. One statement."""
    asked: dict[str, Any] = {
        "chapter": chapter.pk,
        "me": member.pk,
        "zone": chapter.timezone,
        "ended": [stage.value for stage in ENDED],
        "passed": Stage.PASSED.value,
        "silent_since": at - SILENCE,
        "at": at,
        "leads_reviews": not roles.isdisjoint(FLAGS_SEATS),
        "due": due,
        "meeting_day": meeting_day,
        "today": chapter.today(at),
        "ninety_days_ago": chapter.today(at) - IN_FLIGHT_FOR,
        "still_warm": at - STILL_WARM,
        "a_quarter_ago": at - A_QUARTER,
    }
    return [Waiting(*row) for row in ask(waiting_sql(roles), asked)]
