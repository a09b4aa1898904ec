"""Everything a case's page shows, in one statement. Own notes are only ever asked for by their writer's key (F35)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import zip_longest
from typing import Any

from chapters.models import Chapter
from chapters.statements import ask
from reviews.models.decision import COUNTED
from reviews.states import Choice, DecisionKind, DecisionState, Help, Outcome, can_be_appealed, counted_from

WHOLE = """
WITH r AS (SELECT id FROM reviews_seatreview WHERE chapter_id = %(chapter)s AND flag_id = %(flag)s),
n AS (SELECT id, name FROM members_member WHERE chapter_id = %(chapter)s)
SELECT
(SELECT json_agg(json_build_object('pk', m.id, 'by', m.writer_id, 'name', n.name, 'text', m.text, 'at', m.written_at)
                 ORDER BY m.written_at, m.id)
 FROM reviews_message m JOIN r ON r.id = m.review_id JOIN n ON n.id = m.writer_id WHERE m.chapter_id = %(chapter)s),
(SELECT json_agg(json_build_object('pk', o.id, 'by', o.writer_id, 'name', '', 'text', o.text, 'at', o.written_at)
                 ORDER BY o.written_at, o.id)
 FROM reviews_ownnote o JOIN r ON r.id = o.review_id WHERE o.chapter_id = %(chapter)s AND o.writer_id = %(me)s),
(SELECT json_agg(json_build_object('pk', s.id, 'what', s.what, 'by_day', s.by_day, 'help', s.who_helps,
                                   'helper', coalesce(n.name, ''), 'done_at', s.done_at) ORDER BY s.by_day, s.id)
 FROM reviews_planstep s JOIN r ON r.id = s.review_id LEFT JOIN n ON n.id = s.helper_id
 WHERE s.chapter_id = %(chapter)s),
(SELECT json_agg(json_build_object('pk', c.id, 'name', n.name, 'outcome', c.outcome, 'words', c.words, 'at', c.at,
                                   'until', c.next_check_on, 'overall', c.evidence->>'overall') ORDER BY c.at, c.id)
 FROM reviews_check c JOIN r ON r.id = c.review_id JOIN n ON n.id = c.by_id WHERE c.chapter_id = %(chapter)s),
(SELECT json_agg(json_build_object(
   'pk', d.id, 'kind', d.kind, 'state', d.state, 'name', n.name, 'at', d.proposed_at, 'reason', d.reason,
   'effective_on', d.effective_on, 'closed_at', d.closed_at, 'yes', d.yes, 'no', d.no, 'voted', d.voted,
   'sitting', d.sitting, 'seated', d.seated, 'by', d.proposed_by_id,
   'appeal_until', d.appeal_until, 'left_on', d.left_on,
   'confirmed_by', coalesce((SELECT name FROM n WHERE n.id = d.confirmed_by_id), ''),
   'undone_by', coalesce((SELECT name FROM n WHERE n.id = d.undone_by_id), ''), 'undone_reason', d.undone_reason,
   'ballots', (SELECT coalesce(json_agg(b.voter_id), '[]') FROM reviews_ballot b
               WHERE b.chapter_id = %(chapter)s AND b.decision_id = d.id),
   'mine', coalesce((SELECT b.choice FROM reviews_ballot b WHERE b.chapter_id = %(chapter)s AND b.decision_id = d.id
                     AND b.voter_id = %(me)s), '')) ORDER BY d.id)
 FROM reviews_decision d JOIN r ON r.id = d.review_id JOIN n ON n.id = d.proposed_by_id
 WHERE d.chapter_id = %(chapter)s),
(SELECT coalesce(json_agg(a.member_id), '[]') FROM reviews_recusal a JOIN r ON r.id = a.review_id
 WHERE a.chapter_id = %(chapter)s),
(SELECT coalesce(json_agg(o.member_id), '[]') FROM members_office o
 WHERE o.chapter_id = %(chapter)s AND o.office IN ('president', 'vice_president')
   AND o.from_day <= %(day)s AND (o.to_day IS NULL OR o.to_day > %(day)s)
   AND EXISTS (SELECT FROM members_stay s WHERE s.chapter_id = %(chapter)s AND s.member_id = o.member_id
               AND s.joined_on <= %(day)s AND (s.left_on IS NULL OR s.left_on > %(day)s))),
(SELECT EXISTS (SELECT FROM standing_flag f JOIN members_stay s ON s.chapter_id = f.chapter_id
                AND s.member_id = f.member_id AND s.seat_id = f.seat_id AND s.left_on IS NULL
                WHERE f.chapter_id = %(chapter)s AND f.id = %(flag)s))
"""


@dataclass(frozen=True, slots=True)
class Said:
    """A message, or a note; `day` in the chapter."""

    pk: int
    by: int
    name: str
    text: str
    day: date


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the plan."""

    pk: int
    what: str
    by_day: date
    help: str
    helper: str
    done: bool


@dataclass(frozen=True, slots=True)
class Checked:
    """A check that was made; `overall` as the record stood then."""

    pk: int
    name: str
    outcome: str
    words: str
    day: date
    until: date | None
    overall: str


