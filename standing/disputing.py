"""Saying that a row of one's standing is not right; an officer's answer, which corrects the fact where it is upheld.

A dispute changes no figure. One that is upheld corrects the mark, the slip or the one-to-one by the act there is for
it, and standing and its snapshots follow from the facts (spec/standing.md, "Evidence"). Who may is in
`standing.permissions`; views ask there.
"""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from chapters.models import Chapter
from chapters.refusals import constraint_of
from meetings.actions.marking import Said, correct_mark
from meetings.actions.one_to_ones import Talk, log_one_to_one
from meetings.models import Mark, Meeting, OneToOne
from meetings.refusals import LoggedAlready, MarkedSo, NotHere, NotThen
from meetings.states import Attendance, MeetingStatus
from members.models import Member, Office, Stay
from notices.actions import tell
from referrals.actions.entering import enter_slip
from referrals.actions.overturning import overturn_bad
from referrals.actions.people import NotAMember, address_of
from referrals.models import Progress, Slip
from referrals.states import Stage
from standing.models import Dispute
from standing.models.disputes import ONE_OPEN
from standing.permissions import ANSWERS_DISPUTES
from standing.refusals import DeniedByOther, NothingToDispute, SaidAlready, ThereAlready
from standing.states import Disputed, DisputeState

PUT_IN = UUID("5f0d6b8e-7c1f-4d0a-9f5e-3a1c2b7d9e44")
"""Ids of what was put in because it was missing: the same dispute makes the same one."""


@dataclass(frozen=True)
class Answer:
    """What an officer answers: whether it is put right, and a word for the member."""

    upheld: bool
    word: str


@transaction.atomic
def dispute_mark(*, chapter: Chapter, day: date, said: Said, why: str, by: Member, at: datetime) -> Dispute:
    """Say that one's mark at a held meeting should be another.

    Raises NothingToDispute where there was no such meeting or that is the mark, SaidAlready.
    """
    held = Meeting.objects.in_chapter(chapter).filter(date=day, status=MeetingStatus.HELD).first()
    here = Stay.objects.in_chapter(chapter).current_on(day).filter(member=by).exists()
    if held is None or not here or said.mark is None:
        raise NothingToDispute
    if Mark.objects.in_chapter(chapter).filter(meeting=held, member=by, mark=said.mark).exists():
        raise NothingToDispute
    return _raised(Dispute(what=Disputed.MARK, day=day, mark=said.mark, substitute=said.substitute), why, by, at)


@transaction.atomic
def dispute_bad_mark(*, slip: Slip, why: str, by: Member, at: datetime) -> Dispute:
    """Say that a slip one gave should not be marked as no use. Raises NothingToDispute, SaidAlready."""
    if slip.giver_id != by.pk or slip.bad_at is None:
        raise NothingToDispute
    reports = Progress.objects.in_chapter(slip.chapter_id).filter(slip=slip, stage=Stage.BAD).order_by("-at", "-pk")
    marked_by = reports.values_list("reported_by", flat=True).first() or slip.receiver_id
    return _raised(Dispute(what=Disputed.BAD_SLIP, slip=slip, other_id=marked_by), why, by, at)


@transaction.atomic
def say_missing(*, chapter: Chapter, other: Member, day: date, why: str, by: Member, at: datetime) -> Dispute:
    """Say that a one-to-one is missing in the record.

    Raises ThereAlready, DeniedByOther where the other says that it was not, NotThen of a day that is to come or before
    `by` joined, NothingToDispute of a past member, SaidAlready.
    """
    if by == other:
        raise NothingToDispute
    _refuse_day(chapter, day, {by, other}, by, at)
    of_day = list(OneToOne.objects.in_chapter(chapter).of_two(by, other).filter(date=day))
    if any(not one.disputed for one in of_day):
        raise ThereAlready
    if any(one.disputed_by_id == other.pk for one in of_day):
        raise DeniedByOther(other.name)
    return _raised(Dispute(what=Disputed.MISSING_ONE_TO_ONE, day=day, other=other), why, by, at)


@transaction.atomic
def say_slip_missing(
    *, chapter: Chapter, receiver: Member | None, day: date, need: str, why: str, by: Member, at: datetime
) -> Dispute:
    """Say that a referral to somebody, or without a `receiver` a lead with what it says, is missing in the record.

    Raises NotThen, NothingToDispute, SaidAlready as `say_missing` does.
    """
    _refuse_day(chapter, day, {by, receiver} - {None}, by, at)
    words = need.strip() if receiver is None else ""
    return _raised(Dispute(what=Disputed.MISSING_SLIP, day=day, other=receiver, need=words), why, by, at)


def _refuse_day(chapter: Chapter, day: date, people: Set[Member | None], by: Member, at: datetime) -> None:
    """Both are members today, and on the day that is over `by` was one."""
    today = chapter.today(at)
    stays = Stay.objects.in_chapter(chapter).current_on(today).filter(member__in=people)
    joined = dict(stays.values_list("member", "joined_on"))
    if len(joined) != len(people):
        raise NothingToDispute
    if day > today:
        raise NotThen(_("That day is still to come."))
    if day < joined[by.pk]:
        raise NotThen(_("That is before you joined the chapter, so it would not count."))


