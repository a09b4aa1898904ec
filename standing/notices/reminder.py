"""The weekly reminder: what the meeting is, my part, what waits for me, whose turn it is, my next step."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chapters.models import Chapter
from meetings.duties import PARTS
from meetings.models import Mark, Presentation, Visit
from meetings.rhythm import ComingMeeting, meeting_on
from meetings.states import Attendance
from meetings.tokens import cant_come_address
from members.models import Member, Office
from notices.kinds import Waits, kind
from notices.models import Notice
from notices.values import Act, Mail, address, mailbox, one_line
from referrals.models import Slip
from referrals.states import Kind, Stage
from standing.engine import standings
from standing.reminder import MEETING, WEEKLY_REMINDER
from standing.sentences import lines_of, next_step
from standing.values import MemberStanding

MOST_TURNS = 3
MOST_SLIPS = 5


@kind(WEEKLY_REMINDER, called=gettext_lazy("the weekly meeting"), waits=Waits.FOR_NOTHING)
class WeeklyReminder:
    """The day before the meeting, to each member."""

    def still_due(self, notice: Notice, at: datetime) -> str:
        """Until the meeting begins; not where it was cancelled or moved, nor to somebody who left (F22, F28)."""
        meeting = meeting_on(notice.chapter, _day_of(notice))
        if meeting is None or meeting.cancelled:
            return _("the meeting was cancelled")
        if meeting.starts_at <= at or meeting.held:
            return _("too late")
        here = Member.objects.in_chapter(notice.chapter_id).current_on(meeting.date).filter(pk=notice.subject)
        return "" if here.exists() else _("no longer a member")

    def render(self, notice: Notice) -> Mail:
        """As things are now."""
        chapter, day = notice.chapter, _day_of(notice)
        member = Member.objects.in_chapter(chapter).get(pk=notice.subject)
        meeting = meeting_on(chapter, day)
        assert meeting is not None  # still_due said so in this transaction
        paragraphs = [
            _what(chapter, meeting),
            _part(chapter, member, day),
            _waiting(chapter, member, meeting.starts_at),
            *_standing(chapter, member, chapter.today(notice.due_at)),
        ]
        leads_to = mailbox(chapter.slug)
        if leads_to:
            paragraphs.append(_("Leads? Answer this mail with them, a line each."))
        local = meeting.starts_at.astimezone(chapter.zone)
        said = {"chapter": chapter.name, "day": date_format(local, "l j F"), "clock": f"{local:%H:%M}"}
        return Mail(
            subject=one_line(_("%(chapter)s meets on %(day)s at %(clock)s") % said),
            text="\n\n".join(paragraph for paragraph in paragraphs if paragraph),
            act=Act(_("Open my week"), address(chapter.path)),
            also=Act(_("I can't come"), cant_come_address(chapter, member.pk, day)),
            reply_to=leads_to,
        )


def _day_of(notice: Notice) -> date:
    return date.fromisoformat(notice.about.removeprefix(MEETING))


def _what(chapter: Chapter, meeting: ComingMeeting) -> str:
    """When and where."""
    begins, ends = (instant.astimezone(chapter.zone) for instant in (meeting.starts_at, meeting.ends_at))
    said = {"day": date_format(begins, "l j F"), "begins": f"{begins:%H:%M}", "ends": f"{ends:%H:%M}"}
    lines = [_("%(day)s, %(begins)s to %(ends)s.") % said, meeting.place, chapter.online_url]
    return "\n".join(line for line in lines if line)


def _part(chapter: Chapter, member: Member, day: date) -> str:
    """What is theirs to do there."""
    mark = Mark.objects.in_chapter(chapter).on(day).filter(member=member).first()
    if mark is not None and mark.mark == Attendance.ABSENT_NOTIFIED:
        return _("You said that you can't come. Your leads are as welcome as ever.")
    if mark is not None and mark.mark == Attendance.SUBSTITUTE:
        return _("%(name)s comes in your place.") % {"name": mark.substitute or _("A substitute")}
    offices = Office.objects.in_chapter(chapter).held_on(day).filter(member=member).values_list("office", flat=True)
    parts = [str(words) for office, words in PARTS.items() if office in set(offices)]
    if Presentation.objects.in_chapter(chapter).filter(date=day, member=member).exists():
        parts.append(_("You give the feature presentation."))
    visitors = Visit.objects.in_chapter(chapter).on(day).expected()
    parts += [_("%(name)s comes as your guest.") % {"name": v.name} for v in visitors.filter(invited_by=member)]
    parts.append(_("Bring your minute: whom would you like to meet?"))
    return _items(_("Your part"), parts)


def _waiting(chapter: Chapter, member: Member, at: datetime) -> str:
    """Slips whose giver waits for a word; never the prospect's name."""
    slips = Slip.objects.in_chapter(chapter).waiting_for(member, at).with_people().latest_first()[:MOST_SLIPS]
    return _items(_("Waiting for your answer"), [_slip_words(chapter, slip) for slip in slips])


def _slip_words(chapter: Chapter, slip: Any) -> str:
    said = {"name": slip.giver, "day": date_format(chapter.today(slip.given_at), "j F")}
    if slip.stage == Stage.PASSED and slip.kind == Kind.REFERRAL:
        return _("the referral %(name)s passed you on %(day)s") % said
    return _("how it goes with what %(name)s passed you on %(day)s") % said


def _standing(chapter: Chapter, member: Member, day: date) -> Iterator[str]:
    """Whose turn it is for a one-to-one, and the next step: as of the day before, whose week may not be over."""
    asked = standings(chapter, as_of=day, members_only=[member.pk])
    mine = asked.of(member.pk)
    if mine is None:
        return
    yield _items(_("Whose turn it is for a one-to-one"), _turns(chapter, mine))
    step = next_step(lines_of(mine, asked.rules), mine.overall)
    if step:
        yield _("Your next step: %(step)s") % {"step": step}


def _turns(chapter: Chapter, mine: MemberStanding) -> list[str]:
    due = list(dict.fromkeys((*mine.partner_one_to_ones.due, *mine.one_to_ones.due)))[:MOST_TURNS]
    names = dict(Member.objects.in_chapter(chapter).filter(email__in=due).values_list("email", "name"))
    return [names[email] for email in due if email in names]


def _items(title: str, items: list[str]) -> str:
    return "\n".join([f"{title}:", *(f"- {one_line(item)}" for item in items)]) if items else ""
