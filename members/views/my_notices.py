"""Which mail I get from this chapter."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chapters.access import Role, requires
from chapters.fragments import go_to
from members.forms.own import MyNoticesForm
from notices.actions import send_there_again, subscribe_again, unsubscribe
from notices.kinds import optional
from notices.models import Unsubscribed


@requires(Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def my_notices(request: Any) -> HttpResponse:
    """Every kind that one can do without, ticked while it is mailed."""
    chapter, email = request.chapter, request.member.email
    if request.method == "POST" and "well" in request.POST:
        send_there_again(to=email, by=request.user)
        messages.info(request, _("Good. Mail is sent to you again."))
        return go_to(f"{chapter.path}me/notices/")
    unwanted = set(Unsubscribed.objects.in_chapter(chapter).filter(email=email).values_list("kind", flat=True))
    kinds = optional()
    wanted = [name for name in kinds if name not in unwanted]
    form = MyNoticesForm(
        request.POST if request.method == "POST" else None, kinds=kinds.items(), initial={"wanted": wanted}
    )
    if form.is_valid():
        for name in kinds:
            if name in form.cleaned_data["wanted"] and name in unwanted:
                subscribe_again(chapter=chapter, email=email, kind=name)
            elif name not in form.cleaned_data["wanted"] and name not in unwanted:
                unsubscribe(chapter=chapter, email=email, kind=name)
        messages.info(request, _("Kept."))
        return go_to(f"{chapter.path}me/")
    return render(request, "members/my_notices.html", {"form": form, "place": "me"}, status=422 if form.errors else 200)
