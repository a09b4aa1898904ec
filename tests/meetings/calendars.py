"""Calendars as other programs read them: vobject reads, and `ical`, strict about RFC 5545, is the second opinion."""

from datetime import UTC, date, datetime
from typing import Any

import vobject
from ical.calendar_stream import IcsCalendarStream

LONGEST_LINE = 75


def read(text: str) -> Any:
    """The calendar, once both have read it and its lines are as the standard wants them."""
    assert text.endswith("END:VCALENDAR\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= LONGEST_LINE for line in text.split("\r\n"))
    strict = IcsCalendarStream.calendar_from_ics(text)
    calendar = vobject.readOne(text)
    assert calendar.validate(raiseException=True)
    assert [event.uid for event in strict.events] == [event.uid.value for event in calendar.contents.get("vevent", [])]
    for event, same in zip(strict.events, calendar.contents.get("vevent", []), strict=True):
        assert (_moment(event.dtstart), event.summary) == (_moment(same.dtstart.value), same.summary.value)
    return calendar


def _moment(value: date | datetime) -> date | datetime:
    """A moment in UTC, where two zones' objects compare; a whole day as it is."""
    return value.astimezone(UTC) if isinstance(value, datetime) else value


def events_of(text: str) -> dict[str, Any]:
    """The events by what is before the @ of their UID."""
    return {event.uid.value.partition("@")[0]: event for event in read(text).contents.get("vevent", [])}


def words_of(event: Any, name: str) -> str:
    """A property's text; empty where there is none."""
    return event.contents[name][0].value if name in event.contents else ""
