"""A decision about a seat: proposed with a reason, voted on, counted. Judged on the committee as it is at commit."""

from datetime import date, datetime, timedelta
from typing import Any

from members.actions.offices import hold_offices
from members.models import Member
from reviews.actions.again import or_as_before
from reviews.actions.cases import Case, act, locked_review, seated, take_up
from reviews.actions.talking import officers_spoke
from reviews.actions.telling import tell_committee, tell_member
from reviews.evidence import as_it_stands
from reviews.models import Ballot, Decision, Recusal, SeatReview
from reviews.refusals import JoinedLater, NoQuorum, NoReason, NotNow, NotYours, Tied, TimeToAnswer, TooSoon
from reviews.states import Choice, DecisionKind, DecisionState, ReviewState, Verb, counted_from
from standing.models import Flag


def _proposed_before(*, flag: Flag, by: Member, reason: str, effective_on: date, **_typed: object) -> Decision | None:
    asked = {"proposed_by": by, "reason": reason.strip(), "effective_on": effective_on}
    found: Decision | None = decisions_of(flag).filter(state=DecisionState.VOTING, **asked).first()
    return found


@act
@or_as_before(_proposed_before)
def propose(*, flag: Flag, by: Member, at: datetime, reason: str, effective_on: date) -> Decision:
    """Ask the committee to open the seat, from a day after the days to appeal; the record is kept as it stands.

    The same once more, while they vote on it, is the same proposal. Raises NoReason, NotYours, NotNow, TooSoon,
    HoldsNoSeat.
    """
    if not reason.strip():
        raise NoReason
    case = take_up(flag, verb=Verb.PROPOSE, by=by, at=at)
    if effective_on <= appeal_ends(flag, at=at):
        raise TooSoon("effective_on")
    case.move(Verb.PROPOSE, ReviewState.VOTING)
    decision = put_to_the_vote(case, DecisionKind.OPEN_SEAT, reason=reason, effective_on=effective_on, at=at)
    officers_spoke(flag, at=at)
    tell_member(case, "review_put_to_vote", f"decision:{decision.pk}", at=at)
    tell_committee(case, "review_vote", f"decision:{decision.pk}", at=at)
    return decision


def appeal_ends(flag: Flag, *, at: datetime) -> date:
    """The last day to appeal something decided today; a seat opens after it."""
    today: date = flag.chapter.today(at)
    return today + timedelta(days=flag.chapter.appeal_days)


def put_to_the_vote(case: Case, kind: DecisionKind, *, reason: str, effective_on: date, at: datetime) -> Decision:
    """A vote begins, with the evidence as it stands. Raises HoldsNoSeat."""
    flag = case.flag
    decision: Decision = Decision.objects.create(
        chapter=flag.chapter,
        review=case.review,
        kind=kind,
        proposed_by=case.by,
        proposed_at=at,
        reason=reason.strip(),
        effective_on=effective_on,
        evidence=as_it_stands(flag.chapter, flag.member_id, at=at),
        seated=sorted(one.pk for one in case.committee.seated),
    )
    return decision


def _voted_before(*, flag: Flag, by: Member, choice: Choice, on: int | None = None, **_typed: object) -> Ballot | None:
    rows = Ballot.objects.in_chapter(flag.chapter_id).filter(decision__review__flag=flag)
    found: Ballot | None = rows.filter(decision=on, voter=by, choice=choice).select_related("decision").first()
    return found


@act
@or_as_before(_voted_before)
def vote(*, flag: Flag, by: Member, at: datetime, choice: Choice, on: int | None = None) -> Ballot:
    """Cast one's ballot, or change it: one a person, whatever it is cast on; the trail has them all (F13).

    `on` is the key of the decision that was read (None: whichever is open). The same choice once more, after that vote,
    is the ballot that was cast in it. Raises NotYours, NotNow, JoinedLater.
    """
    case = take_up(flag, verb=Verb.VOTE, by=by, at=at)
    decision = voted_on(case, Verb.VOTE, on=on)
    if by.pk not in case.committee.of(decision.seated).voters:
        raise JoinedLater
    ballot: Ballot
    ballot, _made = Ballot.objects.in_chapter(flag.chapter_id).update_or_create(
        chapter=flag.chapter,
        decision=decision,
        voter=by,
        defaults={"choice": choice, "cast_at": at},
    )
    return ballot


