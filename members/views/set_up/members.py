"""Who joined, who left, who sits where."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_date
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from chapters.access import Role, requires
from chapters.clock import now
from members.actions.departing import leaders, write_down_leaving
from members.actions.details import correct_details
from members.actions.staying import TWO_WEEKS, write_down_staying
from members.actions.stays import join
from members.forms.set_up import DetailsForm, EndOfStayForm, JoinForm
from members.models import Member, Stay
from members.obstacles import against_ending
from members.refusals import Refusal
from members.seats import free_seats


@requires(Role.PRESIDENT, Role.SECRETARY)
@require_http_methods(["GET", "HEAD", "POST"])
def set_up_members(request: Any) -> HttpResponse:
    """Every stay, the present ones first, and a new member."""
    today = request.chapter.today(now())
    form = JoinForm(
        request.POST or None,
        seats=free_seats(request.chapter, day=today),
        members=Member.objects.in_chapter(request.chapter).by_name(),
        initial={"joined_on": today},
    )
    if request.method == "POST" and form.is_valid():
        try:
            stay = join(chapter=request.chapter, at=now(), **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.info(
                request, _("%(name)s has a seat. Invite them from the invitations page.") % {"name": stay.member}
            )
            return redirect(request.path)
    stays = Stay.objects.in_chapter(request.chapter).with_people().newest_first()
    context = {"form": form, "stays": stays, "today": today, "since": today - TWO_WEEKS}
    return render(request, "members/set_up/members.html", context, status=422 if form.errors else 200)


@requires(Role.PRESIDENT, Role.SECRETARY)
@require_http_methods(["GET", "HEAD", "POST"])
def set_up_member(request: Any, member: int) -> HttpResponse:
    """Correct what the chapter knows of a person."""
    found = get_object_or_404(Member.objects.in_chapter(request.chapter), pk=member)
    details = {name: getattr(found, name) for name in DetailsForm.base_fields}
    form = DetailsForm(request.POST or None, initial=details)
    if found.user_id is not None:  # mail about somebody goes where they themselves say
        form.fields["email"].disabled = True
        form.fields["email"].help_text = _("They have an account, and change their address themselves.")
    if request.method == "POST" and form.is_valid():
        try:
            correct_details(member=found, at=now(), **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.info(request, _("Saved."))
            return redirect(f"{request.chapter.path}set-up/members/")
    context = {"form": form, "member": found}
    return render(request, "members/set_up/member.html", context, status=422 if form.errors else 200)


@requires(Role.PRESIDENT, Role.SECRETARY)
@require_http_methods(["GET", "HEAD", "POST"])
def end_of_stay(request: Any, stay: int) -> HttpResponse:
    """Ask for the first day out, and why, then end the stay; what is against it is said beforehand."""
    stays = Stay.objects.in_chapter(request.chapter).with_people()
    found = get_object_or_404(stays, pk=stay)
    own = found.member_id == request.member.pk
    form = EndOfStayForm(request.POST or None, own=own, initial={"day": request.chapter.today(now())})
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        try:
            write_down_leaving(stay=found, left_on=typed.pop("day"), by=request.member, at=now(), **typed)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.info(request, _("%(name)s’s seat is open from then on.") % {"name": found.member})
            return redirect(f"{request.chapter.path}set-up/members/")
    told = [found.member, *leaders(request.chapter, but=(found.member_id, request.member.pk), at=now())]
    context = {
        "form": form,
        "stay": found,
        "own": own,
        "against": "" if own else against_ending(found),
        "told": get_text_list([one.name for one in told], _("and")),
    }
    return render(request, "members/set_up/end_of_stay.html", context, status=422 if form.errors else 200)


@requires(Role.PRESIDENT, Role.SECRETARY)
@require_POST
def they_stay(request: Any, stay: int) -> HttpResponse:
    """Put right that somebody leaves on the day the list showed."""
    found = get_object_or_404(Stay.objects.in_chapter(request.chapter).with_people(), pk=stay)
    try:
        left_on = parse_date(request.POST.get("left_on", ""))
    except ValueError:
        left_on = None
    back = redirect(f"{request.chapter.path}set-up/members/")
    if left_on is None:
        return back
    try:
        write_down_staying(stay=found, left_on=left_on, by=request.member, at=now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        said = _("%(name)s stays, and hears of it. An office that ended with the stay is given anew.")
        messages.info(request, said % {"name": found.member})
    return back
