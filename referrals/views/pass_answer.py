"""Making a referral of my answer: to the asker, with what the answer says, by one tap on what I did."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chapters.access import Role, requires
from chapters.clock import now
from chapters.fragments import go_to
from referrals.actions import answering
from referrals.actions.people import NotAMember
from referrals.actions.prospects import ProspectObjected
from referrals.forms.asks import PassAnswerForm
from referrals.models import Answer
from referrals.permissions import can_pass_on
from referrals.views.answers import PLACE, sent_once, status_of


@requires(Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once
def pass_answer(request: Any, answer: UUID) -> HttpResponse:
    """Ask what is missing, and pass it. Once it was passed, on to the referral."""
    answers = Answer.objects.in_chapter(request.chapter).read_by(request.member).with_people()
    found: Answer = get_object_or_404(answers, uuid=answer)
    if found.answerer_id != request.member.pk:
        raise PermissionDenied
    root = request.chapter.path
    if found.slip:
        return redirect(f"{root}slips/{found.slip.uuid}/")
    if not can_pass_on(request.member, found):
        return redirect(f"{root}asks/{found.ask.uuid}/")
    asker = found.ask.asker
    form = PassAnswerForm(request.POST.dict() if request.method == "POST" else None, answer=found)
    if form.is_valid():
        try:
            slip = answering.pass_answer(
                chapter=request.chapter, answer=found, referral=form.referral, by=request.member, at=now()
            )
        except NotAMember:
            form.add_error(None, _("%(name)s has just left the chapter.") % {"name": asker})
        except ProspectObjected as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.info(request, _("Passed to %(name)s, who is told now.") % {"name": asker})
            return go_to(f"{root}slips/{slip.uuid}/")
    context = {"form": form, "ask": found.ask, "asker": asker, "place": PLACE}
    return render(request, "referrals/pass_answer.html", context, status=status_of(form))
