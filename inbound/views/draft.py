"""One draft: put it right, share it, or throw it away. Its author's alone."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from chapters.access import Role, requires
from chapters.clock import now
from chapters.fragments import go_to
from inbound.actions.drafts import discard_drafts, fault_of, share_draft
from inbound.models import Draft, MailMoved
from inbound.states import DraftState
from referrals.forms.slips import LeadForm
from referrals.views.answers import sent_once, status_of


def _own(request: Any, key: int) -> Draft:
    drafts = Draft.objects.in_chapter(request.chapter).of(request.member).select_related("message", "slip")
    found: Draft = get_object_or_404(drafts.defer("message__raw"), pk=key)
    return found


@requires(Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once
def draft(request: Any, draft: int) -> HttpResponse:
    """Show it as a lead to be shared, with what is wrong with it; share it (POST)."""
    found = _own(request, draft)
    path = request.chapter.path
    if found.state != DraftState.WAITING:
        return go_to(f"{path}slips/{found.slip.uuid}/" if found.slip else f"{path}me/mail/")
    form = LeadForm(request.POST or None, initial={"uuid": found.uuid, "need": found.need})
    if form.is_valid():
        try:
            slip = share_draft(chapter=request.chapter, draft=found, lead=form.lead, by=request.member, at=now())
        except MailMoved:
            messages.info(request, _("This draft was decided about meanwhile."))
            return go_to(f"{path}me/mail/")
        messages.info(request, _("Shared with %(chapter)s.") % {"chapter": request.chapter})
        return go_to(f"{path}slips/{slip.uuid}/")
    fault = "" if form.is_bound else fault_of(found.need)
    context = {"form": form, "draft": found, "fault": fault, "place": "me"}
    return render(request, "inbound/draft.html", context, status=status_of(form))


@requires(Role.MEMBER)
@require_POST
def discard_draft(request: Any, draft: int) -> HttpResponse:
    """Throw it away. Once more changes nothing."""
    found = _own(request, draft)
    if discard_drafts(drafts=[found], at=now()):
        messages.info(request, _("Thrown away."))
    return go_to(f"{request.chapter.path}me/mail/")
