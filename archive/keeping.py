"""Storing what an archive brings, file by file, a few statements each."""

import uuid
from collections import defaultdict
from datetime import UTC, datetime, time

from archive.book import Book
from archive.outcomes import BAD, PASSED
from archive.rows import (
    LeaveRow,
    MarkRow,
    MeetingRow,
    OneToOneRow,
    PartnershipRow,
    ProgressRow,
    RecessRow,
    RulesRow,
    SlipRow,
    ThanksRow,
    VisitRow,
)
from chapters.models import Recess, Rules
from chapters.rules import RULE_RANGES
from meetings.models import Mark, Meeting, OneToOne, Visit
from members.models import Leave, Partnership
from members.states import PartnershipState
from referrals.models import Progress, Slip, ThankYou

NOON = time(12)
WHAT_IT_SAYS = ("prospect", "prospect_phone", "prospect_email", "need", "warmth", "inside", "use_name")


def keep_calendar(book: Book) -> None:
    """Rules, recesses and meetings."""
    chapter = book.chapter
    book.keep(
        book.changes.of(RulesRow),
        lambda row: Rules(
            chapter=chapter, effective_from=row.effective_from, **{key: getattr(row, key) for key in RULE_RANGES}
        ),
        tuple(RULE_RANGES),
    )
    book.keep(
        book.changes.of(RecessRow),
        lambda row: Recess(chapter=chapter, first_day=row.first_day, last_day=row.last_day, reason=row.reason),
        ("reason",),
    )
    book.keep(
        book.changes.of(MeetingRow),
        lambda row: Meeting(chapter=chapter, date=row.day, status=row.status, note=row.note),
        ("status", "note"),
    )
    book.look_up_meetings()


def keep_presence(book: Book) -> None:
    """Leaves, marks and visits."""
    chapter = book.chapter
    book.keep(
        book.changes.of(LeaveRow),
        lambda row: Leave(
            chapter=chapter,
            member_id=book.members[row.email],
            first_day=row.first_day,
            last_day=row.last_day,
            reason=row.reason,
            approved=row.approved,
        ),
        ("reason", "approved"),
    )
    book.keep(
        book.changes.of(MarkRow),
        lambda row: Mark(
            chapter=chapter,
            meeting_id=book.meetings[row.day],
            member_id=book.members[row.email],
            mark=row.mark,
            substitute=row.substitute,
        ),
        ("mark", "substitute"),
    )
    book.keep(
        book.changes.of(VisitRow),
        lambda row: Visit(
            chapter=chapter,
            date=row.day,
            name=row.name,
            email=row.email,
            category=row.category,
            invited_by_id=book.member(row.invited_by),
            outcome=row.outcome,
        ),
        ("category", "invited_by", "outcome"),
    )


def keep_pairs(book: Book) -> None:
    """One-to-ones and partnerships. A database row keeps the two in the order of their keys."""

    def one_to_one(row: OneToOneRow) -> OneToOne:
        a, b = sorted((book.members[row.a], book.members[row.b]))
        details = {"date": row.day, "n": row.n, "topics": row.topics, "disputed": row.disputed}
        return OneToOne(chapter=book.chapter, uuid=uuid.uuid4(), a_id=a, b_id=b, **details)

    def partnership(row: PartnershipRow) -> Partnership:
        return Partnership(
            chapter=book.chapter,
            proposer_id=book.members[row.a],
            partner_id=book.members[row.b],
            state=PartnershipState.ACCEPTED if row.ended_on is None else PartnershipState.ENDED,
            proposed_at=datetime.combine(row.started_on, NOON, UTC),
            started_on=row.started_on,
            ended_on=row.ended_on,
        )

    book.keep(book.changes.of(OneToOneRow), one_to_one, ("topics", "disputed"))
    book.keep(book.changes.of(PartnershipRow), partnership, ("state", "ended_on"))


def keep_slips(book: Book) -> None:
    """Slips with what became of them, and thanks."""
    stages = _stages(book)

    def slip(row: SlipRow) -> Slip:
        return Slip(
            chapter=book.chapter,
            uuid=row.id,
            kind=row.kind,
            given_at=row.given_at,
            giver_id=book.members[row.giver],
            receiver_id=book.member(row.receiver),
            stage=stages[row.id],
            withdrawn_at=row.withdrawn_at,
            bad_at=row.bad_at,
            bad_reason=row.bad_reason,
            details_gone_at=row.details_gone_at,
            objected=row.objected,
            **{name: getattr(row, name) for name in WHAT_IT_SAYS},
        )

    ends = ("stage", "withdrawn_at", "bad_at", "bad_reason", "details_gone_at", "objected")
    book.keep(book.changes.of(SlipRow), slip, ("kind", "given_at", "giver", "receiver", *WHAT_IT_SAYS, *ends))
    book.look_up_slips()
    _keep_progress(book)
    _keep_thanks(book)
    slips = book.changes.of(SlipRow)
    settled = {row.id for row in slips.added} | {renewed.new.id for renewed in slips.renewed}
    moved = [Slip(pk=book.slips[slip], stage=stage) for slip, stage in stages.items() if slip not in settled]
    book.renew(Slip, moved, ("stage",))


def _keep_progress(book: Book) -> None:
    """In the order of time; of two in one second, the one that the slip's status names comes last."""
    slips = book.changes.of(SlipRow)
    declared = {row.id: row.status for row in (*slips.added, *(renewed.new for renewed in slips.renewed))}
    brought = book.changes.of(ProgressRow)
    brought.added.sort(key=lambda row: (row.slip.int, row.at, row.status == declared.get(row.slip)))
    book.keep(
        brought,
        lambda row: Progress(
            chapter=book.chapter, slip_id=book.slips[row.slip], at=row.at, stage=row.status, note=row.note
        ),
        ("note",),
    )


def _keep_thanks(book: Book) -> None:
    book.keep(
        book.changes.of(ThanksRow),
        lambda row: ThankYou(
            chapter=book.chapter,
            uuid=row.id,
            at=row.at,
            giver_id=book.members[row.giver],
            receiver_id=book.members[row.receiver],
            slip_id=None if row.slip is None else book.slips[row.slip],
            amount=row.amount,
            text=row.text,
        ),
        ("at", "giver", "receiver", "slip", "amount", "text"),
    )


def _stages(book: Book) -> dict[uuid.UUID, str]:
    """The stage of every slip that is new, changed or reported on: the latest progress, bad where it is marked."""
    brought, reported = book.changes.of(SlipRow), book.changes.of(ProgressRow).added
    said = {row.id: row for row in brought.added} | {renewed.new.id: renewed.new for renewed in brought.renewed}
    slips = {row.id: row for row in book.stored.of(SlipRow).values()} | said
    touched = said.keys() | {row.slip for row in reported}
    reports: dict[uuid.UUID, list[tuple[datetime, bool, str]]] = defaultdict(list)
    for row in [*book.stored.of(ProgressRow).values(), *reported]:
        if row.slip in touched and row.status != BAD:
            reports[row.slip].append((row.at, row.status == slips[row.slip].status, row.status))
    latest = {slip: max(told)[2] for slip, told in reports.items()}
    return {slip: BAD if slips[slip].bad_at else latest.get(slip, PASSED) for slip in touched}
