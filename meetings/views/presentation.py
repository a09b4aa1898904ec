"""One feature presentation: who, when, about what; what its speaker can do with it, and what listeners write."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chapters.access import Role, requires
from chapters.clock import now
from chapters.fragments import go_to
from meetings.actions.listening import write_feedback
from meetings.actions.presenting import pass_on, set_speaker, set_title
from meetings.forms.presenting import FeedbackForm, SpeakerForm, TitleForm
from meetings.models import Feedback, Presentation
from meetings.permissions import SETTING_SPEAKERS, can_read_feedback, can_set_speaker
from meetings.rhythm import meeting_on
from meetings.views.finding import done
from meetings.views.words import day_words
from members.models import Member
from members.refusals import Refusal
from referrals.views.answers import status_of


@requires(Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def presentation(request: Any, presentation: int) -> HttpResponse:
    """Show it; its speaker says what it is about (POST)."""
    row = _found(request, presentation)
    mine = row.member_id == request.member.pk
    form = TitleForm(request.POST if request.method == "POST" and mine else None, initial={"title": row.title})
    if request.method == "POST" and not mine:
        raise PermissionDenied
    if form.is_valid():
        title = form.cleaned_data["title"]
        return done(
            request,
            lambda: set_title(presentation=row, title=title, by=request.member),
            path=request.path,
            says=_("The chapter can read it now.") if title else _("It has no title now."),
        )
    return render(request, "meetings/presentation.html", _shown(request, row, form, now()), status=status_of(form))


def _found(request: Any, key: int) -> Presentation:
    rows = Presentation.objects.in_chapter(request.chapter).select_related("member", "chapter")
    found: Presentation = get_object_or_404(rows, pk=key)
    return found


def _shown(request: Any, row: Presentation, form: TitleForm, at: datetime) -> dict[str, Any]:
    chapter, member = request.chapter, request.member
    today = chapter.today(at)
    meeting = meeting_on(chapter, row.date)
    off = meeting is None or meeting.cancelled
    begun = not off and meeting is not None and (meeting.held or meeting.starts_at <= at)
    mine = row.member_id == member.pk
    written = Feedback.objects.in_chapter(chapter).filter(presentation=row, writer=member).first()
    context = {
        "place": "meeting",
        "row": row,
        "here": f"{chapter.path}presentations/{row.pk}/",
        "day": day_words(row.date, today),
        "clock": f"{meeting.starts_at.astimezone(chapter.zone):%H:%M}" if meeting else "",
        "meeting_path": f"{chapter.path}meeting/{row.date.isoformat()}/" if meeting else "",
        "off": off and row.date >= today,
        "begun": begun,
        "mine": mine,
        "open": row.member is None and not begun and not off,
        "form": form,
        "feedback": _feedback_form(row, written) if begun and row.member and not mine else None,
    }
    if can_set_speaker(request.roles):
        people = Member.objects.in_chapter(chapter).current_on(row.date).by_name()
        context["speaker_form"] = SpeakerForm(people=people, initial={"member": row.member_id, "seen": row.member_id})
    return context


def _feedback_form(row: Presentation, written: Feedback | None) -> FeedbackForm:
    words = {"learned": written.learned, "could_refer": written.could_refer} if written else {}
    return FeedbackForm(initial={**words, "speaker": row.member_id})


@requires(Role.MEMBER)
@require_POST
def pass_presentation(request: Any, presentation: int) -> HttpResponse:
    """Pass on one's own day; the page has asked first."""
    row = _found(request, presentation)
    try:
        instead = pass_on(presentation=row, by=request.member, at=now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        told = _("%(name)s is next, and told.") % {"name": instead} if instead else _("The day is open now.")
        messages.info(request, told)
    return go_to(f"{request.chapter.path}presentations/")


@requires(*SETTING_SPEAKERS)
@require_POST
def change_speaker(request: Any, presentation: int) -> HttpResponse:
    """An officer says who presents."""
    row = _found(request, presentation)
    people = Member.objects.in_chapter(request.chapter).current_on(row.date).by_name()
    form = SpeakerForm(request.POST, people=people)
    here = f"{request.chapter.path}presentations/{row.pk}/"
    if not form.is_valid():
        messages.error(request, _("Pick one of the members of that day."))
        return go_to(here)
    member, seen = form.cleaned_data["member"], form.cleaned_data["seen"]
    return done(
        request,
        lambda: set_speaker(presentation=row, member=member, seen=seen, at=now()),
        path=here,
        says=_("%(name)s presents.") % {"name": member},
    )


@requires(Role.MEMBER)
@require_safe
def feedback(request: Any, presentation: int) -> HttpResponse:
    """What people took from one's presentation: the speaker's alone."""
    row = _found(request, presentation)
    if not can_read_feedback(request.member, row):
        raise PermissionDenied
    rows = Feedback.objects.in_chapter(request.chapter).filter(presentation=row).select_related("writer")
    context = {
        "place": "meeting",
        "row": row,
        "here": f"{request.chapter.path}presentations/{row.pk}/",
        "day": day_words(row.date, request.chapter.today(now())),
        "feedback": rows.order_by("-written_at", "-pk"),
    }
    return render(request, "meetings/feedback.html", context)


@requires(Role.MEMBER)
@require_POST
def write_to_speaker(request: Any, presentation: int) -> HttpResponse:
    """Write to the speaker what one took from it."""
    row = _found(request, presentation)
    here = f"{request.chapter.path}presentations/{row.pk}/"
    form = FeedbackForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("That was too long, or half of it got lost. Please send it once more."))
        return go_to(here)
    typed = form.cleaned_data
    wrote = typed["learned"] or typed["could_refer"]
    return done(
        request,
        lambda: write_feedback(presentation=row, by=request.member, at=now(), **typed),
        path=here,
        says=_("%(name)s can read it.") % {"name": row.member} if wrote else _("Taken back."),
    )
