"""The minutes by mail: once a meeting, to whoever was a member that day, once the Undo of closing is over."""

from datetime import date, datetime, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from chapters.models import Chapter
from meetings.minutes import Minutes, minutes_of
from meetings.models import Meeting
from meetings.rhythm import meeting_on
from meetings.states import Attendance
from members.models import Member
from members.notices import ToMember
from notices.actions import tell
from notices.kinds import Waits, kind
from notices.models import Notice
from notices.states import State
from notices.values import Act, Mail, address, one_line
from referrals.actions.people import address_of
from referrals.values import UNDO_FOR, written

MINUTES = "minutes"
STILL_NEWS = timedelta(days=14)
"""The minutes of a meeting that is closed later than this are on its page alone."""


def is_news(day: date, today: date) -> bool:
    """Whether the minutes of that day's meeting are mailed when it is closed today."""
    return day >= today - STILL_NEWS


def tell_minutes(*, chapter: Chapter, meeting: Meeting, at: datetime) -> None:
    """Mail the minutes to every member of the meeting's day, those who were not there among them."""
    if not is_news(meeting.date, chapter.today(at)):
        return
    about = _about(meeting)
    for member in Member.objects.in_chapter(chapter).current_on(meeting.date).order_by("pk"):
        to = address_of(member)
        tell(chapter=chapter, kind=MINUTES, about=about, to=to, at=at, due_at=at + UNDO_FOR, subject=meeting.pk)


def _about(meeting: Meeting) -> str:
    return f"minutes {meeting.pk} {meeting.closed_at.isoformat() if meeting.closed_at else ''}"


@kind(MINUTES, called=gettext_lazy("the minutes of meetings"), waits=Waits.FOR_THE_MORNING)
class MinutesMail(ToMember):
    """What a meeting came to. One mail a meeting and reader: a later close, or a correction, is on the page alone."""

    def settled(self, notice: Notice, at: datetime) -> str:
        """While it stands as this close left it, the reader has no minutes of it yet."""
        chapter = notice.chapter
        meeting: Meeting | None = Meeting.objects.in_chapter(chapter).held().filter(pk=notice.subject).first()
        if meeting is None or _about(meeting) != notice.about:
            return "reopened meanwhile"
        same = Notice.objects.in_chapter(chapter).filter(kind=MINUTES, subject=notice.subject, email=notice.email)
        if same.filter(state=State.SENT).exists():
            return "sent before"
        return "too late" if at > notice.due_at + STILL_NEWS else ""

    def render(self, notice: Notice) -> Mail:
        """The figures, and the way to the page."""
        chapter = notice.chapter
        row = Meeting.objects.in_chapter(chapter).get(pk=notice.subject)
        meeting = meeting_on(chapter, row.date)
        assert meeting is not None  # it was held
        said = {"chapter": chapter.name, "day": date_format(row.date, "l j F")}
        return Mail(
            subject=one_line(_("%(chapter)s, minutes of %(day)s") % said),
            text="\n".join(f"- {line}" for line in _lines(minutes_of(chapter, meeting), chapter)),
            act=Act(_("Read the minutes"), address(f"{chapter.path}minutes/{row.date.isoformat()}/")),
        )


def _lines(found: Minutes, chapter: Chapter) -> list[str]:
    sent = len(found.marked(Attendance.SUBSTITUTE))
    visitors = [one for one in found.visitors if not one.announced_only]
    lines = [
        _("%(there)d of %(all)d members were here") % {"there": found.there, "all": len(found.rows)},
        ngettext("%(n)d substitute", "%(n)d substitutes", sent) % {"n": sent} if sent else "",
        ngettext("%(n)d visitor", "%(n)d visitors", len(visitors)) % {"n": len(visitors)} if visitors else "",
        _slips(found),
        ngettext("%(n)d thank-you", "%(n)d thank-yous", found.thanks) % {"n": found.thanks} if found.thanks else "",
        _("%(amount)s of business thanked for") % {"amount": written(found.business, chapter.currency)}
        if found.business
        else "",
        _("Feature presentation: %(name)s") % {"name": found.speaker} if found.speaker else "",
        _next(found),
    ]
    return [one_line(line) for line in lines if line]


def _slips(found: Minutes) -> str:
    passed = found.inside + found.outside
    referrals = ngettext("%(n)d referral", "%(n)d referrals", passed) % {"n": passed}
    leads = ngettext("%(n)d lead", "%(n)d leads", found.leads) % {"n": found.leads}
    return f"{referrals}, {leads}"


def _next(found: Minutes) -> str:
    if not found.ahead or not found.ahead[0][1]:
        return ""
    on, who = found.ahead[0]
    return _("Next to present: %(name)s, %(day)s") % {"name": who, "day": date_format(on, "l j F")}
