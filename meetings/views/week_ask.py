"""This week's ask: whom I want to meet, shown on the big screen in my turn."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chapters.access import Role, requires
from chapters.clock import now
from chapters.fragments import go_to
from meetings.actions.listening import ask_for
from meetings.forms.presenting import WeekAskForm
from meetings.models import WeekAsk
from meetings.views.finding import meeting_or_404, path_of
from meetings.views.words import day_words
from members.refusals import Refusal
from referrals.views.answers import status_of


@requires(Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def week_ask(request: Any, day: date | None = None) -> HttpResponse:
    """Type it for the next meeting, or that of a day; an empty one is taken back."""
    at = now()
    meeting = meeting_or_404(request, day, at)
    row = WeekAsk.objects.in_chapter(request.chapter).filter(date=meeting.date, member=request.member).first()
    form = WeekAskForm(request.POST if request.method == "POST" else None, initial={"text": row.text if row else ""})
    if form.is_valid():
        text = form.cleaned_data["text"]
        try:
            ask_for(chapter=request.chapter, day=meeting.date, text=text, by=request.member)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.info(request, _("Your ask is kept.") if text else _("Taken back."))
            return go_to(path_of(request, meeting.date))
    context = {
        "place": "meeting",
        "form": form,
        "meeting": meeting,
        "day": day_words(meeting.date, request.chapter.today(at)),
        "here": path_of(request, meeting.date),
    }
    return render(request, "meetings/week_ask.html", context, status=status_of(form))
