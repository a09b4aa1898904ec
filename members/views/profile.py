"""My profile: what makes it easy to refer me."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chapters.access import Role, requires
from chapters.fragments import go_to
from members.actions.profiles import write_profile
from members.forms.own import ProfileForm
from members.models import Profile


@requires(Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: Any) -> HttpResponse:
    """The five parts, how many are written, and who can read them."""
    found = Profile.objects.in_chapter(request.chapter).filter(member=request.member).first()
    form = ProfileForm.of(found, request.POST if request.method == "POST" else None)
    if form.is_valid():
        written = write_profile(member=request.member, parts=form.cleaned_data).written
        messages.info(request, _("Kept. %(written)s of 5 parts are written.") % {"written": written})
        return go_to(f"{request.chapter.path}members/{request.member.pk}/")
    context = {"form": form, "written": found.written if found else 0, "parts": len(Profile.PARTS)}
    return render(request, "members/profile.html", context, status=422 if form.errors else 200)
