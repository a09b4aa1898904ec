"""What the two are told about a one-to-one they plan: times proposed, agreed on, called off, or asked by officers."""

from datetime import datetime
from typing import cast

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.ical import invitation
from meetings.models import Appointment, AppointmentTime
from meetings.states import AppointmentState
from members.models import Member
from members.notices import ToMember
from notices.kinds import Waits, kind
from notices.models import Notice
from notices.values import Act, Invitation, Mail, address, one_line

MEANWHILE = "settled meanwhile"
TOO_LATE = "too late"


class _AboutAppointment(ToMember):
    """A notice whose subject is a one-to-one to come."""

    def found(self, notice: Notice) -> Appointment | None:
        """It as it is now."""
        rows = Appointment.objects.in_chapter(notice.chapter).with_people()
        return cast("Appointment | None", rows.filter(pk=notice.subject).first())

    def settled(self, notice: Notice, at: datetime) -> str:
        """While it is as the notice says, and ahead."""
        appointment = self.found(notice)
        if appointment is None or not self.is_so(notice, appointment):
            return MEANWHILE
        return "" if self.is_ahead(appointment, at) else TOO_LATE

    def is_so(self, notice: Notice, appointment: Appointment) -> bool:
        """Whether it is as the notice says."""
        raise NotImplementedError

    def is_ahead(self, appointment: Appointment, at: datetime) -> bool:
        """Whether it is still worth saying."""
        return appointment.starts_at is None or appointment.starts_at > at

    def reader(self, notice: Notice, appointment: Appointment) -> Member:
        """Which of the two is told."""
        proposer = appointment.proposer
        told = notice.user_id == proposer.user_id if notice.user_id else notice.email == proposer.email
        return cast("Member", proposer if told else appointment.other)

    def said(self, notice: Notice) -> tuple[Appointment, dict[str, object]]:
        """The appointment, and the words of its texts: the other one's name, when, where, about what."""
        appointment = cast("Appointment", self.found(notice))
        mine = self.reader(notice, appointment)
        other = appointment.other if mine == appointment.proposer else appointment.proposer
        when = _moment(appointment.starts_at, appointment) if appointment.starts_at else ""
        return appointment, {"name": other, "when": when, "minutes": appointment.minutes}

    def invitation(self, notice: Notice, appointment: Appointment) -> Invitation:
        """For the reader's calendar; stamped with when it was decided, so that a mail sent again is the same."""
        return invitation(appointment, reader=self.reader(notice, appointment), at=notice.created_at)

    def act(self, notice: Notice, label: str) -> Act:
        """On to its page."""
        appointment = cast("Appointment", self.found(notice))
        return Act(label, address(f"{notice.chapter.path}one-to-ones/plan/{appointment.uuid}/"))


def _moment(at: datetime, appointment: Appointment) -> str:
    local = at.astimezone(appointment.chapter.zone)
    return f"{date_format(local, 'l j F')}, {local:%H:%M}"


def _facts(appointment: Appointment) -> str:
    """Where and about what, a line each, as far as somebody said."""
    lines = [_("Where: %s") % appointment.place if appointment.place else ""]
    lines.append(_("About: %s") % one_line(appointment.topics) if appointment.topics else "")
    said = "\n".join(f"- {line}" for line in lines if line)
    return f"\n\n{said}" if said else ""


