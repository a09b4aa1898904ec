"""From the reminder mail: one tap says "I can't come", names a substitute or none, and can be taken back."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from chapters.access import public
from chapters.clock import now
from meetings.actions.marking import say_absent, say_coming
from meetings.refusals import HereAlready, MarksAreFinal, NoMeeting, NotHere, NotOn
from meetings.rhythm import ComingMeeting, meeting_on
from meetings.tokens import who_and_when
from members.models import Member


class CantComeForm(forms.Form):
    """Who comes instead, if anybody."""

    substitute = forms.CharField(
        label=gettext_lazy("Who comes in your place?"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Leave it empty if nobody does. It still helps to know."),
    )


@public(reason="opened from a reminder, by whoever holds its signed link; it names nobody")
@require_http_methods(["GET", "HEAD", "POST"])
def cant_come(request: Any, token: str) -> HttpResponse:
    """Ask (GET changes nothing); say it, or take it back with `coming` (POST)."""
    meant = who_and_when(request.chapter, token) if request.chapter else None
    if meant is None:
        raise Http404
    key, day = meant
    at = now()
    member = Member.objects.in_chapter(request.chapter).filter(pk=key).current_on(request.chapter.today(at)).first()
    if member is None:  # who has left has no links left either
        raise Http404
    meeting = meeting_on(request.chapter, day)
    form = CantComeForm(request.POST if request.method == "POST" else None)
    state, refusal = "asked", ""
    if meeting is None or meeting.cancelled or meeting.ends_at <= at:
        state, refusal = "over", _over(meeting)
    elif request.method == "POST" and form.is_valid():
        state, refusal = _say(request, member, meeting, form.cleaned_data["substitute"].strip())
    context = {"meeting": meeting, "form": form, "state": state, "refusal": refusal}
    return render(request, "meetings/cant_come.html", context, status=422 if refusal and state == "asked" else 200)


def _over(meeting: ComingMeeting | None) -> str:
    if meeting is None or meeting.cancelled:
        return _("There is no meeting on that day after all.")
    return _("This meeting is over.")


def _say(request: Any, member: Member, meeting: ComingMeeting, substitute: str) -> tuple[str, str]:
    try:
        if "coming" in request.POST:
            say_coming(chapter=request.chapter, day=meeting.date, member=member, at=now())
            return "coming", ""
        say_absent(chapter=request.chapter, day=meeting.date, member=member, substitute=substitute, at=now())
    except (HereAlready, MarksAreFinal, NoMeeting, NotHere, NotOn) as refusal:
        return "asked", str(refusal)
    return "said", ""
