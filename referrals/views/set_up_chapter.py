"""The chapter's own settings; here, because its currency is what amounts in thanks are in."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chapters.access import Role, requires
from members.forms.set_up import ChapterForm
from referrals.actions.chapter import AmountsStored, change_chapter


@requires(Role.PRESIDENT)
@require_http_methods(["GET", "HEAD", "POST"])
def set_up_chapter(request: Any) -> HttpResponse:
    """Name, rhythm, place, zone, currency."""
    chapter = request.chapter
    now_so = {name: getattr(chapter, name) for name in ChapterForm.base_fields}
    form = ChapterForm(request.POST or None, initial=now_so)
    if request.method == "POST" and form.is_valid():
        try:
            change_chapter(chapter=chapter, settings=form.cleaned_data)
        except AmountsStored as refusal:
            form.add_error("currency", str(refusal))
        else:
            messages.info(request, _("Saved."))
            return redirect(request.path)
    return render(request, "referrals/set_up_chapter.html", {"form": form}, status=422 if form.errors else 200)
