"""The contract for officers: who has not accepted yet, and the chapter's own words in it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chapters.access import Role, requires
from chapters.clock import now
from chapters.fragments import go_to
from members.actions.contract import ask_again, latest_version, versions_of, waiting_to_accept, write_version
from members.contract import clauses, rules_of
from members.forms.contract import ContractForm
from members.models import Acceptance
from members.permissions import INVITING
from members.refusals import Refusal

WRITES = (Role.PRESIDENT, Role.SECRETARY)


@requires(*INVITING)
@require_http_methods(["GET", "HEAD", "POST"])
def set_up_contract(request: Any) -> HttpResponse:
    """Who has accepted the version that holds, and who has not yet; POST asks those once more, kindly."""
    chapter, at = request.chapter, now()
    versions = versions_of(chapter)
    version = next(iter(versions), None)
    if request.method == "POST":
        if version is not None and ask_again(version=version, at=at):
            messages.info(request, _("They are asked, once a week at most."))
        return go_to(request.path)
    context: dict[str, Any] = {"version": version, "writes": not request.roles.isdisjoint(WRITES)}
    if version is not None:
        accepted = Acceptance.objects.in_chapter(chapter).filter(version=version).select_related("stay__member")
        today = chapter.today(at)
        context |= {
            "waiting": waiting_to_accept(chapter, version, at=at),
            "accepted": [one for one in accepted.order_by("-at", "-pk") if one.stay.holds(today)],
            "earlier": versions[1:],
            "other_rules": version.rules != rules_of(chapter, chapter.week(at)).as_dict(),
        }
    return render(request, "members/set_up/contract.html", context)


@requires(*WRITES)
@require_http_methods(["GET", "HEAD", "POST"])
def write_contract(request: Any) -> HttpResponse:
    """The rules as sentences, as they hold; the chapter's own words below; one button puts both to the members."""
    chapter, at = request.chapter, now()
    version = latest_version(chapter)
    before = {"own_words": version.own_words, "after": version.number} if version else {"after": 0}
    form = ContractForm(request.POST or None, initial=before)
    if request.method == "POST" and form.is_valid():
        try:
            write_version(chapter=chapter, by=request.member, at=at, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.info(request, _("It is put to the members. They are told by mail."))
            return go_to(f"{chapter.path}set-up/contract/")
    context = {"form": form, "version": version, "clauses": clauses(rules_of(chapter, chapter.week(at)))}
    return render(request, "members/set_up/write_contract.html", context, status=422 if form.errors else 200)
