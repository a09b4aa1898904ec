"""Who may do what around a meeting: small questions that views, templates and tests ask alike."""

from collections.abc import Set as AbstractSet
from datetime import date, datetime, timedelta

from chapters.access import Role
from chapters.models import Chapter
from meetings.models import Appointment, Meeting, OneToOne, PairNote, Presentation, Visit
from meetings.rhythm import ComingMeeting
from meetings.states import AppointmentState
from members.models import Member

LEADING = (Role.PRESIDENT, Role.VICE_PRESIDENT, Role.SECRETARY)
ROLL_CALL = (*LEADING, Role.VISITOR_HOST)
DOORS_OPEN = timedelta(minutes=45)
"""How long before a meeting people may say that they are here."""


def can_lead(roles: AbstractSet[Role]) -> bool:
    """Open, cancel, move, close and reopen a meeting."""
    return not roles.isdisjoint(LEADING)


def can_reopen(chapter: Chapter, row: Meeting, at: datetime) -> bool:
    """Take a close back: on the chapter's day on which it was closed. Afterwards marks are corrected, with a reason."""
    return row.closed_at is not None and chapter.today(row.closed_at) == chapter.today(at)


def can_call_roll(roles: AbstractSet[Role]) -> bool:
    """Mark who is there, and what became of the visitors."""
    return not roles.isdisjoint(ROLL_CALL)


def can_take_off(roles: AbstractSet[Role], member: Member, visit: Visit, today: date) -> bool:
    """Take a visitor off the list: who keeps it, or who invited them, until the day."""
    return can_call_roll(roles) or (visit.invited_by_id == member.pk and not visit.outcome and visit.date >= today)


def can_arrive(meeting: ComingMeeting, at: datetime) -> bool:
    """Say that one is here: from a little before the meeting until it is closed or over."""
    on = not meeting.cancelled and not meeting.held
    return on and meeting.starts_at - DOORS_OPEN <= at < meeting.ends_at


def looks_after(member: Member, visit: Visit) -> bool:
    """Whether this visitor is theirs to host: as asked, else as who invited them."""
    return member.pk == (visit.host_id or visit.invited_by_id)


def can_see_visit(roles: AbstractSet[Role], member: Member, visit: Visit) -> bool:
    """Open the page of a visit, where their address is: who keeps the list, who hosts them, who invited them."""
    return can_call_roll(roles) or member.pk in {visit.host_id, visit.invited_by_id}


def can_follow_up(roles: AbstractSet[Role], member: Member, visit: Visit) -> bool:
    """Say that the visitor was thanked and asked how they liked it: their host, or who keeps the list."""
    return can_call_roll(roles) or looks_after(member, visit)


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
