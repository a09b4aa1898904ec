"""The chapter's leads: open ones, which the next meeting hears of once more, those somebody is on, resting, ended."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chapters.access import Role, requires
from chapters.clock import now
from chapters.models import Chapter
from chapters.values import first_instant
from meetings.models import Meeting
from meetings.rhythm import next_meeting
from meetings.views.words import day_words
from referrals.models import Slip
from referrals.permissions import is_open_lead
from referrals.querysets import SlipQuerySet
from referrals.states import Stage
from referrals.views.answers import PLACE
from referrals.views.lines import SlipLine

PAGE = 20
TABS = ("open", "taken", "resting", "ended")


@dataclass(frozen=True)
class LeadLine:
    """A lead in the list: as a line, with who is on it in words; `wakes`: the reader may wake it."""

    line: SlipLine
    taken: str
    wakes: bool


@requires(Role.MEMBER)
@require_safe
def leads(request: Any) -> HttpResponse:
    """One tab of those that stand: neither withdrawn nor found of no use. Newest first."""
    chapter, at = request.chapter, now()
    tab = request.GET.get("tab", "")
    tab = tab if tab in TABS else TABS[0]
    page = Paginator(_of(tab, chapter).with_people().latest_first(), PAGE).get_page(request.GET.get("page"))
    meeting = next_meeting(chapter, at) if tab == "open" else None
    root = f"{chapter.path}leads/"
    names = {"open": _("Open"), "taken": _("Taken"), "resting": _("Resting"), "ended": _("Ended")}
    context = {
        "place": PLACE,
        "tab": tab,
        "tabs": [{"href": f"{root}?tab={key}", "label": names[key], "count": None, "here": key == tab} for key in TABS],
        "page": page,
        "again": day_words(meeting.date, chapter.today(at)) if meeting else "",
        "lines": [_line(lead, request, at) for lead in page],
    }
    return render(request, "meetings/leads.html", context)


def _of(tab: str, chapter: Chapter) -> SlipQuerySet:
    rows: SlipQuerySet = Slip.objects.in_chapter(chapter)
    if tab == "ended":
        return rows.leads().good().exclude(stage=Stage.PASSED).with_takers()
    if tab == "taken":
        return rows.open_leads().filter(taken_by__isnull=False)
    free = rows.open_leads().filter(taken_by__isnull=True)
    rested = resting_before(chapter)
    if tab == "resting":
        return free.resting_since(rested) if rested else free.none()
    return free.offered_since(rested) if rested else free


def resting_before(chapter: Chapter) -> datetime | None:
    """Leads that nobody took, offered before this instant, rest: they were offered again at a meeting held since.

    The first instant of the day of the latest meeting that was closed; None before the first. One statement.
    """
    held: date | None = Meeting.objects.in_chapter(chapter).held().aggregate(day=Max("date"))["day"]
    return first_instant(held, chapter.zone) if held else None


def _line(lead: Any, request: Any, at: datetime) -> LeadLine:
    is_open = is_open_lead(lead)
    wakes = lead.giver_id == request.member.pk and not lead.taken_by and is_open
    taken = _("%(name)s is on it") % {"name": lead.taken_by} if lead.taken_by and is_open else ""
    return LeadLine(SlipLine.of(lead, request.member, request.chapter, at), taken, wakes)