@dataclass(frozen=True, slots=True)
class Vote:
    """A decision with its numbers; `ballots` are the keys of who has voted, `mine` the reader's own choice.

    `by` is the key of who proposed it, `seated` those of who sat on the committee then (None: it was not kept).
    `on_appeal` says of one that was taken back that the committee did so on an appeal.
    """

    pk: int
    kind: DecisionKind
    state: DecisionState
    name: str
    day: date
    reason: str
    effective_on: date
    closed_on: date | None
    yes: int
    no: int
    voted: int
    sitting: int
    by: int
    seated: list[int] | None
    appeal_until: date | None
    left_on: date | None
    confirmed_by: str
    undone_by: str
    undone_reason: str
    ballots: frozenset[int]
    mine: str
    on_appeal: bool = False

    @property
    def member_reads_evidence(self) -> bool:
        """Whether its evidence is open to the member it is about."""
        return self.state in COUNTED

    @property
    def counted_from(self) -> date:
        """The first day on which it can be closed."""
        return counted_from(self.kind, self.day)

    @property
    def open(self) -> bool:
        """Whether ballots are still cast."""
        return self.state == DecisionState.VOTING

    @property
    def is_appeal(self) -> bool:
        """Whether it is about an appeal."""
        return self.kind == DecisionKind.APPEAL

    @property
    def my_choice(self) -> str:
        """The reader's ballot in words."""
        return str(Choice(self.mine).label) if self.mine else ""


@dataclass(frozen=True, slots=True)
class Whole:
    """What was said, noted by the reader, planned, checked and decided; oldest first.

    `recused` are the keys of who stepped aside, `leaders` of the president and vice president. `holds_seat` says that
    the member's stay on the seat has no end.
    """

    messages: tuple[Said, ...]
    notes: tuple[Said, ...]
    steps: tuple[Step, ...]
    checks: tuple[Checked, ...]
    votes: tuple[Vote, ...]
    recused: frozenset[int]
    leaders: frozenset[int]
    holds_seat: bool

    @property
    def open_vote(self) -> Vote | None:
        """The vote that is open."""
        return next((one for one in self.votes if one.open), None)

    @property
    def decision(self) -> Vote | None:
        """The decision that stands."""
        standing = {DecisionState.CARRIED, DecisionState.CONFIRMED}
        return next((one for one in self.votes if not one.is_appeal and one.state in standing), None)

    @property
    def appealed(self) -> bool:
        """Whether the decision that stands was appealed."""
        decision = self.decision
        return decision is not None and any(one.is_appeal and one.pk > decision.pk for one in self.votes)

    def may_appeal(self, today: date) -> bool:
        """Whether the decision that stands can be appealed on a day: in time, and for the first time."""
        decision = self.decision
        if decision is None:
            return False
        return can_be_appealed(until=decision.appeal_until, today=today, appealed=self.appealed)


def whole(chapter: Chapter, *, flag_id: int, me: int, day: date) -> Whole:
    """A flag's case as one of the two sides reads it: whoever may not must not be given it. One statement."""
    asked = {"chapter": chapter.pk, "flag": flag_id, "me": me, "day": day}
    ((messages, notes, steps, checks, votes, recused, leaders, holds),) = ask(WHOLE, asked)
    return Whole(
        messages=tuple(_said(chapter, messages)),
        notes=tuple(_said(chapter, notes)),
        steps=tuple(
            Step(
                pk=row["pk"],
                what=row["what"],
                by_day=date.fromisoformat(row["by_day"]),
                help=str(Help(row["help"]).label),
                helper=row["helper"],
                done=row["done_at"] is not None,
            )
            for row in steps or ()
        ),
        checks=tuple(
            Checked(
                pk=row["pk"],
                name=row["name"],
                outcome=str(Outcome(row["outcome"]).label),
                words=row["words"],
                day=_day(chapter, row["at"]),
                until=_date(row["until"]),
                overall=row["overall"],
            )
            for row in checks or ()
        ),
        votes=_votes([_vote(chapter, row) for row in votes or ()]),
        recused=frozenset(recused),
        leaders=frozenset(leaders),
        holds_seat=holds,
    )


def _said(chapter: Chapter, rows: Iterable[Mapping[str, Any]] | None) -> Iterable[Said]:
    for row in rows or ():
        yield Said(row["pk"], row["by"], row["name"], row["text"], _day(chapter, row["at"]))


def _votes(found: list[Vote]) -> tuple[Vote, ...]:
    """Each with whether an appeal took it back: the vote that follows it is the appeal against it, and fell."""
    pairs = zip_longest(found, found[1:])
    return tuple(
        replace(one, on_appeal=bool(then and then.is_appeal and then.state == DecisionState.FELL))
        for one, then in pairs
        if one is not None
    )


def _vote(chapter: Chapter, row: Mapping[str, Any]) -> Vote:
    same = ["pk", "name", "reason", "yes", "no", "voted", "sitting", "by", "seated"]
    same += ["confirmed_by", "undone_by", "undone_reason"]
    return Vote(
        **{name: row[name] for name in same},
        appeal_until=_date(row["appeal_until"]),
        left_on=_date(row["left_on"]),
        kind=DecisionKind(row["kind"]),
        state=DecisionState(row["state"]),
        day=_day(chapter, row["at"]),
        effective_on=date.fromisoformat(row["effective_on"]),
        closed_on=_day(chapter, row["closed_at"]) if row["closed_at"] else None,
        ballots=frozenset(row["ballots"]),
        mine=row["mine"],
    )


def _date(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _day(chapter: Chapter, instant: str) -> date:
    """The chapter's day of an instant as JSON writes it."""
    return chapter.today(datetime.fromisoformat(instant))
