"""Days the whole chapter is excused."""

from typing import Any

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from chapters.access import Role, requires
from chapters.models import Recess
from chapters.refusals import sentence_of
from members.forms.set_up import RecessForm


@requires(Role.PRESIDENT, Role.SECRETARY)
@require_http_methods(["GET", "HEAD", "POST"])
def recesses(request: Any) -> HttpResponse:
    """Every recess, the latest first, and a new one."""
    form = RecessForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                Recess.objects.create(chapter=request.chapter, **form.cleaned_data)
        except IntegrityError as error:
            form.add_error(None, sentence_of(error))
        else:
            messages.info(request, _("The recess is on the list."))
            return redirect(request.path)
    rows = Recess.objects.in_chapter(request.chapter).order_by("-first_day", "-pk")
    context = {"form": form, "recesses": rows}
    return render(request, "members/set_up/recesses.html", context, status=422 if form.errors else 200)


@requires(Role.PRESIDENT, Role.SECRETARY)
@require_POST
def remove_recess(request: Any, recess: int) -> HttpResponse:
    """Take a recess off the list; the page has asked first."""
    get_object_or_404(Recess.objects.in_chapter(request.chapter), pk=recess).delete()
    messages.info(request, _("The recess is off the list."))
    return redirect(f"{request.chapter.path}set-up/recesses/")
