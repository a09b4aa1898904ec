"""For who stands in: when and where, for whom, what to say and to do; and one tap where they can't do it after all."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chapters.access import public
from chapters.clock import now
from meetings.actions.absence import cannot_stand_in
from meetings.models import Mark, WeekAsk
from meetings.rhythm import meeting_on
from meetings.states import Attendance
from meetings.tokens import digest_of, who_stands_in
from members.models import Profile, Stay
from members.refusals import Refusal

TO_SAY = ("whom_i_want_to_meet", "what_they_say", "whom_i_serve", "how_to_introduce_me")
"""The parts of a profile one says aloud for a member."""


@public(reason="opened from the mail to who stands in, by whoever holds its signed link")
@require_http_methods(["GET", "HEAD", "POST"])
def stand_in(request: Any, token: str) -> HttpResponse:
    """Show what to know (GET changes nothing); say that one can't do it (POST)."""
    asked = who_stands_in(request.chapter, token) if request.chapter else None
    if asked is None:
        raise Http404
    chapter, at = request.chapter, now()
    stays = Stay.objects.in_chapter(chapter).current_on(chapter.today(at)).select_related("member", "seat__category")
    stay = stays.filter(member=asked.member).first()
    if stay is None:  # who has left sends nobody
        raise Http404
    meeting = meeting_on(chapter, asked.day)
    on = meeting is not None and not meeting.cancelled and not meeting.held and meeting.ends_at > at
    state = "asked" if on else "over"
    if request.method == "POST" and on:
        try:
            cannot_stand_in(chapter=chapter, asked=asked, member=stay.member, at=at)
        except Refusal:
            state = "over"
    marks = Mark.objects.in_chapter(chapter).on(asked.day).filter(member=asked.member, mark=Attendance.SUBSTITUTE)
    mark = marks.first() if on else None
    if state == "asked" and (mark is None or digest_of(mark.substitute) != asked.digest):
        state = "free"
    context = {"meeting": meeting, "state": state, "stay": stay, "mark": mark}
    if state == "asked":
        context["says"] = _to_say(chapter, asked.member, asked.day)
    return render(request, "meetings/stand_in.html", context)


def _to_say(chapter: Any, member: int, day: Any) -> list[tuple[str, str]]:
    """This week's ask, else the parts of the profile that are said aloud: each with its heading."""
    ask = WeekAsk.objects.in_chapter(chapter).filter(date=day, member=member).first()
    if ask:
        return [("", ask.text)]
    headings = {
        "whom_i_want_to_meet": _("Whom I want to meet"),
        "what_they_say": _("What they say when they need me"),
        "whom_i_serve": _("Whom I serve"),
        "how_to_introduce_me": _("How to introduce me"),
    }
    profile = Profile.objects.in_chapter(chapter).filter(member=member).first()
    parts = [(headings[part], getattr(profile, part).strip()) for part in TO_SAY] if profile else []
    return [(heading, text) for heading, text in parts if text]
