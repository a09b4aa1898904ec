"""Notes about the conversations with one member: mine alone, or shared by the two alone. No office opens them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chapters.access import Role, requires
from chapters.clock import now
from chapters.fragments import go_to
from meetings.actions.preparing import change_note, remove_note, write_note
from meetings.forms.one_to_ones import NoteForm
from meetings.models import Appointment, PairNote
from meetings.views.appointment import notes_context
from meetings.views.finding import done
from members.models import Member
from members.refusals import Refusal
from referrals.views.answers import status_of


@requires(Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def pair_notes(request: Any, member: int) -> HttpResponse:
    """Read them, and write another; who was here before stays in one's notes."""
    other = Member.objects.in_chapter(request.chapter).filter(pk=member).exclude(pk=request.member.pk).first()
    if other is None:
        raise Http404
    form = NoteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        typed = form.cleaned_data
        write_note(other=other, text=typed["text"], shared=typed["shared"], by=request.member, at=now())
        words = _("Kept. %(name)s can read it.") if typed["shared"] else _("Kept. Only you can read it.")
        messages.info(request, words % {"name": other})
        return go_to(_back(request, other))
    back = f"{request.chapter.path}members/{other.pk}/"
    context = {"other": other, "back": back, "place": "my_week", **notes_context(request.member, other, form)}
    return render(request, "meetings/pair_notes.html", context, status=status_of(form))


def _back(request: Any, other: Member) -> str:
    """To the one-to-one where it was written, if it is one of these two; else to the notes."""
    try:
        key = UUID(request.POST.get("from", ""))
    except ValueError:
        key = None
    mine = Appointment.objects.in_chapter(request.chapter).of_two(request.member, other)
    root = f"{request.chapter.path}one-to-ones/"
    return f"{root}plan/{key}/" if key and mine.filter(uuid=key).exists() else f"{root}with/{other.pk}/"


def _own_or_404(request: Any, key: int) -> PairNote:
    """The reader's own note; another's is not there, shared or not."""
    mine = PairNote.objects.in_chapter(request.chapter).filter(writer=request.member)
    found: PairNote | None = mine.select_related("other").filter(pk=key).first()
    if found is None:
        raise Http404
    return found


@requires(Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def pair_note(request: Any, note: int) -> HttpResponse:
    """Write one's own note anew."""
    found = _own_or_404(request, note)
    initial = {"text": found.text, "shared": "yes" if found.shared else "no"}
    form = NoteForm(request.POST if request.method == "POST" else None, initial=initial)
    back = f"{request.chapter.path}one-to-ones/with/{found.other_id}/"
    if form.is_valid():
        try:
            typed = form.cleaned_data
            change_note(note=found, text=typed["text"], shared=typed["shared"], by=request.member)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.info(request, _("Kept."))
        return go_to(back)
    context = {"form": form, "other": found.other, "back": back, "place": "my_week"}
    return render(request, "meetings/pair_note.html", context, status=status_of(form))


@requires(Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def remove_pair_note(request: Any, note: int) -> HttpResponse:
    """Forget one's own note; asks first."""
    found = _own_or_404(request, note)
    back = f"{request.chapter.path}one-to-ones/with/{found.other_id}/"
    if request.method == "POST":
        return done(request, lambda: remove_note(note=found, by=request.member), path=back, says=_("Gone."))
    context = {"note": found, "back": back, "place": "my_week"}
    return render(request, "meetings/remove_pair_note.html", context)
