"""One-to-ones to come, in words: what a list or a page says of each to one of the two."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, Q
from django.http import Http404
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from chapters.models import Chapter
from meetings.models import Appointment, AppointmentTime
from meetings.permissions import can_accept, can_say_met
from meetings.states import AppointmentState
from members.models import Member


@dataclass(frozen=True, slots=True)
class Planned:
    """One of a list: `when` is the time agreed on, `note` where, or what it waits for; `can_met` offers "We met"."""

    key: UUID
    name: str
    when: str
    note: str
    can_met: bool
    href: str


def appointment_or_404(request: Any, key: UUID) -> Appointment:
    """One of the reader's own; everybody else finds nothing, officers too."""
    mine = Appointment.objects.in_chapter(request.chapter).of(request.member)
    found: Appointment | None = mine.with_people().select_related("plan", "one_to_one").filter(uuid=key).first()
    if found is None:
        raise Http404
    return found


def other_of(appointment: Appointment, member: Member) -> Member:
    """The other of the two."""
    other: Member = appointment.other if appointment.proposer_id == member.pk else appointment.proposer
    return other


def when_words(at: datetime, chapter: Chapter, now: datetime) -> str:
    """A moment in the chapter's zone: weekday, day and time; the year where it is another."""
    local = at.astimezone(chapter.zone)
    form = "l j F" if local.year == chapter.today(now).year else "l j F Y"
    return f"{date_format(local, form)}, {local:%H:%M}"


def planned_of(request: Any, at: datetime) -> dict[str, list[Planned]]:
    """The reader's open ones: agreed, waiting for their answer, waiting for the other's. One statement."""
    mine = Appointment.objects.in_chapter(request.chapter).of(request.member).open()
    found: dict[str, list[Planned]] = {"coming": [], "answer": [], "waits": []}
    for appointment in mine.with_people().select_related("plan").soonest_first():
        agreed = appointment.state == AppointmentState.AGREED
        mine_to_do = not agreed and can_accept(request.member, appointment)
        group = "coming" if agreed else "answer" if mine_to_do else "waits"
        found[group].append(_line(appointment, request, at, mine=mine_to_do))
    return found


def _line(appointment: Appointment, request: Any, at: datetime, *, mine: bool) -> Planned:
    chapter, other = request.chapter, other_of(appointment, request.member)
    agreed = appointment.state == AppointmentState.AGREED and appointment.starts_at is not None
    note = appointment.place if agreed else _asks(appointment, other, mine=mine)
    can_met = agreed and can_say_met(appointment, chapter.today(at))
    when = when_words(appointment.starts_at, chapter, at) if agreed and appointment.starts_at else ""
    href = f"{chapter.path}one-to-ones/plan/{appointment.uuid}/"
    return Planned(appointment.uuid, other.name, when, note, can_met, href)


def _asks(appointment: Appointment, other: Member, *, mine: bool) -> str:
    if appointment.turn_of_id is None and appointment.plan:
        month = date_format(appointment.plan.month, "F")
        return _("Your chapter suggests that you meet in %(month)s.") % {"month": month}
    if mine:
        moved = appointment.starts_at is not None
        words = _("%(name)s asks for another time.") if moved else _("%(name)s proposes times.")
    else:
        words = _("%(name)s has not answered yet.")
    return words % {"name": other.name}


def clash_words(starts_at: datetime, minutes: int, agreed: Iterable[Appointment], me: Member) -> str:
    """Whom the reader meets at that time already; a hint, never a refusal. Empty where it is free."""
    ends_at = starts_at + timedelta(minutes=minutes)
    for one in agreed:
        if one.starts_at and one.starts_at < ends_at and starts_at < one.starts_at + timedelta(minutes=one.minutes):
            return _("You meet %(name)s then.") % {"name": other_of(one, me).name}
    return ""


def times_and_others(appointment: Appointment, me: Member) -> tuple[list[AppointmentTime], list[Appointment]]:
    """The times that stand, soonest first, and the reader's other ones that are agreed. One statement."""
    mine = Q(appointment__proposer=me) | Q(appointment__other=me)
    agreed = mine & Q(appointment__state=AppointmentState.AGREED, starts_at=F("appointment__starts_at"))
    rows = AppointmentTime.objects.in_chapter(appointment.chapter_id).filter(Q(appointment=appointment) | agreed)
    found = list(rows.select_related("appointment__proposer", "appointment__other").order_by("starts_at"))
    times = [time for time in found if time.appointment_id == appointment.pk]
    return times, [time.appointment for time in found if time.appointment_id != appointment.pk]
