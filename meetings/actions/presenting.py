"""The rota of feature presentations: filled fairly, volunteered for, passed on, set by an officer.

Whatever changes it holds the chapter's rota until its transaction ends, so that two acts happen one after the other,
and the second is judged by what the first left.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from chapters.models import Chapter
from chapters.values import meeting_instant
from meetings.models import Feedback, Passed, Presentation, WeekAsk
from meetings.refusals import (
    AlreadyBegun,
    AwayThen,
    HeardFrom,
    NoMeeting,
    NotOn,
    NotYours,
    SpeakerChanged,
    SpeakerThere,
    TooFar,
)
from meetings.rhythm import meeting_on, rhythm_of
from meetings.rota import OPEN, Speaker, meetings_ahead, planned, ramp_of, speakers_of
from members.models import Member
from notices.actions import tell
from referrals.actions.people import address_of
from referrals.values import UNDO_FOR

REMINDERS = {"week": timedelta(days=7), "day": timedelta(days=1)}
"""How long before the day a speaker is reminded."""


def hold_rota(chapter: Chapter) -> None:
    """Let nobody else change this chapter's rota until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"meetings.rota {chapter.pk}"])


@transaction.atomic
def fill_rota(*, chapter: Chapter, at: datetime) -> None:
    """Give each of the next six meetings a speaker, and tell them; again, it changes nothing.

    Who has left or is on leave on their day makes room. Where it is nobody's turn the day stays open.
    """
    hold_rota(chapter)
    days = [meeting.date for meeting in meetings_ahead(chapter, at)]
    rows = Presentation.objects.in_chapter(chapter)
    there = set(rows.filter(date__in=days).values_list("date", flat=True))
    Presentation.objects.bulk_create([Presentation(chapter=chapter, date=day) for day in days if day not in there])
    people = speakers_of(chapter, chapter.today(at))
    found = list(rows.filter(date__in=days).order_by("date"))
    for row in found:
        if row.member_id and not _can_speak(people, row.member_id, row.date):
            _change(row, None)
    _give(chapter, [row for row in found if row.member_id is None], people, "presentation_planned", at)
    tell_idle(chapter=chapter, at=at)


def _give(chapter: Chapter, rows: Iterable[Presentation], people: list[Speaker], kind: str, at: datetime) -> None:
    """Give each of these days to whose turn it is, and tell them by a kind of notice."""
    open_days = {row.date: row for row in rows}
    passed: dict[date, set[int]] = {day: set() for day in open_days}
    for day, key in (
        Passed.objects.in_chapter(chapter)
        .filter(presentation__in=open_days.values())
        .values_list("presentation__date", "member")
    ):
        passed[day].add(key)
    turns = planned(people, passed, ramp=ramp_of(chapter, chapter.today(at))) if open_days else {}
    members = Member.objects.in_chapter(chapter).in_bulk([turn for turn in turns.values() if turn])
    for day, turn in turns.items():
        if turn:
            _change(open_days[day], members[turn])
            tell_speaker(open_days[day], at, kind=kind)


def _can_speak(people: Iterable[Speaker], key: int, day: date) -> bool:
    return any(person.key == key and person.can_speak(day) for person in people)


def _change(row: Presentation, member: Member | None, *, volunteered: bool = False) -> None:
    """Another speaker, or none; a title goes with whoever chose it."""
    row.member, row.title, row.volunteered = member, "", volunteered
    row.save(update_fields=["member", "title", "volunteered"])


def tell_speaker(row: Presentation, at: datetime, *, kind: str = "") -> None:
    """Plan a speaker's reminders, a week and a day before; a `kind` of notice tells them of it now."""
    if row.member is None:
        return
    about, to = f"{row.pk} {row.member_id} {row.date}", address_of(row.member)
    if kind:
        once = f"{about} {at.isoformat()}"
        tell(chapter=row.chapter, kind=kind, about=once, to=to, at=at, due_at=at + UNDO_FOR, subject=row.pk)
    for name, before in REMINDERS.items():
        due_at = meeting_instant(row.date - before, time(row.chapter.reminder_hour), row.chapter.zone)
        if due_at > at:
            once, remind = f"{about} {name}", "presentation_reminder"
            tell(chapter=row.chapter, kind=remind, about=once, to=to, at=at, due_at=due_at, subject=row.pk)


def refuse_begun(chapter: Chapter, day: date, at: datetime) -> None:
    """Raise NoMeeting, NotOn or AlreadyBegun unless the day has a meeting still to come."""
    meeting = meeting_on(chapter, day)
    if meeting is None:
        raise NoMeeting
    if meeting.cancelled:
        raise NotOn
    if meeting.held or meeting.starts_at <= at:
        raise AlreadyBegun


def held_row(chapter: Chapter, presentation: int) -> Presentation:
    """The presentation as it is once nobody else can change it."""
    hold_rota(chapter)
    rows = Presentation.objects.in_chapter(chapter).select_related("member", "chapter")
    row: Presentation = rows.get(pk=presentation)
    return row


