"""Who may do what around a meeting: small questions that views, templates and tests ask alike."""

from collections.abc import Set as AbstractSet
from datetime import date

from chapters.access import Role
from meetings.models import Appointment, OneToOne, PairNote, Presentation, Visit
from meetings.states import AppointmentState
from members.models import Member

LEADING = (Role.PRESIDENT, Role.VICE_PRESIDENT, Role.SECRETARY)
ROLL_CALL = (*LEADING, Role.VISITOR_HOST)


def can_lead(roles: AbstractSet[Role]) -> bool:
    """Open, cancel, move, close and reopen a meeting."""
    return not roles.isdisjoint(LEADING)


def can_call_roll(roles: AbstractSet[Role]) -> bool:
    """Mark who is there, and what became of the visitors."""
    return not roles.isdisjoint(ROLL_CALL)


def can_take_off(roles: AbstractSet[Role], member: Member, visit: Visit, today: date) -> bool:
    """Take a visitor off the list: who keeps it, or who invited them, until the day."""
    return can_call_roll(roles) or (visit.invited_by_id == member.pk and not visit.outcome and visit.date >= today)


def can_withdraw(member: Member, one_to_one: OneToOne) -> bool:
    """Take back one's own log, while the other has not answered."""
    unanswered = one_to_one.confirmed_at is None and not one_to_one.disputed
    return one_to_one.logged_by_id == member.pk and unanswered


def can_answer(member: Member, one_to_one: OneToOne) -> bool:
    """Say of a one-to-one that somebody else logged whether it happened."""
    return member.pk in {one_to_one.a_id, one_to_one.b_id} and one_to_one.logged_by_id != member.pk


def can_accept(member: Member, appointment: Appointment) -> bool:
    """Agree on one of the other's times, while it is this member's turn."""
    return appointment.state == AppointmentState.PROPOSED and appointment.turn_of_id in {None, member.pk}


def can_say_met(appointment: Appointment, today: date) -> bool:
    """Log in one tap that they met: from the day they agreed on, or while nothing is agreed."""
    if appointment.state == AppointmentState.AGREED and appointment.starts_at:
        return bool(appointment.chapter.today(appointment.starts_at) <= today)
    return appointment.state == AppointmentState.PROPOSED


def can_change_note(member: Member, note: PairNote) -> bool:
    """Its writer alone, shared or not."""
    return bool(note.writer_id == member.pk)


SETTING_SPEAKERS = (Role.PRESIDENT, Role.EDUCATION)


def can_set_speaker(roles: AbstractSet[Role]) -> bool:
    """Say who presents, and have the rota filled."""
    return not roles.isdisjoint(SETTING_SPEAKERS)


def can_read_feedback(member: Member, presentation: Presentation) -> bool:
    """Read what people wrote to the speaker: the speaker, and nobody else, whatever their office."""
    return presentation.member_id == member.pk
