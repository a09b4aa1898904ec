"""How a case ends: closed, appealed, confirmed, undone. Nothing of it happens by itself.

`on` is the key of the decision that was read (None: whichever stands); of another it is NotNow.
"""

from datetime import date, datetime, timedelta

from members.actions.resuming import resume_stay
from members.actions.stays import end_stay
from members.models import Member, Stay
from reviews.actions.again import or_as_before
from reviews.actions.cases import act, take_up
from reviews.actions.deciding import decisions_of, put_to_the_vote, stands, taken_off_before
from reviews.actions.talking import member_spoke, officers_spoke
from reviews.actions.telling import tell_committee, tell_member
from reviews.models import Decision
from reviews.refusals import AppealOver, HoldsNoSeat, HoldsSeatStill, MayBeAppealed, NoReason, NoWords
from reviews.states import ABOUT_TO_DECIDE, DecisionKind, DecisionState, ReviewState, Verb, can_be_appealed
from standing.actions.flags import close_flag
from standing.models import Flag


def _closed_before(*, flag: Flag, by: Member, reason: str, **_typed: object) -> Flag | None:
    closed = Flag.objects.in_chapter(flag.chapter_id).filter(pk=flag.pk, closed_at__isnull=False)
    found: Flag | None = closed.filter(closed_by=by, closing_reason=reason.strip()).first()
    return found


@act
@or_as_before(_closed_before)
def close(*, flag: Flag, by: Member, at: datetime, reason: str) -> Flag:
    """Close the flag with what came of it; what was to be decided falls away where the seat is theirs no more.

    With the same words once more it is closed as it was. Raises NoReason, NotYours, NotNow, HoldsSeatStill where
    something is decided about a seat that is.
    """
    if not reason.strip():
        raise NoReason
    case = take_up(flag, verb=Verb.CLOSE, by=by, at=at)
    begun = case.state != ReviewState.FLAGGED
    if case.state in ABOUT_TO_DECIDE:
        if _open_stay(flag) is not None:
            raise HoldsSeatStill
        asked = Decision.objects.in_chapter(flag.chapter_id).filter(
            review=case.review, state__in=(DecisionState.VOTING, DecisionState.CARRIED)
        )
        asked.update(state=DecisionState.WITHDRAWN, closed_by=by, closed_at=at)
    case.move(Verb.CLOSE, ReviewState.CLOSED)
    close_flag(flag=flag, by=by, at=at, reason=reason)
    if begun:
        tell_member(case, "review_closed", f"closed:{flag.pk}", at=at)
    return flag


def _appealed_before(*, flag: Flag, by: Member, words: str, **_typed: object) -> Decision | None:
    heard = decisions_of(flag).filter(kind=DecisionKind.APPEAL, state=DecisionState.VOTING)
    found: Decision | None = heard.filter(proposed_by=by, reason=words.strip()).first()
    return found


@act
@or_as_before(_appealed_before)
def appeal(*, flag: Flag, by: Member, at: datetime, words: str, on: int | None = None) -> Decision:
    """The member asks the committee to decide again, once, within the days the chapter sets; nothing moves meanwhile.

    The same words once more, while they vote on it, are the same appeal. Raises NoWords, NotYours, NotNow, AppealOver.
    """
    if not words.strip():
        raise NoWords
    case = take_up(flag, verb=Verb.APPEAL, by=by, at=at)
    decision = stands(case, Verb.APPEAL, on=on)
    if not may_appeal(decision, at=at):
        raise AppealOver
    case.move(Verb.APPEAL, ReviewState.APPEALED)
    asked = put_to_the_vote(case, DecisionKind.APPEAL, reason=words, effective_on=decision.effective_on, at=at)
    member_spoke(flag, at=at)
    tell_committee(case, "review_appealed", f"decision:{asked.pk}", at=at)
    return asked


def may_appeal(decision: Decision, *, at: datetime) -> bool:
    """Whether the days to appeal a decision are not over, and there was no appeal against it."""
    later = Decision.objects.in_chapter(decision.chapter_id).filter(
        review=decision.review_id, kind=DecisionKind.APPEAL, pk__gt=decision.pk
    )
    today = decision.chapter.today(at)
    return can_be_appealed(until=decision.appeal_until, today=today, appealed=later.exists())


