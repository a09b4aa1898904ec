"""The chapter's own settings."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chapters.access import Role, requires
from members.forms.set_up import ChapterForm


@requires(Role.PRESIDENT)
@require_http_methods(["GET", "HEAD", "POST"])
def set_up_chapter(request: Any) -> HttpResponse:
    """Name, rhythm, place, zone, currency."""
    chapter = request.chapter
    now_so = {name: getattr(chapter, name) for name in ChapterForm.base_fields}
    form = ChapterForm(request.POST or None, initial=now_so)
    if request.method == "POST" and form.is_valid():
        chapter.change(**form.cleaned_data)
        messages.info(request, _("Saved."))
        return redirect(request.path)
    return render(request, "members/set_up/chapter.html", {"form": form}, status=422 if form.errors else 200)
