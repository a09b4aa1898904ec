"""Terms of office."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chapters.access import Role, requires
from chapters.clock import now
from members.actions.offices import appoint, end_term
from members.forms.set_up import LastDayForm, TermForm
from members.models import Member, Office
from members.refusals import Refusal


@requires(Role.PRESIDENT)
@require_http_methods(["GET", "HEAD", "POST"])
def offices(request: Any) -> HttpResponse:
    """Every term, the present ones first, and a new one."""
    today = request.chapter.today(now())
    members = Member.objects.in_chapter(request.chapter).current_on(today).by_name()
    form = TermForm(request.POST or None, members=members, initial={"from_day": today})
    if request.method == "POST" and form.is_valid():
        try:
            appoint(by=request.member, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.info(request, _("The term is on the list."))
            return redirect(request.path)
    terms = Office.objects.in_chapter(request.chapter).with_members().newest_first()
    context = {"form": form, "terms": terms, "today": today}
    return render(request, "members/set_up/offices.html", context, status=422 if form.errors else 200)


@requires(Role.PRESIDENT)
@require_http_methods(["GET", "HEAD", "POST"])
def end_of_term(request: Any, office: int) -> HttpResponse:
    """Ask for the first day no longer in office, then end the term."""
    term = get_object_or_404(Office.objects.in_chapter(request.chapter).with_members(), pk=office)
    form = LastDayForm(request.POST or None, initial={"day": request.chapter.today(now())})
    if request.method == "POST" and form.is_valid():
        try:
            end_term(term=term, to_day=form.cleaned_data["day"], by=request.member)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.info(request, _("The term ends then."))
            return redirect(f"{request.chapter.path}set-up/offices/")
    context = {"form": form, "term": term}
    return render(request, "members/set_up/end_of_term.html", context, status=422 if form.errors else 200)
