"""Me: my own places, my details, and on a phone the officers' places too."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from chapters.access import Role, requires
from chapters.clock import now
from chapters.fragments import go_to
from members.actions.details import correct_details
from members.forms.own import MyDetailsForm
from members.models import Leave, Partnership, Profile, Stay
from members.permissions import INVITING, LOOKS_AFTER_VISITORS
from members.refusals import Refusal

STANDING = (*INVITING, Role.COMMITTEE)
PLANS_MONTH = (*INVITING, Role.EDUCATION)
ROLL_CALL = (*INVITING, Role.VISITOR_HOST)


@requires(Role.MEMBER)
@require_safe
def me(request: Any) -> HttpResponse:
    """Where everything about myself is."""
    today = request.chapter.today(now())
    stays = Stay.objects.in_chapter(request.chapter).filter(member=request.member).current_on(today)
    written = Profile.objects.in_chapter(request.chapter).filter(member=request.member).first()
    context = {
        "stay": stays.select_related("seat__category").first(),
        "written": written.written if written else 0,
        "parts": len(Profile.PARTS),
        "asked": Partnership.objects.in_chapter(request.chapter).waiting_for(request.member).count(),
        "waiting": Leave.objects.in_chapter(request.chapter).filter(member=request.member, approved=None).count(),
        "officers": _officers_places(request),
        "mail_comes_in": bool(settings.INBOUND_DOMAIN),
    }
    return render(request, "members/me.html", context)


def _officers_places(request: Any) -> list[tuple[str, str, str]]:
    """What the bar of five leaves out on a phone: an icon, words, and where."""
    root, roles = request.chapter.path, request.roles
    places = [
        (ROLL_CALL, ("list-checks", _("Roll call"), f"{root}roll-call/")),
        (PLANS_MONTH, ("calendar-heart", _("Plan the month"), f"{root}plan-month/")),
        (STANDING, ("chart-no-axes-column", _("The chapter’s standing"), f"{root}standing/chapter/")),
        (STANDING, ("sailboat", _("Who is drifting?"), f"{root}drifting/")),
        (LOOKS_AFTER_VISITORS, ("hourglass", _("Waiting list"), f"{root}waiting-list/")),
        (INVITING, ("mail", _("Invitations"), f"{root}invitations/")),
        (INVITING, ("settings-2", _("Set up"), f"{root}set-up/")),
    ]
    return [place for holders, place in places if not roles.isdisjoint(holders)]


@requires(Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def my_details(request: Any) -> HttpResponse:
    """Correct my own details. The chapter's mail goes to an address that my account has proved."""
    mine = request.member
    proved = request.user.emailaddress_set.filter(verified=True).order_by("email")
    addresses = dict.fromkeys([mine.email, *(one.email.lower() for one in proved)])
    details = {name: getattr(mine, name) for name in MyDetailsForm.base_fields}
    form = MyDetailsForm(request.POST or None, addresses=addresses, initial=details)
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        number = typed.pop("one_to_ones_a_month")
        try:
            correct_details(member=mine, at=now(), **typed)
            if number is not None:
                mine.plan_at_most(number)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.info(request, _("Your details are kept."))
            return go_to(f"{request.chapter.path}me/")
    return render(request, "members/my_details.html", {"form": form, "place": "me"}, status=422 if form.errors else 200)