@transaction.atomic
def volunteer(*, chapter: Chapter, day: date, by: Member, at: datetime) -> Presentation:
    """Present on a day that nobody has; of two at once one does. Who presents then already changes nothing.

    Raises SpeakerThere, AwayThen, TooFar, NoMeeting, NotOn or AlreadyBegun.
    """
    hold_rota(chapter)
    refuse_begun(chapter, day, at)
    if day not in {meeting.date for meeting in meetings_ahead(chapter, at, OPEN)}:
        raise TooFar
    if not _can_speak(speakers_of(chapter, chapter.today(at)), by.pk, day):
        raise AwayThen
    rows = Presentation.objects.in_chapter(chapter).select_related("chapter")
    row: Presentation = rows.filter(date=day).first() or Presentation.objects.create(chapter=chapter, date=day)
    if row.member_id == by.pk:
        return row
    if row.member_id is not None:
        raise SpeakerThere
    Passed.objects.in_chapter(chapter).filter(presentation=row, member=by).delete()
    _change(row, by, volunteered=True)
    tell_speaker(row, at)
    return row


@transaction.atomic
def pass_on(*, presentation: Presentation, by: Member, at: datetime) -> Member | None:
    """Not present on a day after all; whose turn it is then is told. Answers who presents now, None where nobody.

    Passing once more changes nothing. Raises NotYours, NoMeeting or AlreadyBegun.
    """
    chapter = presentation.chapter
    row = held_row(chapter, presentation.pk)
    if row.member_id != by.pk:
        if Passed.objects.in_chapter(chapter).filter(presentation=row, member=by).exists():
            return _speaker(row)
        raise NotYours
    meeting = meeting_on(chapter, row.date)
    if meeting and (meeting.held or (meeting.starts_at <= at and not meeting.cancelled)):
        raise AlreadyBegun
    Passed.objects.bulk_create([Passed(chapter=chapter, presentation=row, member=by)], ignore_conflicts=True)
    _change(row, None)
    if row.date in {coming.date for coming in meetings_ahead(chapter, at)}:
        _give(chapter, [row], speakers_of(chapter, chapter.today(at)), "presentation_turn", at)
    return _speaker(row)


def _speaker(row: Presentation) -> Member | None:
    found: Member | None = row.member
    return found


def set_title(*, presentation: Presentation, title: str, by: Member) -> None:
    """Say what one speaks about. Raises NotYours unless it is theirs."""
    mine = Presentation.objects.in_chapter(presentation.chapter_id).filter(pk=presentation.pk, member=by)
    if not mine.update(title=title):
        raise NotYours


@transaction.atomic
def set_speaker(*, presentation: Presentation, member: Member, seen: int | None, at: datetime) -> None:
    """An officer says who presents; `seen` is the key of who did when they looked. Both are told.

    Of a day that is over too, to put the record right, but not once somebody wrote to the speaker (what is written to
    one would be read by another). Raises SpeakerChanged, AwayThen or HeardFrom.
    """
    chapter = presentation.chapter
    row = held_row(chapter, presentation.pk)
    if row.member_id == member.pk:
        return
    if row.member_id != seen:
        raise SpeakerChanged
    if not _can_speak(speakers_of(chapter, row.date), member.pk, row.date):
        raise AwayThen
    if Feedback.objects.in_chapter(chapter).filter(presentation=row).exists():
        raise HeardFrom
    before = row.member
    _change(row, member)
    if row.date < chapter.today(at):
        return
    tell_speaker(row, at, kind="presentation_planned")
    if before:
        about, to = f"{row.pk} {before.pk} {row.date} {at.isoformat()}", address_of(before)
        kind = "presentation_given_over"
        tell(chapter=chapter, kind=kind, about=about, to=to, at=at, due_at=at + UNDO_FOR, subject=row.pk)


def tell_idle(*, chapter: Chapter, at: datetime) -> None:
    """Tell whoever is down for a coming day on which there is no meeting (called off, or a recess), once a day."""
    today = chapter.today(at)
    ahead = Presentation.objects.in_chapter(chapter).filter(date__gte=today, member__isnull=False)
    rows = list(ahead.select_related("member").order_by("date"))
    if not rows:
        return
    rhythm = rhythm_of(chapter, rows[0].date, rows[-1].date)
    for row in rows:
        meeting = rhythm.on(row.date)
        if meeting is None or meeting.cancelled:
            about, to = f"{row.pk} {row.member_id} {row.date}", address_of(row.member)
            kind = "presentation_idle"
            tell(chapter=chapter, kind=kind, about=about, to=to, at=at, due_at=at + UNDO_FOR, subject=row.pk)


def bring_along(*, chapter: Chapter, day: date, to_day: date, at: datetime) -> None:
    """A meeting moves: its presentation and what members ask for that week come with it, and the speaker is told.

    Where the other day has a speaker already, both stay where they are.
    """
    hold_rota(chapter)
    asks = WeekAsk.objects.in_chapter(chapter)
    there = asks.filter(date=to_day, member=OuterRef("member"))
    asks.filter(~Exists(there), date=day).update(date=to_day)
    rows = Presentation.objects.in_chapter(chapter).select_related("member", "chapter")
    row, other = rows.filter(date=day).first(), rows.filter(date=to_day).first()
    if row is None or row.member is None or (other and other.member_id):
        return
    if other:
        other.member, other.title, other.volunteered = row.member, row.title, row.volunteered
        other.save(update_fields=["member", "title", "volunteered"])
        _change(row, None)
    else:
        row.date = to_day
        row.save(update_fields=["date"])
    tell_speaker(other or row, at, kind="presentation_planned")
