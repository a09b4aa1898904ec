"""The minutes of a closed meeting: read, printed, kept."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from chapters.access import Role, requires
from chapters.clock import now
from chapters.models import Chapter
from meetings.minutes import Correction, Minutes, Visitor, minutes_of
from meetings.roll import RollRow
from meetings.states import Attendance
from meetings.views.finding import meeting_or_404, path_of
from meetings.views.words import day_words, moment
from referrals.values import written


@requires(Role.MEMBER)
@require_safe
def minutes(request: Any, day: date) -> HttpResponse:
    """The minutes of that day's meeting, or that it is not closed yet."""
    chapter = request.chapter
    meeting = meeting_or_404(request, day, now())
    begins, ends = (instant.astimezone(chapter.zone) for instant in (meeting.starts_at, meeting.ends_at))
    context = {
        "place": "meeting",
        "meeting": meeting,
        "here": path_of(request, day),
        "day": date_format(day, "l j F Y"),
        "hours": _("%(begins)s to %(ends)s") % {"begins": f"{begins:%H:%M}", "ends": f"{ends:%H:%M}"},
    }
    if meeting.held:
        context |= _told(minutes_of(chapter, meeting), chapter)
    return render(request, "meetings/minutes.html", context)


def _told(found: Minutes, chapter: Chapter) -> dict[str, Any]:
    day = found.meeting.date
    return {
        "minutes": found,
        "attendance": _attendance(found),
        "visitors": [(visitor.name, _visitor(visitor)) for visitor in found.visitors],
        "since": date_format(found.since, "j F") if found.since else "",
        "figures": _figures(found),
        "business": written(found.business, chapter.currency) if found.business else "",
        "ahead": [(day_words(on, day), who) for on, who in found.ahead],
        "corrections": [_correction(one, chapter, day) for one in found.corrections],
        "closed": moment(found.closed_at, chapter, day) if found.closed_at else "",
    }


def _attendance(found: Minutes) -> list[tuple[str, int, str]]:
    """Word, number and names of each kind there was."""
    kinds = [
        (_("Here"), found.marked(Attendance.PRESENT)),
        (_("Late"), found.marked(Attendance.LATE)),
        (_("Substitutes"), found.marked(Attendance.SUBSTITUTE)),
        (_("Told us"), found.marked(Attendance.ABSENT_NOTIFIED)),
        (_("Medical"), found.marked(Attendance.MEDICAL)),
        (_("Absent"), found.absent),
        (_("On leave"), found.on_leave),
    ]
    return [(word, len(rows), ", ".join(map(_name, rows))) for word, rows in kinds if rows]


def _name(row: RollRow) -> str:
    if row.mark != Attendance.SUBSTITUTE:
        return row.name
    said = {"name": row.name, "substitute": row.substitute}
    return (_("%(substitute)s for %(name)s") if row.substitute else _("somebody for %(name)s")) % said


def _visitor(visitor: Visitor) -> str:
    host = _("invited by %(name)s") % {"name": visitor.invited_by} if visitor.invited_by else ""
    announced = _("announced") if visitor.announced_only else ""
    return ", ".join(part for part in (visitor.trade, host, announced) if part)


def _figures(found: Minutes) -> list[tuple[int, str]]:
    referrals = found.inside + found.outside
    return [
        (referrals, ngettext("referral", "referrals", referrals)),
        (found.leads, ngettext("lead", "leads", found.leads)),
        (found.thanks, ngettext("thank-you", "thank-yous", found.thanks)),
    ]


def _correction(one: Correction, chapter: Chapter, day: date) -> dict[str, str]:
    """For timeline.html."""
    said = {"name": one.name, "before": _mark(one.before), "after": _mark(one.after, one.substitute)}
    by = {"why": one.why, "name": one.by or _("the record")}
    return {
        "what": _("%(name)s: %(before)s → %(after)s") % said,
        "note": _("%(why)s (corrected by %(name)s)") % by,
        "when": moment(one.at, chapter, day),
    }


def _mark(word: str, substitute: str = "") -> str:
    said = str(Attendance(word).label) if word else _("not marked")
    return f"{said} ({substitute})" if substitute else said