def _raised(dispute: Dispute, why: str, by: Member, at: datetime) -> Dispute:
    """Keep it and tell the officers who may answer; the same words again are the same dispute."""
    dispute.chapter, dispute.member, dispute.why, dispute.raised_at = by.chapter, by, why, at
    try:
        with transaction.atomic():
            dispute.save(force_insert=True)
    except IntegrityError as error:
        if constraint_of(error) == ONE_OPEN:
            return _said_before(dispute)
        raise
    for officer in answerers_of(dispute, at=at):
        about, to = f"dispute {dispute.pk}", address_of(officer)
        tell(chapter=by.chapter, kind="dispute_raised", about=about, to=to, subject=dispute.pk, at=at)
    return dispute


def _said_before(dispute: Dispute) -> Dispute:
    row = {name: getattr(dispute, name) for name in ("member_id", "what", "day", "slip_id", "other_id")}
    words = ("why", "mark", "substitute", "need")
    open_one: Dispute | None = (
        Dispute.objects.in_chapter(dispute.chapter_id).filter(**row, state=DisputeState.OPEN).first()
    )
    if open_one is None or any(getattr(open_one, name) != getattr(dispute, name) for name in words):
        raise SaidAlready
    return open_one


def answerers_of(dispute: Dispute, *, at: datetime) -> Iterable[Member]:
    """The officers who may answer it today, by name; one whom it concerns is none of them. One statement."""
    chapter, today = dispute.chapter, dispute.chapter.today(at)
    terms = Office.objects.in_chapter(chapter).held_on(today).filter(office__in=ANSWERS_DISPUTES)
    concerned = {dispute.member_id, dispute.other_id} - {None}
    people = Member.objects.in_chapter(chapter).filter(pk__in=terms.values("member")).exclude(pk__in=concerned)
    found: Iterable[Member] = people.by_name()
    return found


@transaction.atomic
def answer_dispute(*, dispute: Dispute, answer: Answer, by: Member, at: datetime) -> None:
    """Put it right, or say why it stays as it is; the member is told.

    Raises DisputeMoved where somebody was faster, SlipMoved, and what the act that corrects the fact refuses: then
    nothing is answered.
    """
    state = DisputeState.UPHELD if answer.upheld else DisputeState.NOT_UPHELD
    dispute.move_to(state, answered_by=by, answered_at=max(at, dispute.raised_at), answer=answer.word)
    if answer.upheld:
        CORRECT[Disputed(dispute.what)](dispute, by, at)
    about, to = f"dispute {dispute.pk}", address_of(dispute.member)
    tell(chapter=dispute.chapter, kind="dispute_answered", about=about, to=to, subject=dispute.pk, at=at)


@transaction.atomic
def withdraw_dispute(*, dispute: Dispute) -> None:
    """Its member takes it back. Raises DisputeMoved once it was answered."""
    dispute.move_to(DisputeState.WITHDRAWN)


def _correct_mark(dispute: Dispute, by: Member, at: datetime) -> None:
    """The reason is read in the minutes, so it does not tell what the two wrote."""
    reason = _("Looked into again.")  # everybody reads it in the minutes, and that somebody asks is theirs
    said = Said(Attendance(dispute.mark), dispute.substitute)
    row = {"chapter": dispute.chapter, "day": dispute.day_of_it, "member": dispute.member}
    try:
        correct_mark(**row, said=said, reason=reason, by=by, at=at)
    except MarkedSo:
        return  # somebody was faster, and it is right


def _let_it_count(dispute: Dispute, by: Member, at: datetime) -> None:
    slip: Slip = dispute.slip
    overturn_bad(chapter=dispute.chapter, slip=slip, at=at)


def _log_it(dispute: Dispute, by: Member, at: datetime) -> None:
    """As if its member had logged it, so that the other one is told and can say that it was not."""
    talk = Talk(dispute.other, dispute.day_of_it)
    uuid = uuid5(PUT_IN, str(dispute.pk))
    try:
        log_one_to_one(chapter=dispute.chapter, uuid=uuid, talk=talk, by=dispute.member, at=at)
    except LoggedAlready:
        return  # one of the two was faster, and it is there


def _enter_it(dispute: Dispute, by: Member, at: datetime) -> None:
    """Without anything of the prospect's, which officers do not know; its giver fills that in."""
    row = {"chapter": dispute.chapter, "receiver": dispute.other, "day": dispute.day_of_it, "need": dispute.need}
    try:
        slip = enter_slip(uuid=uuid5(PUT_IN, str(dispute.pk)), giver=dispute.member, **row, at=at)
    except NotAMember as error:
        raise NotHere from error
    Dispute.objects.in_chapter(dispute.chapter_id).filter(pk=dispute.pk).update(slip=slip)
    dispute.slip = slip


CORRECT = {
    Disputed.MARK: _correct_mark,
    Disputed.BAD_SLIP: _let_it_count,
    Disputed.MISSING_ONE_TO_ONE: _log_it,
    Disputed.MISSING_SLIP: _enter_it,
}
