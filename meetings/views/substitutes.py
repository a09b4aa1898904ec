"""The chapter's list of people who stand in: officers add, change and remove them."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from chapters.access import requires
from chapters.fragments import go_to
from meetings.actions.stand_ins import add_substitute, change_substitute
from meetings.forms.presenting import SubstituteForm
from meetings.models import Substitute
from meetings.permissions import LEADING
from meetings.views.finding import done
from members.refusals import Refusal
from referrals.views.answers import status_of


@requires(*LEADING)
@require_http_methods(["GET", "HEAD", "POST"])
def substitutes(request: Any) -> HttpResponse:
    """Everybody on the list, and a form for one more."""
    form = SubstituteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        added = add_substitute(chapter=request.chapter, by=request.member, **form.cleaned_data)
        messages.info(request, _("%(name)s is on the list.") % {"name": added.name})
        return go_to(request.path)
    rows = Substitute.objects.in_chapter(request.chapter).order_by("name", "pk")
    return render(request, "meetings/substitutes.html", {"form": form, "people": rows}, status=status_of(form))


@requires(*LEADING)
@require_http_methods(["GET", "HEAD", "POST"])
def substitute(request: Any, substitute: int) -> HttpResponse:
    """Correct one of them."""
    found = get_object_or_404(Substitute.objects.in_chapter(request.chapter), pk=substitute)
    initial = {"name": found.name, "email": found.email, "trade": found.trade}
    form = SubstituteForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            change_substitute(substitute=found, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.info(request, _("Changed."))
            return go_to(f"{request.chapter.path}set-up/substitutes/")
    context = {"form": form, "person": found, "back": f"{request.chapter.path}set-up/substitutes/"}
    return render(request, "meetings/substitute.html", context, status=status_of(form))


@requires(*LEADING)
@require_POST
def remove_substitute(request: Any, substitute: int) -> HttpResponse:
    """Take somebody off the list; the page has asked first. Marks keep their name."""
    row = get_object_or_404(Substitute.objects.in_chapter(request.chapter), pk=substitute)
    says = _("%(name)s is off the list.") % {"name": row.name}
    return done(request, row.delete, path=f"{request.chapter.path}set-up/substitutes/", says=says)
