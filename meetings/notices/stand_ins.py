"""What who stands in is told: what to know, that they are not needed; and the member, that they can't do it."""

from datetime import date, datetime
from typing import cast

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from meetings.actions.stand_ins import ASKED, CALLED_OFF, asked_of
from meetings.models import Mark
from meetings.rhythm import ComingMeeting, meeting_on
from meetings.states import Attendance
from meetings.tokens import StandIn, cant_come_address, digest_of, stand_in_address
from members.models import Member, Stay
from members.notices import ToMember
from notices.kinds import kind
from notices.models import Notice
from notices.states import State
from notices.values import Act, Mail, one_line


def _mark(notice: Notice, day: date) -> Mark | None:
    """The member's mark of that day, where somebody stands in for them."""
    marks = Mark.objects.in_chapter(notice.chapter).on(day).filter(mark=Attendance.SUBSTITUTE)
    return cast("Mark | None", marks.filter(member=notice.subject).first())


def _still_member(notice: Notice, day: date) -> bool:
    stays = Stay.objects.in_chapter(notice.chapter).current_on(day)
    return bool(stays.filter(member=notice.subject).exists())


def _when(notice: Notice, meeting: ComingMeeting) -> dict[str, str]:
    local = meeting.starts_at.astimezone(notice.chapter.zone)
    said = {"day": date_format(local, "l j F"), "clock": f"{local:%H:%M}", "place": meeting.place}
    return said | {"chapter": notice.chapter.name}


@kind(ASKED)
class StandInAsked:
    """Somebody is asked to stand in, and gets the page with what to know."""

    def still_due(self, notice: Notice, at: datetime) -> str:
        """While that one is the one named, and the meeting is on (F28); not for a member who left (F34)."""
        _member, day, digest, _at = notice.about.split()
        mark = _mark(notice, date.fromisoformat(day))
        if mark is None or digest_of(mark.substitute) != digest:
            return "settled meanwhile"
        if not _still_member(notice, date.fromisoformat(day)):
            return "no longer a member"
        meeting = meeting_on(notice.chapter, date.fromisoformat(day))
        if meeting is None or meeting.cancelled:
            return "the meeting was cancelled"
        return "" if at < meeting.ends_at and not meeting.held else "too late"

    def render(self, notice: Notice) -> Mail:
        """Who asks, when, where; the rest is on the page."""
        key, day, digest, _at = notice.about.split()
        meeting = cast("ComingMeeting", meeting_on(notice.chapter, date.fromisoformat(day)))
        member = Member.objects.in_chapter(notice.chapter).get(pk=key)
        mark = cast("Mark", _mark(notice, meeting.date))
        said = _when(notice, meeting) | {"name": member.name, "you": mark.substitute}
        text = _(
            "Hello %(you)s,\n\n%(name)s can’t come to the meeting of %(chapter)s and has named you to stand in:\n\n"
            "%(day)s, %(clock)s, %(place)s.\n\n"
            "The page below says what to do and what to say. If you can’t do it, say so there with one tap."
        )
        link = stand_in_address(notice.chapter, StandIn(member.pk, meeting.date, digest))
        subject = _("Can you stand in for %(name)s on %(day)s?")
        return Mail(one_line(subject % said), text % said, Act(_("See what to know"), link))


@kind(CALLED_OFF)
class StandInCalledOff:
    """Who was asked to stand in is not needed after all."""

    def still_due(self, notice: Notice, at: datetime) -> str:
        """Where they had heard that they are, and are not asked again meanwhile."""
        day = date.fromisoformat(notice.about.split()[1])
        mine = [one for one in asked_of(notice.chapter, cast("int", notice.subject), day) if one.email == notice.email]
        if not any(one.state == State.SENT for one in mine):
            return "had not heard"
        mark, meeting = _mark(notice, day), meeting_on(notice.chapter, day)
        on = meeting is not None and not meeting.cancelled
        if on and mark and mine[0].about.split()[2] == digest_of(mark.substitute):
            return "asked again"
        return "" if day >= notice.chapter.today(at) else "too late"

    def render(self, notice: Notice) -> Mail:
        """Which day; that there is no meeting, where that is why."""
        day = date.fromisoformat(notice.about.split()[1])
        meeting = meeting_on(notice.chapter, day)
        said = {"day": date_format(day, "l j F"), "chapter": notice.chapter.name}
        text = _("You are not needed to stand in on %(day)s after all. Thank you for being there.")
        if meeting is None or meeting.cancelled:
            text = _("%(chapter)s does not meet on %(day)s, so nobody needs to stand in. Thank you for being there.")
        return Mail(one_line(_("%(chapter)s, %(day)s: you are not needed") % said), text % said)


@kind("stand_in_declined")
class StandInDeclined(ToMember):
    """Who was to stand in for the reader can't do it."""

    def settled(self, notice: Notice, at: datetime) -> str:
        """While nobody else stands in, until the meeting begins."""
        day = date.fromisoformat(notice.about.split()[0])
        meeting = meeting_on(notice.chapter, day)
        if meeting is None or meeting.cancelled or meeting.starts_at <= at:
            return "too late"
        absent = Mark.objects.in_chapter(notice.chapter).on(day).filter(mark=Attendance.ABSENT_NOTIFIED)
        return "" if absent.filter(member=notice.subject).exists() else "settled meanwhile"

    def render(self, notice: Notice) -> Mail:
        """And the way to name somebody else."""
        day = date.fromisoformat(notice.about.split()[0])
        said = {"day": date_format(day, "l j F")}
        text = _(
            "Whoever you named for %(day)s can’t stand in. You are down as not coming, and whoever runs the "
            "meeting sees it. You can name somebody else, or come after all."
        )
        link = cant_come_address(notice.chapter, cast("int", notice.subject), day)
        return Mail(one_line(_("Nobody stands in for you on %(day)s") % said), text % said, Act(_("Change it"), link))
