"""One-to-ones to come: proposed, answered with other times, agreed on, moved, called off, and in the end met.

Whoever acts holds the appointment's row first, so that of two who act at once the second sees what the first did. A
repeat of an act that happened changes nothing; an act that no longer fits raises MovedOn, with what is so now.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from chapters.models import Chapter
from meetings.actions.one_to_ones import Talk, hold_the_two, log_one_to_one
from meetings.models import Appointment, AppointmentTime, OneToOne
from meetings.refusals import AppointmentMoved, LoggedAlready, NotHere, NotThen, ProposedAlready
from meetings.states import APPOINTMENT_TRANSITIONS, AppointmentState
from members.models import Member
from notices.actions import tell
from referrals.actions.people import address_of
from referrals.values import digest_of

MOST_TIMES = 3
HORIZON = timedelta(days=365)
"""How far ahead a one-to-one is planned."""

PROPOSED, AGREED, DECLINED = AppointmentState.PROPOSED, AppointmentState.AGREED, AppointmentState.DECLINED
CANCELLED, MET = AppointmentState.CANCELLED, AppointmentState.MET


@dataclass(frozen=True)
class Idea:
    """What is proposed: one to three instants, how many minutes, where, about what."""

    times: tuple[datetime, ...]
    minutes: int = 60
    place: str = ""
    topics: str = ""


@transaction.atomic
def propose_one_to_one(
    *, chapter: Chapter, uuid: UUID, other: Member, idea: Idea, by: Member, at: datetime
) -> Appointment:
    """Ask somebody for a one-to-one, and tell them; the same sending again is the same one, and tells nobody twice.

    Raises AnotherBody where the id came with other words or from somebody else, NotHere of a past member or oneself,
    NotThen of times that are past, too far or too many, ProposedAlready where the two are looking for a time already.
    """
    if other.pk == by.pk:
        raise NotHere
    hold_the_two(chapter, by.pk, other.pk)
    body = {
        "other": other.pk,
        "times": ",".join(sorted(time.isoformat() for time in idea.times)),
        "minutes": idea.minutes,
        "place": idea.place,
        "topics": idea.topics,
    }
    stored: Appointment = Appointment(
        chapter=chapter,
        uuid=uuid,
        digest=digest_of("appointment", by.pk, body),
        proposer=by,
        other=other,
        minutes=idea.minutes,
        place=idea.place,
        topics=idea.topics,
        proposed_at=at,
        turn_of=other,
    ).hand_in()
    if not stored.is_repeat:
        _refuse_gone(chapter, by, other, at=at)
        _refuse_times(idea.times, at)
        open_ = Appointment.objects.in_chapter(chapter).of_two(by, other).filter(state=PROPOSED)
        if found := open_.exclude(pk=stored.pk).first():
            raise ProposedAlready(found)
        _write_times(stored, idea.times, by)
        _tell(stored, "appointment_proposed", other, at)
    return stored


@transaction.atomic
def propose_other_times(*, appointment: Appointment, times: Sequence[datetime], by: Member, at: datetime) -> None:
    """Answer with other times, so that it is the other's turn. Raises AppointmentMoved, NotHere, NotThen."""
    held = _held(appointment)
    if not _is_proposed_so(held, times, by):
        _propose_again(held, times, by, at, before=PROPOSED, sequence=held.sequence)


@transaction.atomic
def move_one_to_one(*, appointment: Appointment, times: Sequence[datetime], by: Member, at: datetime) -> None:
    """Ask for another time of an agreed one, which does not stand until the other accepts.

    `starts_at` stays what it was: what the two had agreed on. Raises AppointmentMoved, NotHere, NotThen.
    """
    held = _held(appointment)
    if not _is_proposed_so(held, times, by):
        _propose_again(held, times, by, at, before=AGREED, sequence=held.sequence + 1)


@transaction.atomic
def accept_time(*, appointment: Appointment, time: int, by: Member, at: datetime) -> Appointment:
    """Agree on one of the times the other proposed, by its key; both get it for their calendars.

    Raises AppointmentMoved where these times no longer stand, NotThen where it is past, NotHere where the other left.
    """
    held = _held(appointment)
    chosen = AppointmentTime.objects.in_chapter(held.chapter_id).filter(pk=time, appointment=held).first()
    if held.state == AGREED and chosen and chosen.starts_at == held.starts_at:
        return held
    if held.state != PROPOSED or chosen is None or chosen.by_id == by.pk:
        raise AppointmentMoved(held.state)
    _refuse_times([chosen.starts_at], at)
    _refuse_gone(held.chapter, held.proposer, held.other, at=at)
    _change(held, AGREED, starts_at=chosen.starts_at, turn_of=None)
    for person in (held.proposer, held.other):
        _tell(held, "appointment_agreed", person, at, again=True)
    return held


@transaction.atomic
def decline_one_to_one(*, appointment: Appointment, by: Member, at: datetime) -> None:
    """Say no to a proposal, one's own too; the other is told. Raises AppointmentMoved once it was agreed or met."""
    held = _held(appointment)
    if held.state != DECLINED:
        _end(held, DECLINED, by, at, before=PROPOSED)


@transaction.atomic
def call_off(*, appointment: Appointment, by: Member, at: datetime) -> None:
    """Call off what was proposed or agreed; the other is told, and calendars forget it. Raises AppointmentMoved."""
    held = _held(appointment)
    if held.state != CANCELLED:
        _end(held, CANCELLED, by, at)


