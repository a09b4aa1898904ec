"""The chapter's leads, newest first."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chapters.access import Role, requires
from chapters.clock import now
from referrals.models import Slip
from referrals.views.answers import PLACE
from referrals.views.lines import lines_of

PAGE = 20


@requires(Role.MEMBER)
@require_safe
def leads(request: Any) -> HttpResponse:
    """Those that stand: neither withdrawn nor found of no use."""
    standing = Slip.objects.in_chapter(request.chapter).leads().good().with_people().latest_first()
    page = Paginator(standing, PAGE).get_page(request.GET.get("page"))
    return render(
        request, "referrals/leads.html", {"page": page, "lines": lines_of(page, request, now()), "place": PLACE}
    )
