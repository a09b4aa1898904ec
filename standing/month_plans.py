"""A month's one-to-ones: proposed by matching, edited by officers, sent once. Who may is in `standing.permissions`.

Whoever changes a plan holds its row first, so that nothing changes while it is sent, and it is sent once.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from uuid import uuid4

from django.db import IntegrityError, transaction

from chapters.models import Chapter
from chapters.refusals import constraint_of
from meetings.models import Appointment, MonthPlan, PlannedPair
from members.models import Member
from notices.actions import tell
from referrals.actions.people import address_of
from standing.needs import Person, month_end, needs_of, people_of, rooms, why_of
from standing.pairing import pair
from standing.refusals import MonthOver, NoRoom, NothingPlanned, NotPlannable, PairedAlready, PlanSent
from standing.why import BY_HAND

ONCE = "meetings_monthplan_once"


def make_plan(*, chapter: Chapter, month: date, by: Member, at: datetime) -> MonthPlan:
    """Propose the pairs of the month that begins on this day; where there is a plan of it, that is the answer.

    Raises MonthOver of a month that is past.
    """
    today = chapter.today(at)
    if month_end(month) < today:
        raise MonthOver
    try:
        with transaction.atomic():
            plan: MonthPlan = MonthPlan.objects.create(chapter=chapter, month=month, made_at=at, made_by=by)
            _fill(plan, today)
    except IntegrityError as error:
        if constraint_of(error) != ONCE:
            raise
        found: MonthPlan = MonthPlan.objects.in_chapter(chapter).get(month=month)
        return found
    return plan


@transaction.atomic
def plan_anew(*, plan: MonthPlan, by: Member, at: datetime) -> None:
    """Forget the proposal, what was edited too, and make it again as things are now. Raises PlanSent, MonthOver."""
    held = _held(plan, at)
    PlannedPair.objects.in_chapter(held.chapter_id).filter(plan=held).delete()
    MonthPlan.objects.in_chapter(held.chapter_id).filter(pk=held.pk).update(made_at=at, made_by=by)
    _fill(held, held.chapter.today(at))


@transaction.atomic
def add_pair(*, plan: MonthPlan, one: int, other: int, at: datetime) -> PlannedPair:
    """Bring two more together, by their keys, as long as it is no more than either asks for.

    Raises PlanSent, MonthOver, NotPlannable of somebody who is no member or away, PairedAlready, NoRoom.
    """
    held = _held(plan, at)
    people = people_of(held.chapter, held.month, held.chapter.today(at))
    two = [people.get(key) for key in sorted((one, other))]
    if one == other or any(person is None or person.away for person in two):
        raise NotPlannable
    pairs = set(PlannedPair.objects.in_chapter(held.chapter_id).filter(plan=held).values_list("a", "b"))
    if (min(one, other), max(one, other)) in pairs:
        raise PairedAlready
    busy = Counter(key for planned in pairs for key in planned)
    for person in two:
        if person and busy[person.key] >= person.number:
            raise NoRoom(person.name, person.number)
    needs = needs_of(held.chapter, {key: people[key] for key in (one, other)}, held.month, held.chapter.today(at))
    why = " ".join(filter(None, [*map(why_of, needs)])) or BY_HAND
    made: PlannedPair = PlannedPair.objects.create(
        chapter_id=held.chapter_id, plan=held, a_id=min(one, other), b_id=max(one, other), why=why
    )
    return made


@transaction.atomic
def remove_pair(*, plan: MonthPlan, pair: PlannedPair, at: datetime) -> None:
    """Take a pair out; once more changes nothing. Raises PlanSent, MonthOver."""
    held = _held(plan, at)
    PlannedPair.objects.in_chapter(held.chapter_id).filter(plan=held, pk=pair.pk).delete()


@transaction.atomic
def send_plan(*, plan: MonthPlan, by: Member, at: datetime) -> int:
    """Ask each two to find a time, and tell each of them once; how many pairs that were.

    Who left meanwhile, or looks for a time with the other already, is not asked again. Raises PlanSent, NothingPlanned,
    MonthOver.
    """
    held = _held(plan, at)
    rows = MonthPlan.objects.in_chapter(held.chapter_id)
    pairs = list(PlannedPair.objects.in_chapter(held.chapter_id).filter(plan=held).select_related("a", "b"))
    if not pairs:
        raise NothingPlanned
    if not rows.filter(pk=held.pk, sent_at=None).update(sent_at=at, made_by=by):
        raise PlanSent
    asked = _still_due(held, pairs, at)
    made = Appointment.objects.bulk_create(
        Appointment(chapter_id=held.chapter_id, uuid=uuid4(), proposer=one.a, other=one.b, proposed_at=at, plan=held)
        for one in asked
    )
    for appointment in made:
        about = f"appointment {appointment.uuid}"
        for person in (appointment.proposer, appointment.other):
            to = address_of(person)
            tell(chapter=held.chapter, kind="appointment_planned", about=about, to=to, at=at, subject=appointment.pk)
    return len(made)


def _still_due(plan: MonthPlan, pairs: Iterable[PlannedPair], at: datetime) -> list[PlannedPair]:
    here = set(
        Member.objects.in_chapter(plan.chapter_id).current_on(plan.chapter.today(at)).values_list("pk", flat=True)
    )
    open_ = Appointment.objects.in_chapter(plan.chapter_id).open().values_list("proposer", "other")
    busy = {frozenset(two) for two in open_}
    return [one for one in pairs if {one.a_id, one.b_id} <= here and {one.a_id, one.b_id} not in busy]


def _held(plan: MonthPlan, at: datetime) -> MonthPlan:
    """The plan's row, held until the transaction ends. Raises PlanSent, and MonthOver once its month is past."""
    rows = MonthPlan.objects.in_chapter(plan.chapter_id).select_related("chapter")
    found: MonthPlan = rows.select_for_update(no_key=True, of=("self",)).get(pk=plan.pk)
    if found.sent_at is not None:
        raise PlanSent
    if month_end(found.month) < found.chapter.today(at):
        raise MonthOver
    return found


def _fill(plan: MonthPlan, today: date) -> None:
    """The pairs that matching finds, the most needed first."""
    people: dict[int, Person] = people_of(plan.chapter, plan.month, today)
    planned = pair(needs_of(plan.chapter, people, plan.month, today), rooms(people.values()))
    PlannedPair.objects.bulk_create(
        PlannedPair(chapter_id=plan.chapter_id, plan=plan, a_id=need.a, b_id=need.b, why=why_of(need))
        for need in planned
    )
