"""A joint meeting of two power partners with the prospect of a referral: planned, held, looked back on."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chapters.access import Role, requires
from chapters.clock import now
from chapters.fragments import go_to
from members.models import Member, Partnership
from members.refusals import Refusal
from referrals import permissions
from referrals.actions import joint_meetings as acts
from referrals.forms.partners import BringForm, JointNoteForm, PlanForm
from referrals.models import JointMeeting
from referrals.refusals import JointMeetingMoved, NotToBring
from referrals.states import JointState
from referrals.views.answers import PLACE as SLIPS
from referrals.views.answers import status_of
from referrals.views.lines import title_of
from referrals.views.looking_back import PLACE
from referrals.views.slip import readable


@requires(Role.MEMBER)
@require_http_methods(["GET", "POST"])
def plan_joint_meeting(request: Any, uuid: UUID) -> HttpResponse:
    """Bring a power partner along to the prospect of a referral I was passed."""
    slip, at = readable(request, uuid), now()
    if slip.receiver_id != request.member.pk:
        raise PermissionDenied
    back = f"{request.chapter.path}slips/{slip.uuid}/"
    if not permissions.can_bring_partner(request.member, slip):
        messages.error(request, str(NotToBring()))
        return redirect(back)
    partners = [one for one in _my_partners(request) if one.pk != slip.giver_id]
    form = BringForm(request.POST or None, partners=partners, zone=request.chapter.zone)
    if form.is_valid():
        partner = form.cleaned_data["partner"]
        try:
            made = acts.plan_joint_meeting(
                chapter=request.chapter, slip=slip, partner=partner, plan=form.plan, by=request.member, at=at
            )
        except Refusal as refusal:
            form.add_error("partner", str(refusal))
        else:
            if made.planned_at == at:
                messages.info(request, _("Planned. %(name)s is told.") % {"name": partner})
            return go_to(_path(request, made))
    context = {
        "form": form,
        "slip": slip,
        "title": title_of(slip, request.member),
        "partners": partners,
        "back": back,
        "place": SLIPS,
    }
    return render(request, "referrals/plan_joint_meeting.html", context, status=status_of(form))


def _my_partners(request: Any) -> list[Member]:
    """One statement."""
    standing = Partnership.objects.in_chapter(request.chapter).of(request.member).standing().with_people()
    return sorted((one.sides(request.member)[1].member for one in standing), key=lambda one: (one.name, one.pk))


@requires(Role.MEMBER)
@require_safe
def joint_meeting(request: Any, joint_meeting: int) -> HttpResponse:
    """As the two see it, the referral's giver does not."""
    found = joint_meeting_or_404(request, joint_meeting)
    return _page(request, found, JointNoteForm(initial=_own_words(request, found)))


def _page(request: Any, found: JointMeeting, form: JointNoteForm) -> HttpResponse:
    at, me = now(), request.member
    notes = sorted(found.notes.all(), key=lambda note: note.member_id != me.pk)
    names = {found.planned_by_id: found.planned_by.name, found.partner_id: found.partner.name}
    context = {
        "joint": found,
        "other": found.other_than(me),
        "mine": found.planned_by_id == me.pk,
        "whom": title_of(found.slip, found.planned_by) if permissions.can_see_whom_they_meet(me, found) else "",
        "when": when_words(found.starts_at, request, at),
        "here": _path(request, found),
        "can_change": permissions.can_change_plan(me, found),
        "can_say_held": permissions.can_say_held(found, at),
        "notes": [(names[note.member_id], note) for note in notes],
        "form": form,
        "written": any(note.member_id == me.pk for note in notes),
        "place": PLACE,
    }
    return render(request, "referrals/joint_meeting.html", context, status=status_of(form))


def _own_words(request: Any, found: JointMeeting) -> dict[str, str]:
    own = found.notes.filter(member=request.member).first()
    return {"said": own.said, "better": own.better} if own else {}