@transaction.atomic
def mark_met(*, appointment: Appointment, by: Member, at: datetime) -> OneToOne | None:
    """Log that the two met: on the day they had agreed on, else today. Where it is logged already, that is the one.

    Nothing once it was marked. Raises AppointmentMoved where it was called off, NotHere, NotThen.
    """
    chapter = appointment.chapter
    hold_the_two(chapter, appointment.proposer_id, appointment.other_id)
    held = _held(appointment)
    if held.state == MET:
        return None
    if MET not in APPOINTMENT_TRANSITIONS[AppointmentState(held.state)]:
        raise AppointmentMoved(held.state)
    today = chapter.today(at)
    agreed = chapter.today(held.starts_at) if held.state == AGREED and held.starts_at else today
    talk = Talk(held.proposer if held.other_id == by.pk else held.other, min(agreed, today), held.topics)
    try:
        logged = log_one_to_one(chapter=chapter, uuid=held.uuid, talk=talk, by=by, at=at)
    except LoggedAlready as refusal:
        logged = refusal.found
    # Logging closes what fits the day; this closes it whatever the day.
    rows = Appointment.objects.in_chapter(chapter).filter(pk=held.pk)
    rows.update(state=MET, one_to_one=logged, turn_of=None)
    return logged


def _held(appointment: Appointment) -> Appointment:
    """The row as it is now, held until the transaction ends."""
    rows = Appointment.objects.in_chapter(appointment.chapter_id).select_related("chapter", "proposer", "other")
    found: Appointment = rows.select_for_update(no_key=True, of=("self",)).get(pk=appointment.pk)
    return found


def _is_proposed_so(held: Appointment, times: Sequence[datetime], by: Member) -> bool:
    """Whether these very times of this person stand: the act has happened, its answer was lost."""
    stand = AppointmentTime.objects.in_chapter(held.chapter_id).filter(appointment=held)
    asked = {(time, by.pk) for time in times}
    return held.state == PROPOSED and set(stand.values_list("starts_at", "by")) == asked


def _propose_again(
    held: Appointment,
    times: Sequence[datetime],
    by: Member,
    at: datetime,
    *,
    before: AppointmentState,
    sequence: int,
) -> None:
    if held.state != before:
        raise AppointmentMoved(held.state)
    _refuse_times(times, at)
    _refuse_gone(held.chapter, held.proposer, held.other, at=at)
    other = held.other if held.proposer_id == by.pk else held.proposer
    _change(held, PROPOSED, turn_of=other, sequence=sequence)
    AppointmentTime.objects.in_chapter(held.chapter_id).filter(appointment=held).delete()
    _write_times(held, times, by)
    _tell(held, "appointment_proposed", other, at, again=True)


def _end(
    held: Appointment, to: AppointmentState, by: Member, at: datetime, *, before: AppointmentState | None = None
) -> None:
    """End it, with a higher sequence for calendars; where they knew of it, who ends it hears of it too."""
    was = AppointmentState(held.state)
    if to not in APPOINTMENT_TRANSITIONS[was] or (before and was != before):
        raise AppointmentMoved(held.state)
    _change(held, to, sequence=held.sequence + 1, turn_of=None)
    for person in (held.proposer, held.other):
        if person.pk != by.pk or held.starts_at:
            _tell(held, "appointment_off", person, at)


def _change(held: Appointment, to: AppointmentState, **values: object) -> None:
    """Change it only if it still is as it was read. Raises AppointmentMoved."""
    rows = Appointment.objects.in_chapter(held.chapter_id).filter(pk=held.pk, state=held.state, sequence=held.sequence)
    if not rows.update(state=to, **values):
        raise AppointmentMoved(held.state)
    held.state = to
    for name, value in values.items():
        setattr(held, name, value)


def _write_times(appointment: Appointment, times: Sequence[datetime], by: Member) -> None:
    AppointmentTime.objects.bulk_create(
        AppointmentTime(chapter_id=appointment.chapter_id, appointment=appointment, starts_at=time, by=by)
        for time in sorted(times)
    )


def _refuse_times(times: Sequence[datetime], at: datetime) -> None:
    if not 1 <= len(times) <= MOST_TIMES or len(set(times)) < len(times):
        raise NotThen(_("Propose one to three times, each once."))
    if any(time <= at for time in times):
        raise NotThen(_("That time is past. Choose one to come."))
    if any(time > at + HORIZON for time in times):
        raise NotThen(_("That is more than a year away."))


def _refuse_gone(chapter: Chapter, *two: Member, at: datetime) -> None:
    """Both are members today, and they are two."""
    keys = {person.pk for person in two}
    here = Member.objects.in_chapter(chapter).current_on(chapter.today(at)).filter(pk__in=keys)
    if len(keys) != len(two) or here.count() != len(two):
        raise NotHere(_("This person is no member of the chapter any more."))


def _tell(appointment: Appointment, kind: str, to: Member, at: datetime, *, again: bool = False) -> None:
    """Tell one of the two; each round of times is something new to be told."""
    about = f"appointment {appointment.uuid}" + (f" {at.isoformat()}" if again else "")
    tell(chapter=appointment.chapter, kind=kind, about=about, to=address_of(to), at=at, subject=appointment.pk)
