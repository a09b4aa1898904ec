"""The support plan, and the check on its date against the record."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from members.models import Member
from reviews.actions.again import kept_under, or_as_before
from reviews.actions.cases import Case, act, take_up
from reviews.actions.talking import member_spoke, officers_spoke
from reviews.actions.telling import tell_committee, tell_member
from reviews.evidence import as_it_stands
from reviews.models import Check, PlanStep
from reviews.refusals import NotNow, NoWords, PlanMoved, TooSoon
from reviews.states import Help, Outcome, ReviewState, Verb, plan_read
from standing.actions.flags import close_flag
from standing.models import Flag


def _planned_before(*, flag: Flag, by: Member, uuid: UUID, **_typed: object) -> PlanStep | None:
    return kept_under(uuid, PlanStep, "added_by", flag=flag, by=by)


@act
@or_as_before(_planned_before)
def add_step(
    *,
    flag: Flag,
    by: Member,
    at: datetime,
    uuid: UUID,
    what: str,
    by_day: date,
    who_helps: Help,
    helper: Member | None = None,
    check_on: date,
) -> PlanStep:
    """Put a step on the plan, and say when it is looked at; the member is asked whether they agree.

    The same id again is the same step. Raises NoWords, WrittenByAnother, TooSoon where a day is past, NotYours, NotNow.
    """
    if not what.strip():
        raise NoWords
    case = take_up(flag, verb=Verb.PLAN, by=by, at=at)
    stored = _planned_before(flag=flag, by=by, uuid=uuid)
    if stored is not None:
        return stored
    past = [name for name, day in (("by_day", by_day), ("check_on", check_on)) if day < flag.chapter.today(at)]
    if past:
        raise TooSoon(*past)
    step: PlanStep = PlanStep.objects.create(
        chapter=flag.chapter,
        review=case.review,
        uuid=uuid,
        what=what.strip(),
        by_day=by_day,
        who_helps=who_helps,
        helper=helper,
        added_by=by,
        added_at=at,
    )
    _plan_changed(case, check_on=check_on, about=f"step:{step.pk}", at=at)
    return step


@act
def remove_step(*, flag: Flag, by: Member, at: datetime, step: PlanStep) -> None:
    """Take a step off the plan; the member is asked anew. Without the last one there is no plan any more.

    Raises NotYours, NotNow where it is gone.
    """
    case = take_up(flag, verb=Verb.PLAN, by=by, at=at)
    if case.state != ReviewState.SUPPORTED or not _of(case, step).delete()[0]:
        raise NotNow
    if not PlanStep.objects.in_chapter(flag.chapter_id).filter(review=case.review).exists():
        case.move(Verb.PLAN, ReviewState.TALKING, check_on=None, plan_agreed_at=None)
        officers_spoke(flag, at=at)
        return
    _plan_changed(case, check_on=case.review.check_on, about=f"without:{step.pk}", at=at)


@act
def step_done(*, flag: Flag, by: Member, at: datetime, step: PlanStep, done: bool) -> None:
    """Tick a step, or take the tick back: the committee, or the member. Raises NotYours, NotNow."""
    case = take_up(flag, verb=Verb.WRITE, by=by, at=at)
    if not _of(case, step).update(done_at=at if done else None):
        raise NotNow


@act
def agree(*, flag: Flag, by: Member, at: datetime, read: str | None = None) -> None:
    """The member agrees to the plan as it is. Once more changes nothing.

    `read` is the plan they read, as `states.plan_read` names it (None: as it is). Raises NotYours, NotNow, PlanMoved.
    """
    case = take_up(flag, verb=Verb.AGREE, by=by, at=at)
    steps = PlanStep.objects.in_chapter(flag.chapter_id).filter(review=case.review).values_list("pk", flat=True)
    if read not in {None, plan_read(steps, case.review.check_on)}:
        raise PlanMoved
    if case.review.plan_agreed_at is not None:
        return
    case.move(Verb.AGREE, ReviewState.SUPPORTED, plan_agreed_at=at)
    member_spoke(flag, at=at)
    tell_committee(case, "review_agreed", f"agreed:{case.review.pk}:{at.isoformat()}", at=at)


def _checked_before(*, flag: Flag, by: Member, uuid: UUID | None = None, **_typed: object) -> Check | None:
    return kept_under(uuid, Check, "by", flag=flag, by=by)


@act
@or_as_before(_checked_before)
def check(
    *,
    flag: Flag,
    by: Member,
    at: datetime,
    outcome: Outcome,
    words: str,
    next_check_on: date | None = None,
    uuid: UUID | None = None,
) -> Check:
    """Look at how it went, with the record as it stands: thriving closes the flag, extended sets another date.

    The same id again is the same check, also where it ended the case. Raises NoWords, WrittenByAnother, TooSoon without
    a later date to extend to, NotYours, NotNow, HoldsNoSeat.
    """
    if not words.strip():
        raise NoWords
    verb = Verb.THRIVE if outcome == Outcome.THRIVING else Verb.EXTEND
    case = take_up(flag, verb=verb, by=by, at=at)
    stored = _checked_before(flag=flag, by=by, uuid=uuid)
    if stored is not None:
        return stored
    if verb == Verb.EXTEND and (next_check_on is None or next_check_on <= flag.chapter.today(at)):
        raise TooSoon("next_check_on")
    found: Check = Check.objects.create(
        chapter=flag.chapter,
        review=case.review,
        uuid=uuid,
        by=by,
        at=at,
        outcome=outcome,
        words=words.strip(),
        next_check_on=next_check_on if verb == Verb.EXTEND else None,
        evidence=as_it_stands(flag.chapter, flag.member_id, at=at),
    )
    if verb == Verb.THRIVE:
        case.move(verb, ReviewState.THRIVING)
        close_flag(flag=flag, by=by, at=at, reason=words)
    else:
        case.move(verb, ReviewState.SUPPORTED, check_on=next_check_on)
    officers_spoke(flag, at=at)
    tell_member(case, "review_checked", f"check:{found.pk}", at=at)
    return found


def _of(case: Case, step: PlanStep) -> Any:
    return PlanStep.objects.in_chapter(case.flag.chapter_id).filter(pk=step.pk, review=case.review)


def _plan_changed(case: Case, *, check_on: date | None, about: str, at: datetime) -> None:
    case.move(Verb.PLAN, ReviewState.SUPPORTED, check_on=check_on, plan_agreed_at=None)
    officers_spoke(case.flag, at=at)
    tell_member(case, "review_planned", about, at=at)
