"""What one link out of a reminder does: say "I can't come", name who stands in, type the week's leads; and undo it."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID, uuid5

from django.db import transaction

from chapters.models import Chapter
from meetings.actions.marking import say_absent, say_coming
from meetings.actions.running import row_to_mark
from meetings.actions.stand_ins import add_substitute, ask_stand_in, call_off, refuse_many
from meetings.models import Mark, Substitute
from meetings.refusals import MeetingOver, NoMeeting, NotOn
from meetings.rhythm import meeting_on
from meetings.states import Attendance
from meetings.tokens import StandIn, digest_of
from members.models import Member
from notices.actions import tell
from referrals.actions.passing import share_lead
from referrals.actions.people import address_of
from referrals.models import Slip
from referrals.values import Lead, Sending


@transaction.atomic
def cant_come(
    *,
    chapter: Chapter,
    day: date,
    member: Member,
    instead: Substitute | None,
    at: datetime,
    new: Mapping[str, str] | None = None,
) -> None:
    """A member does not come, and who does instead, who is mailed what to know; whom they had asked before hears too.

    Somebody `new` (name, email and trade) joins the chapter's list. The same again tells nobody twice. Raises
    TooManyAsked, and what `say_absent` raises.
    """
    meeting = row_to_mark(chapter, day)
    if new:
        instead = add_substitute(chapter=chapter, by=member, name=new["name"], email=new["email"], trade=new["trade"])
    name = instead.name if instead else ""
    mark = Attendance.SUBSTITUTE if instead else Attendance.ABSENT_NOTIFIED
    before = Mark.objects.in_chapter(chapter).filter(meeting=meeting, member=member).first()
    say_absent(chapter=chapter, day=day, member=member, substitute=name, at=at)
    if before and (before.mark, before.substitute) == (mark, name):
        return
    email = instead.email if instead else ""
    if before and before.substitute:
        call_off(chapter=chapter, member=member.pk, day=day, name=before.substitute, at=at, but=email)
    if email:
        refuse_many(chapter, member, day, email)
        ask_stand_in(chapter=chapter, member=member, day=day, name=name, email=email, at=at)


@transaction.atomic
def come_after_all(*, chapter: Chapter, day: date, member: Member, at: datetime) -> None:
    """A member comes after all; who was to stand in hears. Raises what `say_coming` raises."""
    sent = Mark.objects.in_chapter(chapter).on(day).filter(member=member, mark=Attendance.SUBSTITUTE)
    names = list(sent.filter(marked_by=member).values_list("substitute", flat=True))
    say_coming(chapter=chapter, day=day, member=member, at=at)
    for name in names:
        call_off(chapter=chapter, member=member.pk, day=day, name=name, at=at)


@transaction.atomic
def cannot_stand_in(*, chapter: Chapter, asked: StandIn, member: Member, at: datetime) -> bool:
    """Who was named cannot do it: the member is absent again, as they had told us, and hears of it.

    False, and nothing changes, where that one is not named any more. Raises what `row_to_mark` raises.
    """
    meeting = row_to_mark(chapter, asked.day)
    marks = Mark.objects.in_chapter(chapter).filter(meeting=meeting, member=member)
    mark = marks.filter(mark=Attendance.SUBSTITUTE).first()
    if mark is None or digest_of(mark.substitute) != asked.digest:
        return False
    marks.update(mark=Attendance.ABSENT_NOTIFIED, substitute="", marked_by=member, marked_at=at, correction="")
    about, to = f"{asked.day} {asked.digest} {at.isoformat()}", address_of(member)
    tell(chapter=chapter, kind="stand_in_declined", about=about, to=to, at=at, subject=member.pk)
    return True


@transaction.atomic
def type_leads(*, chapter: Chapter, day: date, lines: Iterable[str], key: UUID, by: Member, at: datetime) -> list[Slip]:
    """Share each line as a lead of the member's, until the meeting is over.

    `key` is made by the page: a line sent again with it is the same lead. Raises NoMeeting, NotOn, MeetingOver, and
    what `share_lead` raises.
    """
    meeting = meeting_on(chapter, day)
    if meeting is None:
        raise NoMeeting
    if meeting.cancelled:
        raise NotOn
    if meeting.held or meeting.ends_at <= at:
        raise MeetingOver
    return [
        share_lead(
            chapter=chapter,
            lead=Lead(need=line),
            sending=Sending(uuid5(key, f"{by.pk} {line}")),
            by=by,
            at=at,
        )
        for line in dict.fromkeys(lines)
    ]
