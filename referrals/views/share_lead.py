"""Share a lead: tell everybody of an opportunity whose prospect does not know yet."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chapters.access import Role, requires
from chapters.clock import now
from chapters.fragments import go_to
from referrals.actions import passing
from referrals.forms.slips import LeadForm
from referrals.views.answers import day_it_counts_for, form_page, sent_once


@requires(Role.MEMBER)
@require_http_methods(["GET", "POST"])
@sent_once
def share_lead(request: Any) -> HttpResponse:
    """Ask for a lead, and share it."""
    at = now()
    form = LeadForm(request.POST or None)
    if form.is_valid():
        lead = passing.share_lead(
            chapter=request.chapter, lead=form.lead, sending=form.sending, by=request.member, at=at
        )
        words = _("Shared with %(chapter)s.") % {"chapter": request.chapter}
        messages.info(request, words + day_it_counts_for(lead.given_at, at, request.chapter))
        return go_to(f"{request.chapter.path}slips/{lead.uuid}/")
    return form_page(request, "referrals/share_lead.html", form, {})
