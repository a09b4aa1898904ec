"""Days and moments of meetings in words, in the chapter's zone."""

from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chapters.models import Chapter
from meetings.rhythm import ComingMeeting


def day_words(day: date, today: date) -> str:
    """A day with its weekday; the year where it is another."""
    return date_format(day, "l j F" if day.year == today.year else "l j F Y")


def moment(at: datetime, chapter: Chapter, day: date) -> str:
    """The time of day in the chapter, with the date where it is not that `day`."""
    local = at.astimezone(chapter.zone)
    clock = f"{local:%H:%M}"
    return clock if local.date() == day else f"{date_format(local, 'j F')}, {clock}"


def how_soon(meeting: ComingMeeting, chapter: Chapter, at: datetime) -> str:
    """How far off a meeting is, or what became of it."""
    if meeting.cancelled:
        return _("Cancelled")
    if meeting.held:
        return _("Closed")
    if meeting.starts_at <= at < meeting.ends_at:
        return _("On now")
    days = (meeting.date - chapter.today(at)).days
    if days == 0:
        return _("Today") if at < meeting.starts_at else _("Over, not closed yet")
    if days < 0:
        return _("Over, not closed yet")
    return _("Tomorrow") if days == 1 else ngettext("In %(days)d day", "In %(days)d days", days) % {"days": days}


def days_early(meeting: ComingMeeting, chapter: Chapter, at: datetime) -> str:
    """A word to whoever opens a coming meeting's pages before its day; empty on the day and after it."""
    days = (meeting.date - chapter.today(at)).days
    if days <= 0 or meeting.held or meeting.cancelled:
        return ""
    said = ngettext("This meeting is in %(days)d day.", "This meeting is in %(days)d days.", days)
    return f"{said % {'days': days}} {_('What you tap now is kept for it.')}"