def _counted_before(*, flag: Flag, by: Member, on: int | None = None, **_typed: object) -> Decision | None:
    newest: Decision | None = decisions_of(flag).order_by("pk").last()
    if newest is None or newest.state == DecisionState.WITHDRAWN or (newest.pk, newest.closed_by_id) != (on, by.pk):
        return None
    return newest


@act
@or_as_before(_counted_before)
def close_vote(*, flag: Flag, by: Member, at: datetime, on: int | None = None) -> Decision:
    """Count the ballots of those who sat on the committee when the vote began, do now, and have not stepped aside.

    `on` is the key of the decision that was read (None: whichever is open); whoever closed that vote and does once more
    is given it as it is. Raises TimeToAnswer while the member has some, NoQuorum, Tied (all wait, and change nothing),
    NotYours, NotNow.
    """
    case = take_up(flag, verb=Verb.COUNT, by=by, at=at)
    decision = voted_on(case, Verb.COUNT, on=on)
    first_day = counted_from(DecisionKind(decision.kind), flag.chapter.today(decision.proposed_at))
    if flag.chapter.today(at) < first_day:
        raise TimeToAnswer(first_day)
    committee = case.committee.of(decision.seated)
    counted = Ballot.objects.in_chapter(flag.chapter_id).filter(decision=decision, voter__in=committee.voters)
    choices = list(counted.values_list("choice", flat=True))
    yes, no = choices.count(Choice.YES), choices.count(Choice.NO)
    if len(choices) < committee.quorum:
        raise NoQuorum
    if yes == no:
        raise Tied
    carried = yes > no
    decision.state = DecisionState.CARRIED if carried else DecisionState.FELL
    decision.closed_by, decision.closed_at = by, at
    decision.yes, decision.no, decision.voted, decision.sitting = yes, no, len(choices), len(committee.voters)
    if carried and decision.kind == DecisionKind.OPEN_SEAT:
        decision.appeal_until = appeal_ends(flag, at=at)
        decision.effective_on = max(decision.effective_on, decision.appeal_until + timedelta(days=1))
    decision.save()
    if not carried and decision.kind == DecisionKind.APPEAL:
        _take_back(case, decision, at=at)
    case.move(Verb.COUNT, ReviewState.DECIDED if carried else case.resumed)
    _tell_result(case, decision, at=at)
    return decision


def _withdrawn_before(*, flag: Flag, by: Member, reason: str, **_typed: object) -> Decision | None:
    return taken_off_before(flag, DecisionState.WITHDRAWN, by=by, reason=reason)


@act
@or_as_before(_withdrawn_before)
def withdraw(*, flag: Flag, by: Member, at: datetime, reason: str, on: int | None = None) -> Decision:
    """Ask the committee no more; the conversation goes on. Whoever proposed it does, or somebody who leads.

    `on` is the key of the decision that was read (None: whichever is open). With the same words once more it is
    withdrawn as it was, unless it was proposed anew since. Raises NoReason, NotYours, NotNow.
    """
    if not reason.strip():
        raise NoReason
    case = take_up(flag, verb=Verb.WITHDRAW, by=by, at=at)
    decision = voted_on(case, Verb.WITHDRAW, on=on)
    if by.pk not in case.committee.leaders | {decision.proposed_by_id}:
        raise NotYours
    decision.state, decision.closed_by, decision.closed_at = DecisionState.WITHDRAWN, by, at
    decision.undone_by, decision.undone_at, decision.undone_reason = by, at, reason.strip()
    decision.save()
    case.move(Verb.WITHDRAW, case.resumed)
    _tell_it_stays(case, decision, at=at)
    tell_committee(case, "review_counted", f"withdrawn:{decision.pk}", at=at)
    return decision


