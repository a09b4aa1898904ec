"""What visitors are told, at the address they agreed to be told at; and whom a host should thank."""

from datetime import date, datetime
from typing import cast

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.actions.visiting import VISIT_LIMIT, VISIT_REGISTERED
from meetings.models import Meeting, Visit
from meetings.querysets import CAME
from meetings.refusals import VisitedOften
from meetings.rhythm import ComingMeeting, meeting_on
from meetings.states import MeetingStatus
from meetings.tokens import visit_address
from members.models import Member
from members.notices import ToMember
from notices.kinds import Waits, kind
from notices.models import Notice
from notices.states import State
from notices.values import Act, Mail, address, one_line

VISIT_REMINDER = "visit_reminder"
FOLLOW_UP = "visit_follow_up"


def visit_of(notice: Notice) -> Visit | None:
    """The visit a notice is about, unless it was taken off the list."""
    rows = Visit.objects.in_chapter(notice.chapter).select_related("invited_by", "host")
    return cast("Visit | None", rows.filter(pk=notice.subject).first())


class _ToVisitor:
    """A notice to a visitor, whose subject is their visit; it ends with the visit."""

    def still_due(self, notice: Notice, at: datetime) -> str:
        """Not once the visit is gone or over, they said that they cannot come, or their consent is no longer there."""
        visit = visit_of(notice)
        if visit is None or visit.email != notice.email or visit.consent_at is None:
            return "no longer on the list"
        meeting = meeting_on(notice.chapter, visit.date)
        if meeting is None or not self.is_so(notice, meeting):
            return "settled meanwhile"
        if visit.cannot_come_at:
            return "they cannot come"
        return "" if at < meeting.ends_at and not visit.outcome else "too late"

    def is_so(self, notice: Notice, meeting: ComingMeeting) -> bool:
        """Whether the meeting is as the notice says: it takes place."""
        return not meeting.cancelled and not meeting.held

    def mail(self, notice: Notice, subject: str, text: str) -> Mail:
        """The two filled in; where there is something to come to, the way to say that they cannot."""
        visit = cast("Visit", visit_of(notice))
        meeting = cast("ComingMeeting", meeting_on(notice.chapter, visit.date))
        local = meeting.starts_at.astimezone(notice.chapter.zone)
        said = {
            "chapter": notice.chapter.name,
            "day": date_format(local, "l j F"),
            "clock": f"{local:%H:%M}",
            "place": _place(notice, meeting),
            "name": visit.name,
            "note": meeting.row.note if meeting.row else "",
            "who": _who(visit),
        }
        act = None if meeting.cancelled else Act(_("I can’t come"), visit_address(notice.chapter, visit.pk))
        return Mail(one_line(subject % said), (text % said).strip(), also=act)


def _place(notice: Notice, meeting: ComingMeeting) -> str:
    online = notice.chapter.online_url
    return "\n".join(line for line in (meeting.place, online) if line)


def _who(visit: Visit) -> str:
    """Who expects them, in a sentence; nothing where nobody in particular does."""
    host = visit.host or visit.invited_by
    return _("%(name)s looks forward to seeing you.") % {"name": host.name} if host else ""


@kind(VISIT_REGISTERED)
class VisitRegistered(_ToVisitor):
    """You are on the list: when and where."""

    def render(self, notice: Notice) -> Mail:
        """When, where, and what it is like."""
        subject = _("Your visit to %(chapter)s on %(day)s")
        text = _(
            "Hello %(name)s, you are on the list of visitors.\n\n%(day)s, %(clock)s\n%(place)s\n\n%(who)s\n\n"
            "Everybody says in a sentence or two what they do and whom they would like to meet. You are welcome to."
        )
        return self.mail(notice, subject, text)


@kind(VISIT_LIMIT)
class VisitLimit:
    """They have visited as often as the chapter lets people before they apply, and wanted to come again."""

    def meant(self, notice: Notice) -> tuple[date, int]:
        """The day they wanted to come, and how often they did before."""
        day, visits = notice.about.split()
        return date.fromisoformat(day), int(visits)

    def still_due(self, notice: Notice, at: datetime) -> str:
        """Until that day is over."""
        day, _visits = self.meant(notice)
        return "" if notice.chapter.today(at) <= day else "too late"

    def render(self, notice: Notice) -> Mail:
        """How often, what comes next, and whom to talk to: whoever invited them, while they are a member."""
        day, visits = self.meant(notice)
        inviter = Member.objects.in_chapter(notice.chapter).current_on(day).filter(pk=notice.subject).first()
        text = VisitedOften(visits).to_guest(inviter.name if inviter else "")
        said = {"chapter": notice.chapter.name}
        return Mail(one_line(_("Thank you for your interest in %(chapter)s") % said), text)


