"""One member's mark at one meeting: who made it and when, and its correction."""

from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chapters.access import requires
from chapters.clock import now
from chapters.fragments import go_to
from meetings.actions.marking import correct_mark, take_marks
from meetings.forms.meeting import MarkForm
from meetings.models import Mark
from meetings.permissions import ROLL_CALL
from meetings.rhythm import ComingMeeting
from meetings.states import Attendance
from meetings.views.finding import meeting_or_404, path_of
from meetings.views.words import day_words, moment
from members.models import Member
from members.refusals import Refusal
from referrals.views.answers import status_of


@requires(*ROLL_CALL)
@require_http_methods(["GET", "HEAD", "POST"])
def mark(request: Any, day: date, member: int) -> HttpResponse:
    """Show a mark and its trail; change it, with a reason once the meeting is closed."""
    at = now()
    meeting = meeting_or_404(request, day, at)
    person = get_object_or_404(Member.objects.in_chapter(request.chapter).current_on(day), pk=member)
    found = Mark.objects.in_chapter(request.chapter).on(day).filter(member=person).first()
    initial = {"mark": found.mark, "substitute": found.substitute} if found else {"mark": ""}
    form = MarkForm(request.POST if request.method == "POST" else None, closed=meeting.held, initial=initial)
    if form.is_valid():
        try:
            _changed(request, meeting, person, form, at)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.info(request, _("%(name)s’s mark is changed.") % {"name": person})
            return go_to(path_of(request, day, "roll-call"))
    context = {
        "place": "roll_call",
        "form": form,
        "person": person,
        "meeting": meeting,
        "day": day_words(day, request.chapter.today(at)),
        "here": path_of(request, day, "roll-call"),
        "trail": _trail(request, meeting, person),
    }
    return render(request, "meetings/mark.html", context, status=status_of(form))


def _changed(request: Any, meeting: ComingMeeting, person: Member, form: MarkForm, at: datetime) -> None:
    act = {"chapter": request.chapter, "day": meeting.date, "by": request.member, "at": at}
    if meeting.held:
        correct_mark(**act, member=person, said=form.said, reason=form.cleaned_data["reason"])
    else:
        take_marks(**act, said={person.pk: form.said})


def _trail(request: Any, meeting: ComingMeeting, person: Member) -> list[dict[str, str]]:
    """Every word on this mark, newest first, for timeline.html."""
    if meeting.row is None:
        return []
    events: Any = apps.get_model("meetings", "MarkEvent")
    rows = (
        events.objects.in_chapter(request.chapter)
        .filter(meeting_id=meeting.row.pk, member_id=person.pk)
        .order_by("-pgh_id")
        .values_list("pgh_label", "mark", "substitute", "correction", "marked_by_id", "pgh_created_at", "pgh_context")
    )
    found = list(rows)
    keys = {_author(label, marker, context) for label, *_rest, marker, _at, context in found}
    names = dict(Member.objects.in_chapter(request.chapter).filter(pk__in=keys - {None}).values_list("pk", "name"))
    return [
        {
            "what": _what(label, word, substitute, names.get(_author(label, marker, context), "")),
            "note": why,
            "when": moment(made_at, request.chapter, meeting.date),
        }
        for label, word, substitute, why, marker, made_at, context in found
    ]


def _author(label: str, marker: int | None, context: dict[str, Any] | None) -> int | None:
    """Who: the row says it, but for a mark taken back, where the request does."""
    return (context or {}).get("member") if label == "delete" else marker


def _what(label: str, word: str, substitute: str, name: str) -> str:
    said = _("not marked") if label == "delete" else str(Attendance(word).label)
    who = name or _("brought over")
    return f"{who}: {said} ({substitute})" if substitute and label != "delete" else f"{who}: {said}"
