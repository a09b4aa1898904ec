"""The run sheet: a leader drives the meeting from one page; a second device follows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRefresh

from chapters.access import requires
from chapters.clock import now
from chapters.fragments import answer, go_to
from meetings.actions.run_sheet import press
from meetings.permissions import LEADING
from meetings.rhythm import ComingMeeting
from meetings.run_sheet import MINUTE, Act, Pressed, Sheet, Step
from meetings.sheets import sheet_of
from meetings.states import RunState
from meetings.tokens import screen_path
from meetings.views.finding import meeting_or_404, path_of
from meetings.views.words import day_words, days_early
from members.refusals import Refusal

MILLISECONDS = 1000
MOST_STEPS = 10_000
LATEST = 253_402_300_799_000
"""The last instant there is, in milliseconds."""


class PressedForm(forms.Form):
    """An act, the step and extra seconds it was pressed at, and when, in milliseconds since 1970."""

    act = forms.TypedChoiceField(choices=Act.choices, coerce=Act)
    step = forms.IntegerField(min_value=0, max_value=MOST_STEPS, required=False)
    extra = forms.IntegerField(min_value=0, max_value=MOST_STEPS, required=False)
    at = forms.IntegerField(min_value=0, max_value=LATEST, required=False)

    @property
    def pressed(self) -> Pressed:
        """What it was pressed at."""
        typed = self.cleaned_data
        at = None if typed["at"] is None else datetime.fromtimestamp(typed["at"] / MILLISECONDS, UTC)
        return Pressed(typed["step"] or 0, typed["extra"] or 0, at)


@dataclass(frozen=True)
class Shown:
    """A step in words: what it is part of, what or who it is, and a quieter line."""

    step: Step
    part: str
    head: str
    note: str
    here: bool
    past: bool


@dataclass(frozen=True)
class ShownItem:
    """An item of the agenda: its planned time, and its steps; a round has its turns."""

    clock: str
    title: str
    minutes: str
    leader: str
    steps: list[Shown]
    here: bool
    past: bool

    @property
    def only(self) -> Shown | None:
        """Its one step, where it is no round."""
        return self.steps[0] if len(self.steps) == 1 and not self.steps[0].step.turn else None


@requires(*LEADING)
@require_http_methods(["GET", "HEAD", "POST"])
def run_sheet(request: Any, day: date) -> HttpResponse:
    """The run sheet (GET changes nothing); or an act, answered with where it stands now, also where it came twice."""
    at = now()
    meeting = meeting_or_404(request, day, at)
    here = path_of(request, day, "meeting") + "run-sheet/"
    if request.method == "POST":
        form = PressedForm(request.POST)
        try:
            if form.is_valid():
                act = {"act": form.cleaned_data["act"], "pressed": form.pressed}
                press(chapter=request.chapter, day=day, by=request.member, at=at, **act)
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return HttpResponseClientRefresh() if request.htmx else go_to(here)
        if not request.htmx:
            return go_to(here)
        meeting = meeting_or_404(request, day, at)
    sheet = sheet_of(request.chapter, meeting)
    if request.method != "POST" and request.htmx and request.GET.get("version") == sheet.version:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    context = {**_shown(request, sheet, meeting, at), "here": here}
    return answer(request, "meetings/run_sheet.html", context, fragment="sheet")


def _shown(request: Any, sheet: Sheet, meeting: ComingMeeting, at: datetime) -> dict[str, Any]:
    chapter = request.chapter
    items = list(_items(sheet, chapter.zone))
    steps = [shown for item in items for shown in item.steps]
    following = sheet.next
    return {
        "place": "meeting",
        "meeting": meeting,
        "day": day_words(meeting.date, chapter.today(at)),
        "early": days_early(meeting, chapter, at),
        "meeting_path": path_of(request, meeting.date),
        "roll_call": path_of(request, meeting.date, "roll-call"),
        "screen": screen_path(chapter, meeting.date),
        "sheet": sheet,
        "items": items,
        "now": steps[sheet.now.number] if sheet.now else None,
        "next": steps[following.number] if following else None,
        "left": clock_words(sheet.left(at)),
        "over": sheet.left(at) < 0,
        "behind": behind_words(sheet.behind(at)),
        "times": _times(sheet, at),
        "ends": f"{_local(sheet, chapter.zone):%H:%M}",
        "closed": sheet.closed,
    }


def _local(sheet: Sheet, zone: Any) -> datetime:
    last = sheet.plan.steps[-1]
    return datetime.fromtimestamp(sheet.planned(last).timestamp() + last.seconds, zone)


def _times(sheet: Sheet, at: datetime) -> dict[str, int | str]:
    """Instants in milliseconds since 1970, for the page's own clock."""
    clock = sheet.clock
    known = {"now": at, "since": clock.since, "last-since": clock.last_since, "anchor": sheet.anchor}
    return {name: round(instant.timestamp() * MILLISECONDS) if instant else "" for name, instant in known.items()}


def _items(sheet: Sheet, zone: Any) -> Iterator[ShownItem]:
    over, at = sheet.clock.state == RunState.OVER, sheet.now.number if sheet.now else -1
    for number, line in enumerate(sheet.plan.lines):
        steps = sheet.plan.of_item(number)
        turns = sum(step.turn > 0 for step in steps)
        shown = [words_of(step, turns, at=at, over=over) for step in steps]
        seconds = steps[-1].ends_after - steps[0].after
        yield ShownItem(
            clock=f"{sheet.planned(steps[0]).astimezone(zone):%H:%M}",
            title=line.title,
            minutes=_("%(minutes)d min") % {"minutes": max(1, round(seconds / MINUTE))},
            leader=line.leader,
            steps=shown,
            here=any(one.here for one in shown),
            past=all(one.past or one.step.away for one in shown) and (over or at >= 0),
        )


def words_of(step: Step, of: int, *, at: int = -1, over: bool = False) -> Shown:
    """A step in words; `of` so many turns of its item, `at` the number of the one that runs."""
    here, past = step.number == at, over or step.number < at
    who = step.presenter
    if who and step.about:
        return Shown(step, step.title, who.speaks, step.about, here, past)
    if who and step.turn:
        stands_in = _("%(seat)s, for %(name)s") % {"seat": who.seat, "name": who.name}
        part = _("%(title)s, %(turn)d of %(all)d") % {"title": step.title, "turn": step.turn, "all": of}
        return Shown(step, part, who.speaks, stands_in if who.substitute else who.seat, here, past)
    if who:
        return Shown(step, step.title, who.name, _("not here") if step.away else who.seat, here, past)
    leads = _("led by %(name)s") % {"name": step.leader} if step.leader else ""
    return Shown(step, "", step.title, leads, here, past)


def clock_words(seconds: int) -> str:
    """Minutes and seconds, with a plus where they are over."""
    minutes, rest = divmod(abs(seconds), MINUTE)
    return f"{'+' if seconds < 0 else ''}{minutes}:{rest:02d}"


def behind_words(minutes: int) -> str:
    """How the meeting stands against its plan."""
    if minutes > 0:
        return ngettext("%(n)d min behind", "%(n)d min behind", minutes) % {"n": minutes}
    if minutes < 0:
        return ngettext("%(n)d min ahead", "%(n)d min ahead", -minutes) % {"n": -minutes}
    return _("On time")