@kind(VISIT_REMINDER)
class VisitReminder(_ToVisitor):
    """The day before."""

    def still_due(self, notice: Notice, at: datetime) -> str:
        """Until the meeting begins, and on the day it was planned for."""
        visit = visit_of(notice)
        if visit and notice.about != reminder_about(visit):
            return "moved meanwhile"
        meeting = meeting_on(notice.chapter, visit.date) if visit else None
        return super().still_due(notice, at) or ("too late" if meeting and meeting.starts_at <= at else "")

    def render(self, notice: Notice) -> Mail:
        """When and where."""
        subject = _("Tomorrow, %(clock)s: your visit to %(chapter)s")
        return self.mail(notice, subject, _("See you soon, %(name)s.\n\n%(day)s, %(clock)s\n%(place)s\n\n%(who)s"))


def reminder_about(visit: Visit) -> str:
    """One reminder a visit and day."""
    return f"visit {visit.pk} {visit.date}"


@kind("visit_cancelled")
class VisitCancelled(_ToVisitor):
    """There is no meeting on the day of the visit."""

    def is_so(self, notice: Notice, meeting: ComingMeeting) -> bool:
        """Still cancelled."""
        return meeting.cancelled

    def render(self, notice: Notice) -> Mail:
        """Which one, and why."""
        text = _("Hello %(name)s, there is no meeting on %(day)s. We are sorry for the trouble.\n\n%(note)s")
        return self.mail(notice, _("%(chapter)s does not meet on %(day)s"), text)


@kind("visit_moved")
class VisitMoved(_ToVisitor):
    """The meeting of the visit is on another day, at another hour or place."""

    def render(self, notice: Notice) -> Mail:
        """When and where it is now."""
        text = _("Hello %(name)s, the meeting is moved. It is now:\n\n%(day)s, %(clock)s\n%(place)s\n\n%(who)s")
        return self.mail(notice, _("Moved: your visit to %(chapter)s is on %(day)s, %(clock)s"), text)


@kind("visit_restored")
class VisitRestored(_ToVisitor):
    """A meeting that was called off takes place."""

    def is_so(self, notice: Notice, meeting: ComingMeeting) -> bool:
        """Still on, and the visitor had heard otherwise."""
        heard = Notice.objects.in_chapter(notice.chapter).filter(
            kind="visit_cancelled", subject=notice.subject, email=notice.email, state=State.SENT
        )
        return super().is_so(notice, meeting) and heard.exists()

    def render(self, notice: Notice) -> Mail:
        """When and where."""
        text = _("Hello %(name)s, the meeting takes place after all.\n\n%(day)s, %(clock)s\n%(place)s\n\n%(who)s")
        return self.mail(notice, _("%(chapter)s meets on %(day)s after all"), text)


@kind(FOLLOW_UP, called=gettext_lazy("visitors to follow up"), waits=Waits.FOR_THE_MORNING)
class FollowUp(ToMember):
    """The day after a closed meeting, to each visitor's host, unless it is done."""

    def settled(self, notice: Notice, at: datetime) -> str:
        """While they came, nobody followed up, the meeting is closed, and the reader is still their host and here."""
        visit = visit_of(notice)
        if visit is None or visit.outcome not in CAME or visit.followed_up_at:
            return "settled meanwhile"
        held = Meeting.objects.in_chapter(notice.chapter).filter(date=visit.date, status=MeetingStatus.HELD)
        if not held.exists():
            return "the meeting is open again"
        host = visit.host_id or visit.invited_by_id
        here = Member.objects.in_chapter(notice.chapter).current_on(notice.chapter.today(at))
        return "" if here.filter(pk=host, email=notice.email).exists() else "no longer their host"

    def render(self, notice: Notice) -> Mail:
        """Who, of which day, what they do."""
        visit = cast("Visit", visit_of(notice))
        said = {"name": visit.name, "day": date_format(visit.date, "l j F"), "category": visit.category}
        text = _(
            "%(name)s came to the meeting of %(day)s. Thank them for coming, ask how they liked it, and say what "
            "comes next. Within two days it is still warm."
        )
        lines = [text % said, f"{visit.name}: {visit.category}" if visit.category else ""]
        act = Act(_("Say that it is done"), address(f"{notice.chapter.path}visitors/{visit.pk}/"))
        subject = _("%(name)s visited us. Have you thanked them?")
        return Mail(one_line(subject % said), "\n\n".join(line for line in lines if line), act)


def follow_up_about(visit: int, day: date, host: int) -> str:
    """One notice a visit, day and host."""
    return f"visit {visit} {day} {host}"