def _open_stay(flag: Flag) -> Stay | None:
    """The stay that holds the flagged seat, without an end: None once the member left, or is about to."""
    stays = Stay.objects.in_chapter(flag.chapter_id).select_related("member", "chapter")
    found: Stay | None = stays.filter(member=flag.member_id, seat=flag.seat_id, left_on__isnull=True).first()
    return found


def first_day_out(effective_on: date, today: date) -> date:
    """When a decision that is confirmed today takes effect: never backwards."""
    return max(effective_on, today + timedelta(days=1))


def _confirmed_before(*, flag: Flag, by: Member, **_typed: object) -> Decision | None:
    found: Decision | None = decisions_of(flag).filter(state=DecisionState.CONFIRMED, confirmed_by=by).first()
    return found


@act
@or_as_before(_confirmed_before)
def confirm(*, flag: Flag, by: Member, at: datetime, on: int | None = None) -> Decision:
    """Give effect to what was decided: the member's stay gets its first day out, on the day proposed or tomorrow.

    Once the days to appeal are over, or the appeal is answered. Whoever did and does once more changes nothing. Raises
    NotYours, NotNow, MayBeAppealed, HoldsNoSeat, LastPresident.
    """
    case = take_up(flag, verb=Verb.CONFIRM, by=by, at=at)
    decision = stands(case, Verb.CONFIRM, on=on)
    if may_appeal(decision, at=at):
        raise MayBeAppealed
    today = flag.chapter.today(at)
    stay = _open_stay(flag)
    if stay is None:
        raise HoldsNoSeat
    left_on = first_day_out(decision.effective_on, today)
    end_stay(stay=stay, left_on=left_on, at=at)
    decision.state, decision.confirmed_by, decision.confirmed_at = DecisionState.CONFIRMED, by, at
    decision.stay, decision.left_on = stay, left_on
    decision.save()
    case.move(Verb.CONFIRM, ReviewState.OPENED)
    close_flag(flag=flag, by=by, at=at, reason=decision.reason)
    tell_member(case, "review_confirmed", f"decision:{decision.pk}", at=at)
    tell_committee(case, "review_counted", f"confirmed:{decision.pk}", at=at)
    return decision


def _undone_before(*, flag: Flag, by: Member, reason: str, **_typed: object) -> Decision | None:
    return taken_off_before(flag, DecisionState.UNDONE, by=by, reason=reason)


@act
@or_as_before(_undone_before)
def undo(*, flag: Flag, by: Member, at: datetime, reason: str, on: int | None = None) -> Decision:
    """Take a decision back, with a reason: before it is confirmed the conversation goes on; after, the seat is theirs.

    With the same words once more it is taken back as it was. Raises NoReason, NotYours, NotNow, SeatTaken where
    somebody else holds the seat from then on.
    """
    if not reason.strip():
        raise NoReason
    case = take_up(flag, verb=Verb.UNDO, by=by, at=at)
    decision = stands(case, Verb.UNDO, on=on)
    if case.state == ReviewState.APPEALED:
        asked = Decision.objects.in_chapter(flag.chapter_id).filter(
            review=case.review, kind=DecisionKind.APPEAL, state=DecisionState.VOTING
        )
        asked.update(state=DecisionState.WITHDRAWN, closed_by=by, closed_at=at)
    if decision.stay is not None and decision.left_on is not None:
        resume_stay(stay=decision.stay, left_on=decision.left_on, at=at)
        case.move(Verb.UNDO, ReviewState.UNDONE)
    else:
        case.move(Verb.UNDO, case.resumed)
        officers_spoke(flag, at=at)
    decision.state, decision.undone_by, decision.undone_at = DecisionState.UNDONE, by, at
    decision.undone_reason = reason.strip()
    decision.save()
    tell_member(case, "review_undone", f"undone:{decision.pk}", at=at)
    tell_committee(case, "review_counted", f"undone:{decision.pk}", at=at)
    return decision
