"""How news of this chapter reaches me: which, when, and where."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chapters.access import Role, requires
from chapters.clock import now
from chapters.fragments import go_to
from members.forms.own import MyNoticesForm
from notices.actions import send_there_again, want
from notices.devices import listening, tell_by_mail_again
from notices.kinds import optional
from notices.models import Unsubscribed
from notices.push import public_key


@requires(Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def my_notices(request: Any) -> HttpResponse:
    """Every kind that one can do without, ticked while it is told; the hours when none is; the devices told first."""
    chapter, member, user = request.chapter, request.member, request.user
    here = f"{chapter.path}me/notices/"
    if request.method == "POST" and "well" in request.POST:
        send_there_again(to=member.email, by=user)
        messages.info(request, _("Good. Mail is sent to you again."))
        return go_to(here)
    if request.method == "POST" and "by_mail" in request.POST:
        tell_by_mail_again(user=user)
        messages.info(request, _("Your news comes by mail again."))
        return go_to(here)
    kinds = optional()
    unwanted = set(Unsubscribed.objects.in_chapter(chapter).filter(email=member.email).values_list("kind", flat=True))
    form = MyNoticesForm(
        request.POST if request.method == "POST" else None,
        kinds=kinds.items(),
        initial={
            "wanted": [name for name in kinds if name not in unwanted],
            **dict(zip(("quiet_from", "quiet_until"), user.quiet_hours or (None, None), strict=True)),
        },
    )
    if form.is_valid():
        want(chapter=chapter, email=member.email, wanted=form.cleaned_data["wanted"], of=kinds)
        user.be_quiet(form.cleaned_data["quiet_from"], form.cleaned_data["quiet_until"])
        messages.info(request, _("Kept."))
        return go_to(f"{chapter.path}me/")
    devices = listening(user, now()).count()
    context = {"form": form, "devices": devices, "push_key": public_key(), "place": "me"}
    return render(request, "members/my_notices.html", context, status=422 if form.errors else 200)
