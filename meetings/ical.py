"""Meetings, recesses and one-to-ones as calendars read them (RFC 5545): facts in, iCalendar out, no database.

What is written here goes to other people's programs: it holds no prospect, no note, no topic.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from email.utils import parseaddr
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import (
    Calendar,
    Component,
    Event,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vCalAddress,
    vDuration,
    vText,
)

from chapters.models import Chapter, Recess
from meetings.models import Appointment
from meetings.rhythm import ComingMeeting
from meetings.states import AppointmentState
from members.models import Member
from notices.values import Invitation, address, one_line

PRODUCT = "-//Chapterhouse//Chapterhouse//EN"
ASK_AGAIN = timedelta(hours=2)
"""How often a calendar that follows a feed may ask; most ask less often."""
A_YEAR, ONE_DAY, ONE_SECOND, NONE = timedelta(days=366), timedelta(days=1), timedelta(seconds=1), timedelta(0)
AGREED = frozenset({AppointmentState.AGREED, AppointmentState.MET})


def meeting_event(
    chapter: Chapter,
    meeting: ComingMeeting,
    *,
    summary: str,
    lines: Sequence[str] = (),
    away: bool = False,
    at: datetime,
) -> Event:
    """One meeting, known by the day it was first planned for whatever day it is on now.

    `lines` are what its reader should know, a paragraph each; `away` says that the time is free for them.
    """
    event = _event(f"meeting-{meeting.planned_for:%Y%m%d}", chapter, sequence=meeting.sequence, at=at)
    event.add("summary", _text(summary))
    event.add("dtstart", _local(meeting.starts_at, chapter.zone))
    event.add("dtend", _local(meeting.ends_at, chapter.zone))
    _add(event, "location", meeting.place or chapter.online_url)
    _add(event, "description", "\n\n".join(line for line in lines if line))
    event.add("url", address(f"{chapter.path}meeting/{meeting.date.isoformat()}/"))
    event.add("status", "CANCELLED" if meeting.cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if away or meeting.cancelled else "OPAQUE")
    return event


def recess_event(chapter: Chapter, recess: Recess, *, at: datetime) -> Event:
    """A recess: whole days, during which nobody is busy for it."""
    event = _event(f"recess-{recess.first_day:%Y%m%d}-{recess.last_day:%Y%m%d}", chapter, sequence=0, at=at)
    event.add("summary", _text(_("%(chapter)s: recess") % {"chapter": chapter.name}))
    event.add("dtstart", recess.first_day)
    if recess.last_day < date.max:
        event.add("dtend", recess.last_day + ONE_DAY)
    _add(event, "description", recess.reason)
    event.add("status", "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    return event


def appointment_event(appointment: Appointment, *, reader: Member, at: datetime) -> Event:
    """A one-to-one as one of the two reads it: with whom, when and where, and nothing of what it is about."""
    chapter = appointment.chapter
    agreed = appointment.state in AGREED
    event = _event(f"one-to-one-{appointment.uuid}", chapter, sequence=appointment.sequence, at=at)
    event.add("summary", _text(_("One-to-one with %(name)s") % {"name": _other_than(reader, appointment)}))
    if appointment.starts_at is not None:
        ends_at = appointment.starts_at + timedelta(minutes=appointment.minutes)
        event.add("dtstart", _local(appointment.starts_at, chapter.zone))
        event.add("dtend", _local(ends_at, chapter.zone))
    _add(event, "location", appointment.place)
    event.add("url", address(f"{chapter.path}one-to-ones/"))
    event.add("status", "CONFIRMED" if agreed else "CANCELLED")
    event.add("transp", "OPAQUE" if agreed else "TRANSPARENT")
    return event


def invitation(appointment: Appointment, *, reader: Member, at: datetime) -> Invitation:
    """What a mail about a one-to-one carries: into the reader's calendar while it is agreed on, else out of it.

    The house is the organizer, since either of the two may move it, and wants no replies: they are given on its pages.
    """
    event = appointment_event(appointment, reader=reader, at=at)
    _, house = parseaddr(settings.DEFAULT_FROM_EMAIL)
    event.add("organizer", _person(house, appointment.chapter.name))
    for member in (appointment.proposer, appointment.other):
        who = _person(member.email, member.name)
        asked = member.pk == reader.pk and appointment.state in AGREED
        who.params |= {"ROLE": "REQ-PARTICIPANT", "PARTSTAT": "NEEDS-ACTION" if asked else "ACCEPTED", "RSVP": "FALSE"}
        event.add("attendee", who)
    method = "REQUEST" if appointment.state in AGREED else "CANCEL"
    return Invitation(method, written([event], appointment.chapter.zone, method=method))


def written(events: Iterable[Event], zone: ZoneInfo, *, name: str = "", method: str = "") -> str:
    """A whole iCalendar object, with the zone its times are told in. A `name` makes it one to be followed."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    if method:
        calendar.add("method", method)
    if name:
        calendar.add("name", _text(one_line(name)))
        calendar.add("x-wr-calname", _text(one_line(name)))
        calendar.add("refresh-interval", vDuration(ASK_AGAIN), parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", vDuration(ASK_AGAIN))
    events = list(events)
    times = [start for event in events if isinstance(start := event.DTSTART, datetime) and start.tzinfo != UTC]
    if times and zone.key != "UTC":  # which calendars know
        calendar.add_component(_zone(zone, times))
    for event in events:
        calendar.add_component(event)
    return str(calendar.to_ical().decode())


def _event(name: str, chapter: Chapter, *, sequence: int, at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{name}@{chapter.slug}.{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", at.astimezone(UTC).replace(microsecond=0))
    event.add("sequence", sequence)
    return event


def _other_than(reader: Member, appointment: Appointment) -> Member:
    other: Member = appointment.other if appointment.proposer_id == reader.pk else appointment.proposer
    return other


def _person(email: str, name: str) -> vCalAddress:
    person = vCalAddress(f"mailto:{email}")
    person.params["CN"] = one_line(name)
    return person


def _add(event: Event, name: str, text: str) -> None:
    if text:
        event.add(name, _text(text))


def _text(text: str) -> vText:
    """Text without what RFC 5545 does not let into one; the library escapes the rest, line breaks included (F51)."""
    return vText("".join(c for c in text.replace("\r\n", "\n") if c.isprintable() or c in "\n\t"))


def _local(instant: datetime, zone: ZoneInfo) -> datetime:
    """The wall clock in a zone; the second of an hour that comes twice, which it cannot name, stays in UTC."""
    local = instant.astimezone(zone)
    return instant.astimezone(UTC) if local.fold else local


def _zone(zone: ZoneInfo, times: Sequence[datetime]) -> Timezone:
    """The zone with every change of its clocks around these times, told from the time zone database.

    A year on either side, for programs that keep what they once heard of a zone.
    """
    first, last = min(times).astimezone(UTC) - A_YEAR, max(times).astimezone(UTC) + A_YEAR
    found = Timezone()
    found.add("tzid", zone.key)
    found.add_component(_clocks(zone, first, first))
    for change in _changes(zone, first, last):
        found.add_component(_clocks(zone, change - ONE_SECOND, change))
    return found


def _changes(zone: ZoneInfo, first: datetime, last: datetime) -> Iterator[datetime]:
    """The instants in a span at which the clocks of a zone change."""
    day = first
    while day < last:
        following = day + ONE_DAY
        if _clock(zone, day) != _clock(zone, following):
            before, after = day, following
            while after - before > ONE_SECOND:
                middle = before + (after - before) // 2
                middle = middle.replace(microsecond=0)
                before, after = (before, middle) if _clock(zone, middle) != _clock(zone, before) else (middle, after)
            yield after
        day = following


def _clock(zone: ZoneInfo, instant: datetime) -> tuple[timedelta | None, str | None]:
    local = instant.astimezone(zone)
    return local.utcoffset(), local.tzname()


def _clocks(zone: ZoneInfo, before: datetime, since: datetime) -> Component:
    """How the clocks go since an instant, told by the clocks before it."""
    was, now = before.astimezone(zone), since.astimezone(zone)
    offset, following = was.utcoffset() or NONE, now.utcoffset() or NONE
    # Ireland's winter is its daylight time in the database: programs expect the later clocks there.
    summer = following > offset or (following == offset and (now.dst() or NONE) > NONE)
    kind = TimezoneDaylight() if summer else TimezoneStandard()
    kind.add("dtstart", (since + offset).replace(tzinfo=None, microsecond=0))
    kind.add("tzoffsetfrom", offset)
    kind.add("tzoffsetto", following)
    kind.add("tzname", now.tzname())
    return kind
