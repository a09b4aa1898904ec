"""What members are told of a meeting that does not take place as usual."""

from datetime import datetime
from typing import cast

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from meetings.models import Meeting
from meetings.rhythm import ComingMeeting, meeting_on
from members.notices import ToMember
from notices.kinds import kind
from notices.models import Notice
from notices.states import State
from notices.values import Act, Mail, address, one_line


class _AboutMeeting(ToMember):
    """A notice whose subject is a meeting's row."""

    def found(self, notice: Notice) -> ComingMeeting | None:
        """The meeting as it is now; None where it is gone."""
        row: Meeting | None = Meeting.objects.in_chapter(notice.chapter).filter(pk=notice.subject).first()
        return meeting_on(notice.chapter, row.date) if row else None

    def settled(self, notice: Notice, at: datetime) -> str:
        """Once the meeting would be over, or is not as the notice says any more."""
        meeting = self.found(notice)
        if meeting is None or not self.is_so(notice, meeting):
            return "settled meanwhile"
        return "" if at < meeting.ends_at else "too late"

    def is_so(self, notice: Notice, meeting: ComingMeeting) -> bool:
        """Whether the meeting is as the notice says."""
        raise NotImplementedError

    def said(self, notice: Notice) -> dict[str, str]:
        """Day, hour and place in the chapter's words."""
        meeting = cast("ComingMeeting", self.found(notice))
        local = meeting.starts_at.astimezone(notice.chapter.zone)
        note = meeting.row.note if meeting.row else ""
        where = {"day": date_format(local, "l j F"), "clock": f"{local:%H:%M}", "place": meeting.place, "note": note}
        return where | {"chapter": notice.chapter.name, "path": f"meeting/{meeting.date.isoformat()}/"}

    def mail(self, notice: Notice, subject: str, text: str) -> Mail:
        """The two filled in, and the way to the meeting's page."""
        said = self.said(notice)
        act = Act(_("See the meeting"), address(f"{notice.chapter.path}{said['path']}"))
        return Mail(one_line(subject % said), (text % said).strip(), act)


@kind("meeting_cancelled")
class MeetingCancelled(_AboutMeeting):
    """There is no meeting on that day."""

    def is_so(self, notice: Notice, meeting: ComingMeeting) -> bool:
        """Still cancelled."""
        return meeting.cancelled

    def render(self, notice: Notice) -> Mail:
        """Which one, with the officer's note."""
        subject = _("%(chapter)s does not meet on %(day)s")
        return self.mail(notice, subject, _("There is no meeting on %(day)s.\n\n%(note)s"))


@kind("meeting_moved")
class MeetingMoved(_AboutMeeting):
    """A meeting is on another day, at another hour or place than usual."""

    def is_so(self, notice: Notice, meeting: ComingMeeting) -> bool:
        """Still on."""
        return not meeting.cancelled and not meeting.held

    def render(self, notice: Notice) -> Mail:
        """When and where it is now."""
        subject = _("%(chapter)s meets on %(day)s at %(clock)s")
        return self.mail(notice, subject, _("The meeting is moved: %(day)s, %(clock)s, %(place)s."))


@kind("meeting_restored")
class MeetingRestored(_AboutMeeting):
    """A meeting that was called off takes place."""

    def is_so(self, notice: Notice, meeting: ComingMeeting) -> bool:
        """Still on, and the reader had heard otherwise."""
        heard = Notice.objects.in_chapter(notice.chapter).filter(
            kind="meeting_cancelled", subject=notice.subject, email=notice.email, state=State.SENT
        )
        return not meeting.cancelled and not meeting.held and heard.exists()

    def render(self, notice: Notice) -> Mail:
        """When and where."""
        subject = _("%(chapter)s meets on %(day)s after all")
        return self.mail(notice, subject, _("The meeting takes place after all: %(day)s, %(clock)s, %(place)s."))