@requires(Role.MEMBER)
@require_http_methods(["GET", "POST"])
def change_joint_meeting(request: Any, joint_meeting: int) -> HttpResponse:
    """Another time or place; and that the prospect agreed."""
    found = joint_meeting_or_404(request, joint_meeting)
    if found.planned_by_id != request.member.pk:
        raise PermissionDenied
    here = _path(request, found)
    if not permissions.can_change_plan(request.member, found):
        messages.error(request, str(JointMeetingMoved()))
        return redirect(here)
    data = request.POST if request.method == "POST" else None
    form = PlanForm(data, zone=request.chapter.zone, planned=found)
    if form.is_valid():
        at = now()
        return _done(
            request,
            found,
            lambda: acts.change_joint_meeting(joint_meeting=found, plan=form.plan, at=at),
            _("Changed."),
        )
    context = {"form": form, "other": found.partner, "here": here, "place": PLACE}
    return render(request, "referrals/change_joint_meeting.html", context, status=status_of(form))


@requires(Role.MEMBER)
@require_http_methods(["GET", "POST"])
def call_off_joint_meeting(request: Any, joint_meeting: int) -> HttpResponse:
    """Not meet after all; asks first. Called off already, it is."""
    found = joint_meeting_or_404(request, joint_meeting)
    other, here = found.other_than(request.member), _path(request, found)
    if request.method == "POST" and found.state != JointState.CALLED_OFF:
        at = now()
        said = _("Called off. %(name)s is told.") % {"name": other}
        return _done(
            request,
            found,
            lambda: acts.call_off_joint_meeting(joint_meeting=found, by=request.member, at=at),
            said,
        )
    if found.state != JointState.PLANNED:
        return go_to(here) if request.method == "POST" else redirect(here)
    context = {"other": other, "here": here, "place": PLACE}
    return render(request, "referrals/call_off_joint_meeting.html", context)


@requires(Role.MEMBER)
@require_POST
def joint_meeting_held(request: Any, joint_meeting: int) -> HttpResponse:
    """We met them."""
    found = joint_meeting_or_404(request, joint_meeting)
    at = now()
    said = _("Good. What was said, and what would you two do better?")
    return _done(request, found, lambda: acts.hold_joint_meeting(joint_meeting=found, at=at), said)


@requires(Role.MEMBER)
@require_POST
def note_joint_meeting(request: Any, joint_meeting: int) -> HttpResponse:
    """What I say of it afterwards; both read both."""
    found = joint_meeting_or_404(request, joint_meeting)
    form = JointNoteForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    at = now()
    said = _("Kept. %(name)s can read it.") % {"name": found.other_than(request.member)}
    return _done(
        request,
        found,
        lambda: acts.write_note(joint_meeting=found, by=request.member, at=at, **form.cleaned_data),
        said,
    )


def joint_meeting_or_404(request: Any, key: int) -> JointMeeting:
    """One that the reader is one of the two in; any other is not there."""
    rows = JointMeeting.objects.in_chapter(request.chapter).of(request.member).with_people()
    found: JointMeeting | None = rows.filter(pk=key).first()
    if found is None:
        raise Http404
    found.chapter = request.chapter
    return found


def line_of(request: Any, found: JointMeeting, at: datetime) -> dict[str, str]:
    """One of a list, for either of the two."""
    whom = permissions.can_see_whom_they_meet(request.member, found)
    prospect = title_of(found.slip, found.planned_by) if whom else _("A prospect of %(name)s")
    return {
        "href": _path(request, found),
        "title": prospect % {"name": found.planned_by} if not whom else prospect,
        "note": when_words(found.starts_at, request, at),
        "aside": found.get_state_display(),
    }


def when_words(at: datetime, request: Any, now: datetime) -> str:
    """A moment in the chapter's zone: weekday, day and time; the year where it is another."""
    local = at.astimezone(request.chapter.zone)
    form = "l j F" if local.year == request.chapter.today(now).year else "l j F Y"
    return f"{date_format(local, form)}, {local:%H:%M}"


def _path(request: Any, found: JointMeeting) -> str:
    return f"{request.chapter.path}joint-meetings/{found.pk}/"


def _done(request: Any, found: JointMeeting, act: Any, said: str) -> HttpResponse:
    try:
        act()
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.info(request, said)
    return go_to(_path(request, found))
