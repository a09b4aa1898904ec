"""My slips: given, received, and the leads I shared, each with its line of progress."""

from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chapters.access import Role, requires
from chapters.clock import now
from referrals.models import Slip
from referrals.querysets import SlipQuerySet
from referrals.values import LOOKING_BACK, Found
from referrals.views.lines import lines_of

PAGE = 20
TABS = ("received", "given", "leads")


@requires(Role.MEMBER)
@require_safe
def my_slips(request: Any) -> HttpResponse:
    """One tab of them, newest first."""
    tab = request.GET.get("tab", "")
    tab = tab if tab in TABS else TABS[0]
    at = now()
    page = Paginator(_of(tab, request).with_people().latest_first(), PAGE).get_page(request.GET.get("page"))
    root = f"{request.chapter.path}slips/"
    names = {"received": _("Received"), "given": _("Given"), "leads": _("My leads")}
    context = {
        "tab": tab,
        "tabs": [{"href": f"{root}?tab={key}", "label": names[key], "count": None, "here": key == tab} for key in TABS],
        "page": page,
        "lines": lines_of(page, request, at),
        "many_bad": _many_bad(request, at) if tab == "received" else None,
    }
    return render(request, "referrals/my_slips.html", context)


def _of(tab: str, request: Any) -> SlipQuerySet:
    slips: SlipQuerySet = Slip.objects.in_chapter(request.chapter)
    if tab == "received":
        return slips.received_by(request.member)
    given = slips.given_by(request.member)
    return given.leads() if tab == "leads" else given.referrals()


def _many_bad(request: Any, at: datetime) -> Found | None:
    """What the reader found of no use, where that is much of what they were given: told to them alone."""
    slips: SlipQuerySet = Slip.objects.in_chapter(request.chapter)
    found = slips.received_by(request.member).found_bad(at - LOOKING_BACK)
    return found if found.many_bad else None
