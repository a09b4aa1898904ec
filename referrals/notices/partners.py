"""What power partners are told of their joint meetings. No mail names the prospect: who it is stands on the page."""

from datetime import datetime
from typing import Any, cast

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.notices import ToMember, is_reader
from notices.kinds import Waits, kind
from notices.models import Notice
from notices.values import Act, Mail, address, one_line
from referrals.models import JointMeeting
from referrals.permissions import can_see_whom_they_meet
from referrals.states import JointState


class _AboutJointMeeting(ToMember):
    """About one joint meeting, in the state it is told of."""

    state = JointState.PLANNED
    subject: str | Promise = ""
    text: str | Promise = ""

    def settled(self, notice: Notice, at: datetime) -> str:
        """Once it is something else, or over."""
        found = self._found(notice)
        if found is None or found.state != self.state:
            return "moved on meanwhile"
        return "too late" if found.starts_at <= at else ""

    def render(self, notice: Notice) -> Mail:
        """Who, when, and where as far as the reader may know: it may be where the prospect lives."""
        found = cast("JointMeeting", self._found(notice))
        reads = is_reader(found.partner, notice)
        other, reader = (found.planned_by, found.partner) if reads else (found.partner, found.planned_by)
        place = found.place or _("the place is still open")
        begins = found.starts_at.astimezone(found.chapter.zone)
        said = {
            "name": other,
            "when": f"{date_format(begins, 'l j F')}, {begins:%H:%M}",
            "where": f"\n{place}" if can_see_whom_they_meet(reader, found) else "",
        }
        act = Act(_("See it"), address(f"{found.chapter.path}joint-meetings/{found.pk}/"))
        return Mail(one_line(str(self.subject) % said), str(self.text) % said, act)

    def _found(self, notice: Notice) -> Any:
        rows = JointMeeting.objects.in_chapter(notice.chapter_id).select_related("planned_by", "partner", "chapter")
        return rows.filter(pk=notice.subject or 0).first()


@kind("joint_meeting_planned", called=gettext_lazy("meetings your power partners bring you to"))
class JointMeetingPlanned(_AboutJointMeeting):
    """A partner brings the reader along."""

    subject = gettext_lazy("%(name)s brings you to a meeting, %(when)s")
    text = gettext_lazy(
        "%(name)s was passed a referral and would like you to be there when they meet.\n\n%(when)s%(where)s\n\n"
        "Who it is and where stands on the page once they agreed that you come."
    )


@kind(
    "joint_meeting_changed",
    called=gettext_lazy("changes of meetings with your power partners"),
    waits=Waits.FOR_NOTHING,
)
class JointMeetingChanged(_AboutJointMeeting):
    """It is at another time or place."""

    subject = gettext_lazy("Your meeting with %(name)s is now %(when)s")
    text = gettext_lazy("%(name)s changed the meeting you two go to together.\n\n%(when)s%(where)s")


@kind(
    "joint_meeting_called_off",
    called=gettext_lazy("meetings with your power partners that are called off"),
    waits=Waits.FOR_NOTHING,
)
class JointMeetingCalledOff(_AboutJointMeeting):
    """It does not take place."""

    state = JointState.CALLED_OFF
    subject = gettext_lazy("Called off: your meeting with %(name)s, %(when)s")
    text = gettext_lazy("%(name)s called off the meeting you two were to go to together, %(when)s.")
