"""People who stand in: the chapter's list of them, and telling one that they are asked for, or not needed after all.

Who was asked, and when, is what they were told: a notice about the member's key, the day and the one who was named.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from chapters.models import Chapter
from chapters.refusals import sentence_of
from meetings.models import Mark, Meeting, Substitute
from meetings.querysets import MarkQuerySet
from meetings.refusals import OnTheList, TooManyAsked
from meetings.rhythm import meeting_on
from meetings.states import Attendance
from meetings.tokens import digest_of
from members.models import Member
from notices.actions import tell
from notices.models import Notice
from notices.values import Recipient
from referrals.values import UNDO_FOR

ASKED, CALLED_OFF = "stand_in_asked", "stand_in_called_off"
MOST_ASKED = 5
"""So many people one member can have asked by mail for one meeting."""
SOON = timedelta(hours=1)


def add_substitute(*, chapter: Chapter, name: str, email: str, trade: str, by: Member) -> Substitute:
    """Put somebody on the list, or find them there; the same name without an address gets the one typed."""
    rows = Substitute.objects.in_chapter(chapter)
    address = email.strip().lower()
    found: Substitute | None = rows.filter(name__iexact=name, email=address).first()
    if found is None and address:
        found = rows.filter(name__iexact=name, email="").first()
    if found is None and not address:
        found = rows.filter(name__iexact=name).order_by("pk").first()
    if found is None:
        new = Substitute(chapter=chapter, name=name, email=address, trade=trade, added_by=by)
        Substitute.objects.bulk_create([new], ignore_conflicts=True)
        found = rows.get(name=name, email=address)
    elif (address and not found.email) or (trade and not found.trade):
        found.email, found.trade = found.email or address, found.trade or trade
        found.save(update_fields=["email", "trade"])
    return found


def change_substitute(*, substitute: Substitute, name: str, email: str, trade: str) -> None:
    """Correct somebody on the list; marks keep the name they were made with. Raises OnTheList."""
    substitute.name, substitute.email, substitute.trade = name, email.strip().lower(), trade
    try:
        with transaction.atomic():
            substitute.save(update_fields=["name", "email", "trade"])
    except IntegrityError as error:
        raise OnTheList(sentence_of(error)) from error


def asked_of(chapter: Chapter, member: int, day: date) -> list[Notice]:
    """Whom a member had asked by mail to stand in on a day, the latest first."""
    rows = Notice.objects.in_chapter(chapter).filter(kind=ASKED, about__startswith=f"{member} {day} ")
    return list(rows.order_by("-pk"))


def refuse_many(chapter: Chapter, member: Member, day: date, email: str) -> None:
    """Raise TooManyAsked where the member has had five others asked for that day."""
    others = {notice.email for notice in asked_of(chapter, member.pk, day)} - {email}
    if len(others) >= MOST_ASKED:
        raise TooManyAsked


def ask_stand_in(*, chapter: Chapter, member: Member, day: date, name: str, email: str, at: datetime) -> None:
    """Mail somebody what to know; a few minutes later unless the meeting is soon."""
    about = f"{member.pk} {day} {digest_of(name)} {at.isoformat()}"
    _tell(chapter, ASKED, about, email, member.pk, day, at)


def call_off(*, chapter: Chapter, member: int, day: date, name: str, at: datetime, but: str = "") -> None:
    """Tell who was named to stand in, where they were mailed, that they are not needed; not an address asked anew."""
    about = f"{member} {day} {at.isoformat()}"
    for email in {notice.email for notice in _named(asked_of(chapter, member, day), name)} - {but}:
        _tell(chapter, CALLED_OFF, about, email, member, day, at)


def _named(asked: Iterable[Notice], name: str) -> list[Notice]:
    return [notice for notice in asked if notice.about.split()[2] == digest_of(name)]


def _tell(chapter: Chapter, kind: str, about: str, email: str, member: int, day: date, at: datetime) -> None:
    meeting = meeting_on(chapter, day)
    soon = meeting is None or meeting.starts_at - at < SOON
    due_at = at if soon else at + UNDO_FOR
    tell(chapter=chapter, kind=kind, about=about, to=Recipient(email), at=at, due_at=due_at, subject=member)


def call_off_all(*, chapter: Chapter, day: date, at: datetime) -> None:
    """There is no meeting on that day: whoever was to stand in at it is told."""
    if day < chapter.today(at):
        return
    for key, name in _sends_somebody(chapter, day).values_list("member", "substitute"):
        call_off(chapter=chapter, member=key, day=day, name=name, at=at)


def ask_again(*, chapter: Chapter, meeting: Meeting, at: datetime) -> None:
    """The meeting takes place after all, or at another hour or place: whoever stands in at it is told anew."""
    if meeting.date < chapter.today(at):
        return
    for mark in _sends_somebody(chapter, meeting.date).select_related("member"):
        name, asked = mark.substitute, asked_of(chapter, mark.member_id, meeting.date)
        for email in {notice.email for notice in _named(asked, name)}:
            ask_stand_in(chapter=chapter, member=mark.member, day=meeting.date, name=name, email=email, at=at)


def _sends_somebody(chapter: Chapter, day: date) -> MarkQuerySet:
    marks: MarkQuerySet = Mark.objects.in_chapter(chapter).on(day).filter(mark=Attendance.SUBSTITUTE)
    return marks
