"""From the reminder mail: one tap says "I can't come", names who stands in or nobody; leads are typed right there."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from chapters.access import public
from chapters.clock import now
from meetings.actions.absence import cant_come as say_cant_come
from meetings.actions.absence import come_after_all, type_leads
from meetings.forms.presenting import CantComeForm, LeadsForm
from meetings.models import Mark, Substitute
from meetings.rhythm import ComingMeeting, meeting_on
from meetings.states import Attendance
from meetings.tokens import who_and_when
from members.models import Member
from members.refusals import Refusal
from notices.values import mailbox
from referrals.actions.people import NotAMember
from referrals.models import AnotherBody

SAID = (Attendance.ABSENT_NOTIFIED, Attendance.SUBSTITUTE)


@public(reason="opened from a reminder, by whoever holds its signed link; it names nobody but who may stand in")
@require_http_methods(["GET", "HEAD", "POST"])
def cant_come(request: Any, token: str) -> HttpResponse:
    """Ask (GET changes nothing); say it, type `leads`, or take it back with `coming` (POST)."""
    meant = who_and_when(request.chapter, token) if request.chapter else None
    if meant is None:
        raise Http404
    key, day = meant
    at = now()
    member = Member.objects.in_chapter(request.chapter).filter(pk=key).current_on(request.chapter.today(at)).first()
    if member is None:  # who has left has no links left either
        raise Http404
    meeting = meeting_on(request.chapter, day)
    over = _over(meeting, at)
    if over:
        context = {"meeting": meeting, "state": "over", "refusal": over}
        return render(request, "meetings/cant_come.html", context)
    assert meeting is not None  # else it would be over
    return _answer(request, member, meeting, at)


def _over(meeting: ComingMeeting | None, at: datetime) -> str:
    if meeting is None or meeting.cancelled:
        return _("There is no meeting on that day after all.")
    return _("This meeting is over.") if meeting.held or meeting.ends_at <= at else ""


def _answer(request: Any, member: Member, meeting: ComingMeeting, at: datetime) -> HttpResponse:
    people = Substitute.objects.in_chapter(request.chapter).order_by("name", "pk")
    posted = request.POST if request.method == "POST" else None
    types = posted is not None and "leads" in posted
    form = CantComeForm(None if types or (posted and "coming" in posted) else posted, people=people)
    leads = LeadsForm(posted if types else None)
    refusal, shared, coming = "", 0, False
    try:
        if types and leads.is_valid():
            shared = _share(request, member, meeting, leads, at)
            leads = LeadsForm()
        elif posted is not None and "coming" in posted:
            come_after_all(chapter=request.chapter, day=meeting.date, member=member, at=at)
            coming = True
        elif form.is_valid():
            _say(request, member, meeting, form, at)
    except Refusal as refused:
        refusal = str(refused)
    except (AnotherBody, NotAMember):
        refusal = _("Those leads could not be kept. Please open the link in your mail once more.")
    marks = Mark.objects.in_chapter(request.chapter).on(meeting.date).filter(member=member)
    mark = marks.filter(marked_by=member, mark__in=SAID).first()
    context = {
        "meeting": meeting,
        "member": member,
        "form": form if form.errors or refusal else CantComeForm(people=people),
        "leads": leads,
        "mark": mark,
        "state": "coming" if coming and mark is None else "said" if mark else "asked",
        "refusal": refusal,
        "shared": ngettext("%(count)d lead is with the chapter.", "%(count)d leads are with the chapter.", shared)
        % {"count": shared}
        if shared
        else "",
        "mailbox": mailbox(request.chapter.slug),
        "mine": request.user.is_authenticated and request.user.pk == member.user_id,
    }
    wrong = refusal or form.errors or leads.errors
    return render(request, "meetings/cant_come.html", context, status=422 if wrong else 200)


def _share(request: Any, member: Member, meeting: ComingMeeting, form: LeadsForm, at: datetime) -> int:
    lines, key = form.cleaned_data["leads"], form.cleaned_data["key"]
    return len(type_leads(chapter=request.chapter, day=meeting.date, lines=lines, key=key, by=member, at=at))


def _say(request: Any, member: Member, meeting: ComingMeeting, form: CantComeForm, at: datetime) -> None:
    day, listed, new = meeting.date, form.chosen, form.new
    say_cant_come(chapter=request.chapter, day=day, member=member, instead=listed, new=new, at=at)