@kind("appointment_proposed", called=gettext_lazy("one-to-ones proposed to you"), waits=Waits.FOR_THE_MORNING)
class AppointmentProposed(_AboutAppointment):
    """Somebody proposes times, other times, or another time than agreed."""

    def is_so(self, notice: Notice, appointment: Appointment) -> bool:
        """Still the reader's turn."""
        reader = self.reader(notice, appointment)
        return appointment.state == AppointmentState.PROPOSED and appointment.turn_of_id == reader.pk

    def is_ahead(self, appointment: Appointment, at: datetime) -> bool:
        """One of the times is still to come."""
        times = AppointmentTime.objects.in_chapter(appointment.chapter_id).filter(appointment=appointment)
        return bool(times.filter(starts_at__gt=at).exists())

    def render(self, notice: Notice) -> Mail:
        """Who asks, and the times."""
        appointment, said = self.said(notice)
        times = AppointmentTime.objects.in_chapter(appointment.chapter_id).filter(appointment=appointment)
        moments = [_moment(time.starts_at, appointment) for time in times.order_by("starts_at")]
        said["times"] = "\n".join(f"- {moment}" for moment in moments)
        if appointment.starts_at:
            subject = _("%(name)s asks for another time for your one-to-one")
            text = _("%(name)s can’t keep %(when)s, and proposes:\n\n%(times)s")
        else:
            subject = _("A one-to-one with %(name)s?")
            text = _("%(name)s would like to meet you one-to-one, for %(minutes)s minutes, and proposes:\n\n%(times)s")
        text += "\n\n" + _("Take one with one tap, or propose others.")
        act = self.act(notice, _("Choose a time"))
        return Mail(one_line(subject % said), text % said + _facts(appointment), act)


@kind("appointment_agreed", called=gettext_lazy("one-to-ones agreed, for your calendar"), waits=Waits.FOR_THE_MORNING)
class AppointmentAgreed(_AboutAppointment):
    """The two agreed on a time; goes to both, for their calendars."""

    def is_so(self, notice: Notice, appointment: Appointment) -> bool:
        """Still agreed."""
        return appointment.state == AppointmentState.AGREED

    def render(self, notice: Notice) -> Mail:
        """With whom, when and where."""
        appointment, said = self.said(notice)
        text = _(
            "You and %(name)s meet one-to-one on %(when)s, for %(minutes)s minutes.\n\n"
            "Write down what you look for and whom you know: %(name)s reads it before you meet, and you theirs."
        )
        subject = _("One-to-one with %(name)s: %(when)s")
        act, calendar = self.act(notice, _("Prepare it")), self.invitation(notice, appointment)
        return Mail(one_line(subject % said), text % said + _facts(appointment), act, invitation=calendar)


@kind("appointment_off", called=gettext_lazy("one-to-ones called off or declined"), waits=Waits.FOR_NOTHING)
class AppointmentOff(_AboutAppointment):
    """It does not take place. Goes to the other one, and to both where calendars knew of it."""

    def is_so(self, notice: Notice, appointment: Appointment) -> bool:
        """Still off."""
        return appointment.state in {AppointmentState.DECLINED, AppointmentState.CANCELLED}

    def render(self, notice: Notice) -> Mail:
        """Which one; never a reproach."""
        appointment, said = self.said(notice)
        if appointment.starts_at:
            subject, text = _("Called off: one-to-one with %(name)s"), _("Your one-to-one of %(when)s is called off.")
        elif appointment.state == AppointmentState.DECLINED:
            subject, text = _("%(name)s can’t meet just now"), _("%(name)s can’t make a one-to-one just now.")
        else:
            subject, text = _("No one-to-one with %(name)s for now"), _("%(name)s took the proposal to meet back.")
        text += "\n\n" + _("Another time will do: propose one whenever it suits you.")
        calendar = self.invitation(notice, appointment) if appointment.starts_at else None
        return Mail(one_line(subject % said), text % said, self.act(notice, _("See it")), invitation=calendar)


@kind("appointment_planned", called=gettext_lazy("one-to-ones that officers plan for you"), waits=Waits.FOR_THE_MORNING)
class AppointmentPlanned(_AboutAppointment):
    """The officers' plan of the month brings the two together."""

    def is_so(self, notice: Notice, appointment: Appointment) -> bool:
        """Neither has proposed a time yet."""
        return appointment.state == AppointmentState.PROPOSED and appointment.turn_of_id is None

    def render(self, notice: Notice) -> Mail:
        """With whom, in which month."""
        appointment, said = self.said(notice)
        said["month"] = date_format(appointment.plan.month, "F") if appointment.plan else ""
        text = _(
            "Your chapter suggests that you and %(name)s meet one-to-one in %(month)s. "
            "%(name)s hears of it too.\n\nPropose a time or two; whoever does it first saves the other the trouble."
        )
        subject = _("%(month)s: a one-to-one with %(name)s")
        return Mail(one_line(subject % said), text % said, self.act(notice, _("Find a time")))