@act
def step_aside(*, flag: Flag, by: Member, at: datetime, reason: str) -> None:
    """Neither vote nor count in this review, for a conflict of interest. Again changes nothing. Raises NotYours."""
    case = _beside(flag, by=by, at=at)
    Recusal.objects.in_chapter(flag.chapter_id).get_or_create(
        chapter=flag.chapter, review=case, member=by, defaults={"reason": reason.strip(), "at": at}
    )


@act
def take_part_again(*, flag: Flag, by: Member, at: datetime) -> None:
    """Sit on the committee of this review again. Raises NotYours."""
    case = _beside(flag, by=by, at=at)
    Recusal.objects.in_chapter(flag.chapter_id).filter(review=case, member=by).delete()


def voted_on(case: Case, verb: Verb, *, on: int | None = None) -> Decision:
    """What the committee votes on. Raises NotNow where nothing is, or another one than was read."""
    rows = Decision.objects.in_chapter(case.flag.chapter_id).filter(review=case.review, state=DecisionState.VOTING)
    found: Decision | None = rows.first()
    if found is None or on not in {None, found.pk}:
        raise NotNow(verb, case.state)
    return found


def decisions_of(flag: Flag) -> Any:
    """All decisions in a flag's review."""
    return Decision.objects.in_chapter(flag.chapter_id).filter(review__flag=flag)


def taken_off_before(flag: Flag, state: DecisionState, *, by: Member, reason: str) -> Decision | None:
    """The newest decision to open the seat, where this person withdrew it or took it back with these words."""
    newest: Decision | None = decisions_of(flag).filter(kind=DecisionKind.OPEN_SEAT).order_by("pk").last()
    if newest is None or (newest.state, newest.undone_by_id, newest.undone_reason) != (state, by.pk, reason.strip()):
        return None
    return newest


def stands(case: Case, verb: Verb, *, on: int | None = None) -> Decision:
    """The decision to open the seat that stands. Raises NotNow where none does, or another one than was read."""
    rows = Decision.objects.in_chapter(case.flag.chapter_id).filter(review=case.review, kind=DecisionKind.OPEN_SEAT)
    found: Decision | None = (
        rows.filter(state__in=(DecisionState.CARRIED, DecisionState.CONFIRMED)).select_related("stay").first()
    )
    if found is None or on not in {None, found.pk}:
        raise NotNow(verb, case.state)
    return found


def _beside(flag: Flag, *, by: Member, at: datetime) -> SeatReview:
    """The review, locked as every act locks it, for somebody of the committee."""
    hold_offices(flag.chapter)
    if not seated(flag, at=at).has(by):
        raise NotYours
    return locked_review(flag)


def _take_back(case: Case, appeal: Decision, *, at: datetime) -> None:
    """The appeal was right: the decision it was against is undone."""
    decision = stands(case, Verb.COUNT)
    decision.state, decision.undone_by, decision.undone_at = DecisionState.UNDONE, case.by, at
    decision.undone_reason = appeal.reason
    decision.save()


def _tell_result(case: Case, decision: Decision, *, at: datetime) -> None:
    """The member hears what came of what they heard was voted on."""
    if decision.kind == DecisionKind.APPEAL:
        officers_spoke(case.flag, at=at)
        tell_member(case, "review_appeal_decided", f"decision:{decision.pk}", at=at)
    elif decision.state == DecisionState.CARRIED:
        officers_spoke(case.flag, at=at)
        tell_member(case, "review_decided", f"decision:{decision.pk}", at=at)
    else:
        _tell_it_stays(case, decision, at=at)
    tell_committee(case, "review_counted", f"decision:{decision.pk}", at=at)


def _tell_it_stays(case: Case, decision: Decision, *, at: datetime) -> None:
    officers_spoke(case.flag, at=at)
    tell_member(case, "review_not_opened", f"decision:{decision.pk}", at=at)
